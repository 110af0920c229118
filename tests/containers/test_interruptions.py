"""A start that is cut off, and an engine that starts containers in any order."""

import time

import pytest

from tests.containers.releases import backups, newer_image, use


@pytest.fixture(scope="module")
def slow(sources, image, tmp_path_factory):
    """An image whose last migration takes twenty seconds in the database."""
    folder = tmp_path_factory.mktemp("slow") / "sources"
    return newer_image(sources, folder, "handoff:slow", more="SELECT pg_sleep(20);")


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_migration_that_is_cut_off_is_rolled_back_and_done_by_the_next_start(new_system, newer, slow, how):
    system = new_system()
    system.up()
    use(system, slow)
    system.compose("up", "--detach", "--no-build", "--no-deps", "web")
    system.until(lambda: "stage_start stage=migrate" in system.logs("web"), "it migrates", 60)
    # Until the database is at it.
    system.until(
        lambda: (
            "pg_sleep"
            in system.sql(
                "SELECT query FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'CREATE TABLE up%'"
            )
        ),
        "the migration runs",
        30,
    )

    begun = time.monotonic()
    system.compose(how, "web")
    took = time.monotonic() - begun

    state = system.inspect(system.containers("web")[0])["State"]
    assert state["ExitCode"] == {"stop": 143, "kill": 137}[how]
    assert took < 5
    if how == "stop":
        assert "event=stopped signal=TERM" in system.logs("web")
    assert system.sql("SELECT count(*) FROM django_migrations WHERE name = '9000_upgraded'") == "0"

    use(system, newer)
    system.up()
    assert system.sql("SELECT sum(times) FROM upgraded") == "1"
    assert len(backups(system)) == 1


def test_a_worker_that_is_up_before_web_waits_for_the_migrations(new_system):
    system = new_system()
    system.compose("up", "--no-start", "--no-build")
    names = {
        service: system.containers(service)[0]
        for service in ("worker", "beat", "live", "nginx", "web", "redis", "db")
    }
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
            lambda service=service: system.health(service) == "healthy", f"{service} is healthy", 120
        )
    assert "event=migrations_ready" in system.logs("worker")
    assert "stage=migrate" not in system.logs("worker")


def test_everything_comes_back_when_all_containers_are_started_at_once(system):
    containers = system.compose("ps", "--quiet").split()
    system.docker("stop", "--time", "10", *containers)
    system.docker("start", *reversed(containers))

    for service in ("db", "redis", "web", "live", "worker", "beat", "nginx"):
        system.until(
            lambda service=service: system.health(service) == "healthy", f"{service} is healthy", 120
        )
    assert system.get("/health/")[0] == 200
