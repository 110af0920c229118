"""The dev override changes what is run, and leaves alone what starts it."""

import re

import pytest

from config.embedded import BASE
from tests.compose.files import APP, merged, read

OVERRIDE = read("docker-compose.dev.yml")["services"]
SERVICES = merged("docker-compose.yml", "docker-compose.dev.yml")
DOCKERFILE = (BASE / "deploy" / "web" / "Dockerfile").read_text()
# Where the image has what a mount over the sources must not hide.
KEPT = ["/usr/local/bin/entrypoint.sh", "/usr/local/lib/handoff", "/opt/venv", "/opt/node_modules"]


@pytest.mark.parametrize("name", sorted(OVERRIDE))
def test_it_never_sets_an_entrypoint(name):
    assert "entrypoint" not in SERVICES[name]


@pytest.mark.parametrize("name", sorted(APP))
def test_no_mount_covers_the_entrypoint_or_the_packages(name):
    mounts = [volume.split(":")[1] for volume in SERVICES[name]["volumes"]]

    covered = [
        (mount, kept) for mount in mounts for kept in KEPT if f"{kept}/".startswith(f"{mount.rstrip('/')}/")
    ]
    assert "/app" in mounts
    assert covered == []


def test_the_image_has_these_where_no_mount_covers_them():
    assert 'ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]' in DOCKERFILE
    for kept in KEPT:
        assert kept in DOCKERFILE


@pytest.mark.parametrize("name", sorted(APP))
def test_containers_run_as_the_owner_of_the_sources(name):
    assert SERVICES[name]["user"] == "${APP_UID:-1000}:${APP_GID:-1000}"


def test_the_entrypoint_still_runs_every_stage():
    before = merged("docker-compose.yml")
    flags = {"MIGRATE_ON_START", "COLLECTSTATIC_ON_START", "AUTO_BACKUP", "WAIT_FOR_MIGRATIONS"}

    for name in APP:
        environment = SERVICES[name]["environment"]
        assert {flag: environment[flag] for flag in flags} == {
            flag: before[name]["environment"][flag] for flag in flags
        }


def test_what_development_publishes_is_for_this_machine_alone():
    ports = [port for service in OVERRIDE.values() for port in service.get("ports", [])]

    assert ports
    assert all(re.match(r"127\.0\.0\.1:", port) for port in ports)


def test_it_shares_no_data_with_the_board_that_runs_without_it():
    ours = volumes(merged("docker-compose.yml"))
    developers = volumes(SERVICES)

    assert {"pgdata", "redisdata", "media", "backups", "secrets"} <= ours
    assert developers & ours == set()


def volumes(services):
    """Return the names of the volumes that are mounted, without folders of the sources."""
    mounted = {volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])}
    return {name for name in mounted if not name.startswith((".", "$"))}
