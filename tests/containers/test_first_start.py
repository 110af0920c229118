"""Two commands on a machine with empty volumes lead to a healthy board and a signed-in administrator."""

import re

import pytest

from tests.containers.engine import docker
from tests.containers.systems import Browser

SERVICES = {"db", "redis", "web", "live", "worker", "beat", "nginx"}
OWN_MEGABYTES = 350


@pytest.fixture(scope="module")
def system(clone):
    """The clone after the second command of the instructions."""
    clone.compose("up", "--detach", timeout=900)
    for service in SERVICES:
        clone.until(lambda service=service: clone.health(service) == "healthy", f"{service} is healthy", 300)
    yield clone
    clone.compose("stop")


def test_an_empty_machine_comes_to_a_signed_in_administrator_and_starts_again(system):
    assert {name: system.health(name) for name in SERVICES} == dict.fromkeys(SERVICES, "healthy")
    log = system.logs("web")
    assert "event=stage_end stage=migrate status=ok" in log
    assert "event=secret_key_made" in log

    # The link in web's log makes the first account.
    link = re.search(r"/setup/[^\s\"/]+/", log)
    assert link, log[-3000:]
    browser = Browser(system.address)
    page = browser.open(
        link[0],
        name="Irina",
        username="irina",
        email="irina@example.com",
        password="correct-horse-battery",
        language="en",
    )
    assert "Irina" in page
    assert system.python("print(User.objects.get().is_admin)") == "True"

    # Static files come from the volume through nginx, compressed and kept for ever under names that change.
    address = re.search(r'href="(/static/css/app\.[0-9a-f]{12}\.css)"', page)[1]
    answer = browser.opener.open(system.address + address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers

    # A second start finds everything done and everybody signed in.
    system.compose("down")
    system.up()
    log = system.logs("web")
    assert "event=migrations_none" in log
    assert "stage=migrate" not in log
    assert "event=setup_link" not in log
    assert "Irina" in browser.open("/boards/")


def test_createsuperuser_makes_an_administrator_too(system):
    password = "correct-horse-battery"
    system.compose(
        "run", "--rm", "-T", "-e", f"DJANGO_SUPERUSER_PASSWORD={password}", "cli", "python", "manage.py",
        "createsuperuser", "--no-input", "--username=oleg", "--email=oleg@example.com",
    )  # fmt: skip

    page = Browser(system.address).open("/accounts/login/", login="oleg", password=password)

    assert "oleg" in page
    # What is asked for inside the running container works as well.
    assert system.compose("exec", "-T", "web", "python", "manage.py", "pending", check=False) == ""


def test_without_nginx_web_serves_the_static_files_itself(system):
    ask = (
        "import urllib.request; answer = urllib.request.urlopen(urllib.request.Request("
        "'http://127.0.0.1:8000/static/css/app.css', headers={'Host': 'localhost'})); print(answer.status)"
    )

    assert system.compose("exec", "-T", "web", "python", "-I", "-S", "-c", ask).strip() == "200"


def test_containers_run_without_rights_on_a_file_system_that_they_cannot_change(system):
    for service in ("web", "live", "worker", "beat"):
        assert system.compose("exec", "-T", service, "id", "-u").strip() == "10001"
        container = system.inspect(system.containers(service)[0])
        assert container["HostConfig"]["ReadonlyRootfs"]
        assert container["HostConfig"]["CapDrop"] == ["ALL"]
    tried = system.compose(
        "exec", "-T", "web", "sh", "-c", "touch /app/x 2>&1; touch /opt/venv/x 2>&1", check=False
    )
    assert tried.count("Read-only file system") == 2


def test_one_build_serves_every_service(system):
    images = {
        system.inspect(system.containers(name)[0])["Image"] for name in ("web", "live", "worker", "beat")
    }

    assert len(images) == 1


def test_secrets_are_neither_in_the_image_nor_in_the_log(system, image):
    environment = docker("inspect", "--format", "{{json .Config.Env}}", image)
    assert "SECRET_KEY" not in environment
    assert "PASSWORD" not in environment

    key = system.compose("exec", "-T", "web", "cat", "/data/secrets/secret_key").strip()
    logs = system.compose("logs", "--no-color")
    assert len(key) >= 32
    assert key not in logs
    assert system.password not in logs


def test_the_image_is_small(image):
    base = docker("inspect", "--format", "{{.Size}}", "python:3.13-slim-trixie")
    own = int(docker("inspect", "--format", "{{.Size}}", image)) - int(base)

    assert own / 1e6 < OWN_MEGABYTES
