"""A start that is cut off, and an engine that starts containers in any order."""

import os
import subprocess

import pytest

from tests.containers import engine
from tests.containers.releases import backups, slow_image, use
from tests.containers.systems import HEALTHY_SECONDS

SERVICES = ("db", "redis", "web", "live", "worker", "beat", "nginx")
RESTART = "RESTART_ENGINE"


@pytest.fixture(scope="module")
def slow(image, tmp_path_factory):
    """The name of an image whose last migration takes twenty seconds in the database."""
    return slow_image(image, tmp_path_factory.mktemp("slow"), "handoff:slow")


@pytest.fixture(scope="module")
def old(new_system):
    """A running system of the release before the newer one."""
    system = new_system()
    system.up()
    return system


def test_a_migration_that_is_cut_off_is_rolled_back_and_done_by_the_next_start(old, newer, slow):
    use(old, slow)
    cut_off(old, "stop", code=143)
    assert "event=stopped signal=TERM" in old.logs("web")
    cut_off(old, "kill", code=137)

    use(old, newer)
    old.up()
    assert old.sql("SELECT sum(times) FROM upgraded") == "1"
    # Of the state before, by the first start; the others had a good one.
    assert len(backups(old)) == 1


def cut_off(system, how, code):
    """Start web and end it by `docker compose` `how` while its migration runs in the database."""
    system.compose("up", "--detach", "--no-build", "--no-deps", "web")
    running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'CREATE TABLE up%'"
    system.until(lambda: system.sql(running) == "1", "the migration runs", 60)

    system.compose(how, "web")

    state = system.inspect(system.containers("web")[0])["State"]
    assert state["ExitCode"] == code
    system.until(lambda: system.sql(running) == "0", "the database gives up too", 5)
    assert system.sql("SELECT count(*) FROM django_migrations WHERE name = '9000_upgraded'") == "0"
    assert system.sql("SELECT to_regclass('upgraded')") == ""


def test_after_the_engine_was_restarted_the_worker_waits_until_web_has_migrated(old, newer):
    restart = os.environ.get(RESTART)
    if not restart:
        engine.leave_out(
            f"{RESTART} names no command that restarts the engine; it would stop others' containers"
        )
    use(old, newer)
    old.up()
    # As after an upgrade that a power cut has ended: everything starts at once, and web has something to do.
    old.sql("DROP TABLE upgraded; DELETE FROM django_migrations WHERE name = '9000_upgraded'")
    before = {name: old.state(name) for name in SERVICES}

    subprocess.run(restart, shell=True, check=True, timeout=180, capture_output=True)

    for name in SERVICES:
        old.until(lambda name=name: old.health(name) == "healthy", f"{name} is healthy", HEALTHY_SECONDS)
        assert old.state(name)["StartedAt"] > before[name]["StartedAt"]
    assert old.sql("SELECT sum(times) FROM upgraded") == "1"
    since = before["worker"]["StartedAt"]
    for name in ("worker", "beat", "live"):
        log = old.compose("logs", "--no-color", "--since", since, name).split("event=start stage=total")[-2]
        assert "event=migrations_wait" in log
        assert "event=migrations_ready" in log
    assert old.get("/accounts/login/")[0] == 200


def test_a_worker_that_is_up_before_web_waits_for_the_migrations(new_system):
    system = new_system()
    system.compose("up", "--no-start", "--no-build")
    names = {service: system.containers(service)[0] for service in SERVICES}
    # An engine that restarts keeps to no order.
    for service in ("worker", "beat", "live", "nginx"):
        system.docker("start", names[service])
    system.until(lambda: "event=db_wait" in system.logs("worker"), "the worker waits for the database")
    for service in ("redis", "db"):
        system.docker("start", names[service])
    system.until(
        lambda: "event=migrations_wait" in system.logs("worker"), "the worker waits for the migrations"
    )
    system.docker("start", names["web"])

    for service in names:
        system.until(
            lambda service=service: system.health(service) == "healthy",
            f"{service} is healthy",
            HEALTHY_SECONDS,
        )
    assert "event=migrations_ready" in system.logs("worker")
    assert "stage=migrate" not in system.logs("worker")
