"""What docker-compose.yml promises, read from the file."""

import re

import pytest

from config.embedded import BASE
from tests.compose.files import APP, merged

SERVICES = merged("docker-compose.yml")
LASTING = sorted(set(SERVICES) - {"cli"})
# PostgreSQL's own entrypoint prepares its folder as root and then gives root up.
NEED_ROOT = {"db"}


@pytest.mark.parametrize("name", LASTING)
def test_a_service_has_a_health_check_of_its_own(name):
    # Without one it would inherit its image's, which asks for web's page.
    assert SERVICES[name]["healthcheck"]["test"]


def test_one_off_commands_have_no_health_check_and_start_only_when_asked():
    assert SERVICES["cli"]["healthcheck"] == {"disable": True}
    assert SERVICES["cli"]["profiles"] == ["tools"]


def test_web_alone_migrates_collects_and_makes_backups():
    wanted = {"MIGRATE_ON_START", "COLLECTSTATIC_ON_START", "AUTO_BACKUP"}

    does = {
        name: {flag for flag in wanted if SERVICES[name]["environment"][flag] != "false"}
        for name in sorted(APP)
    }

    assert does == {name: wanted if name == "web" else set() for name in sorted(APP)}


@pytest.mark.parametrize("name", ["live", "worker", "beat"])
def test_the_others_wait_for_what_web_does(name):
    # After a restart of the engine nothing holds to the order of depends_on.
    assert SERVICES[name]["environment"]["WAIT_FOR_MIGRATIONS"] == "true"
    assert SERVICES[name]["depends_on"]["db"] == {"condition": "service_healthy"}


def test_one_image_serves_all_and_is_built_once():
    assert {SERVICES[name]["image"] for name in APP} == {SERVICES["web"]["image"]}
    assert [name for name in SERVICES if "build" in SERVICES[name]] == ["web"]


def test_nginx_alone_publishes_a_port_and_on_this_machine_unless_told():
    assert {name: SERVICES[name]["ports"] for name in SERVICES if "ports" in SERVICES[name]} == {
        "nginx": ["${HTTP_BIND:-127.0.0.1}:${HTTP_PORT:-8000}:8080"]
    }


def test_nginx_reaches_neither_the_database_nor_redis():
    shared = {
        name for name in SERVICES if set(SERVICES[name]["networks"]) & set(SERVICES["nginx"]["networks"])
    }

    assert shared == {"nginx", "web", "live"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_container_has_no_rights_that_it_does_not_need(name):
    service = SERVICES[name]

    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    if name not in NEED_ROOT:
        assert "cap_add" not in service
        assert service["read_only"] is True
        assert service["tmpfs"] == "/tmp"
        assert service["init"] is True


@pytest.mark.parametrize("name", LASTING)
def test_a_service_comes_back_by_itself_and_has_time_to_end(name):
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert int(SERVICES[name]["stop_grace_period"].removesuffix("s")) >= 15


def test_web_ends_in_order_within_its_time():
    dockerfile = (BASE / "deploy" / "web" / "Dockerfile").read_text()
    limit = re.search(r"--graceful-timeout=(\d+)", dockerfile)[1]

    assert int(limit) < int(SERVICES["web"]["stop_grace_period"].removesuffix("s"))


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_volumes_hold_data_and_no_code(name):
    folders = {volume.split(":")[1] for volume in SERVICES[name].get("volumes", [])}

    assert not [folder for folder in folders if folder.startswith(("/app", "/opt", "/usr"))]


def test_passwords_have_no_default_in_the_compose_file():
    text = (BASE / "docker-compose.yml").read_text()

    assert set(re.findall(r"\$\{(\w*(?:PASSWORD|SECRET|KEY)\w*):(.)", text)) == {
        ("POSTGRES_PASSWORD", "?"),
        ("REDIS_PASSWORD", "?"),
    }
