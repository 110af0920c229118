"""Several replicas: one migration, one backup, and no request lost while they are exchanged."""

import pytest

from tests.containers.engine import docker
from tests.containers.releases import backups, use
from tests.containers.systems import HEALTHY_SECONDS
from tests.containers.visitors import Visitors

ROUNDS = 10
SCALE = ("--scale", "web=2")
# What a start leaves outside of the database; `held` by nobody while both replicas are stopped.
VOLUMES = ("static", "secrets", "backups")


class Replicas:
    """The two web containers of a system, started at the same moment as often as one likes."""

    def __init__(self, system, image):
        self.system, self.image = system, image
        self.names = system.containers("web")

    def stop(self):
        docker("stop", *self.names)

    def empty(self, *volumes):
        """Delete what is in the volumes."""
        mounts = [
            part for name in volumes for part in ("--volume", f"{self.system.name}_{name}:/volumes/{name}")
        ]
        command = ["find", "/volumes", "-mindepth", "2", "-delete"]
        run = ["run", "--rm", "--user", "0", "--network", "none", *mounts, "--entrypoint", command[0]]
        docker(*run, self.image, *command[1:])

    def start(self):
        """Start both at once and return what they log until both run their command."""
        docker("start", *self.names)
        self.system.until(
            lambda: all("event=start stage=total" in self.log(name) for name in self.names),
            "both start",
            HEALTHY_SECONDS,
        )
        return "".join(map(self.log, self.names))

    def log(self, name):
        """Return what the container has logged since it was started the last time."""
        since = self.system.inspect(name)["State"]["StartedAt"]
        return docker("logs", "--since", since, name, stderr=True)


@pytest.fixture(scope="module")
def system(new_system):
    """A system with two replicas of web, which makes its key itself."""
    system = new_system(SECRET_KEY="")
    system.up(*SCALE)
    return system


def test_no_request_is_lost_while_two_replicas_are_stopped_one_at_a_time(system):
    with Visitors(system.address) as visitors:
        for name in system.containers("web"):
            seen = len(visitors.answers)
            system.until(lambda seen=seen: len(visitors.answers) > seen + 20, "the visitors are busy")
            docker("stop", name)
            docker("start", name)
            system.until(
                lambda name=name: system.inspect(name)["State"]["Health"]["Status"] == "healthy",
                f"{name} is healthy",
                HEALTHY_SECONDS,
            )

    assert visitors.statuses == {200}


def test_two_replicas_upgrade_an_old_database_once_ten_times_over(system, image, newer):
    use(system, newer)
    system.up(*SCALE)
    check_one_upgrade(system, system.logs("web"))

    replicas = Replicas(system, image)
    for _ in range(ROUNDS - 1):
        replicas.stop()
        # Back to the database of the older release, with no backup of it.
        system.sql("DROP TABLE upgraded; DELETE FROM django_migrations WHERE name = '9000_upgraded'")
        replicas.empty("backups")
        check_one_upgrade(system, replicas.start())
    assert system.get("/health/")[0] == 200


def test_two_replicas_migrate_an_empty_database_once_ten_times_over(system, image):
    use(system, image)
    system.compose("down", "--volumes")
    system.up(*SCALE)
    check_one_first_start(system.logs("web"))

    system.compose("stop", "live", "worker", "beat")
    replicas = Replicas(system, image)
    for _ in range(ROUNDS - 1):
        replicas.stop()
        system.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        replicas.empty(*VOLUMES)
        check_one_first_start(replicas.start())
    assert backups(system) == []


def check_one_upgrade(system, log):
    assert log.count("event=backup_made") == 1
    assert log.count("event=backup_reuse") == 0
    assert log.count("stage=migrate status=ok") == 1
    assert system.sql("SELECT sum(times) FROM upgraded") == "1"
    assert len(backups(system)) == 1


def check_one_first_start(log):
    assert log.count("stage=migrate status=ok") == 1
    assert log.count("event=secret_key_made") == 1
    assert log.count("event=setup_link url") == 1
    assert log.count("event=static_collected") == 1
