"""Several replicas: one migration, one backup, and no request lost while they are exchanged."""

import pytest

from tests.containers.releases import backups, use
from tests.containers.visitors import Visitors

EMPTY_ROUNDS, UPGRADE_ROUNDS = 10, 3


@pytest.mark.parametrize("turn", range(EMPTY_ROUNDS))
def test_two_replicas_at_once_migrate_an_empty_database_once(new_system, turn):
    system = new_system()
    system.up("--scale", "web=2")

    log = system.logs("web")
    assert log.count("stage=migrate status=ok") == 1
    assert log.count("event=start stage=total") + log.count("event=start command") == 2
    assert log.count("event=setup_link url") == 1
    system.remove()


def test_two_replicas_at_once_upgrade_an_old_database_once(new_system, image, newer):
    system = new_system()
    system.up("--scale", "web=2")
    for _ in range(UPGRADE_ROUNDS):
        use(system, newer)
        system.up("--scale", "web=2")
        log = system.logs("web")
        assert log.count("event=backup_made") + log.count("event=backup_reuse") == 1
        assert log.count("stage=migrate status=ok") == 1
        assert system.sql("SELECT sum(times) FROM upgraded") == "1"
        # Back to where it was, for the next round.
        use(system, image)
        system.sql("DROP TABLE upgraded; DELETE FROM django_migrations WHERE name = '9000_upgraded'")
        system.up("--scale", "web=2")
    assert len(backups(system)) == 1


def test_no_request_is_lost_while_two_replicas_are_stopped_one_at_a_time(new_system):
    system = new_system()
    system.up("--scale", "web=2")
    first, second = (system.inspect(container)["Name"].strip("/") for container in system.containers("web"))
    with Visitors(system.address) as visitors:
        for name in (first, second):
            system.until(lambda: len(visitors.answers) > 20, "the visitors are busy")
            system.docker("stop", name)
            system.docker("start", name)
            system.until(
                lambda name=name: system.inspect(name)["State"]["Health"]["Status"] == "healthy",
                f"{name} is healthy",
            )

    assert {status for status, _ in visitors.answers} == {200}
