"""Under the dev override a change to the sources takes effect while everything runs."""

import os
import re

import pytest

from tests.containers.systems import Browser, System, build, copy_sources

FILES = ("docker-compose.yml", "docker-compose.dev.yml")
DEVELOPER = 1234
WEB_SECONDS, WORKER_SECONDS = 2, 10


@pytest.fixture(scope="module")
def dev(tmp_path_factory, image):
    """A running system whose sources are a clone that belongs to a developer."""
    folder = copy_sources(tmp_path_factory.mktemp("clone"))
    build("handoff:tested-dev", folder, target="dev")
    system = System(
        folder, f"dev-{os.getpid()}", *FILES,
        HANDOFF_DEV_IMAGE="handoff:tested-dev", APP_UID=str(DEVELOPER), APP_GID=str(DEVELOPER), SECRET_KEY="",
    )  # fmt: skip
    system.write_settings()
    # pytest's folders are closed to others; the engine's user has to pass them.
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, DEVELOPER, DEVELOPER)
    for parent in folder.parents:
        if "pytest" in str(parent):
            parent.chmod(0o755)
    folder.chmod(0o755)
    try:
        system.up()
        yield system
    finally:
        system.remove()


def test_the_entrypoint_ran_every_stage_as_the_developer(dev):
    log = dev.logs("web")
    for stage in ("wait_db", "schema", "migrate", "static"):
        assert f"event=stage_end stage={stage} status=ok" in log
    assert dev.compose("exec", "-T", "web", "id", "-u").strip() == str(DEVELOPER)
    assert dev.compose("exec", "-T", "web", "which", "python").strip() == "/opt/venv/bin/python"


def test_an_edited_view_template_and_stylesheet_are_served_within_seconds(dev):
    edit(dev, "board/views/health.py", '"ok\\n"', '"edited\\n"')
    assert (
        dev.until(lambda: dev.get("/health/live/")[1] == "edited\n", "the edited view", 30) < WEB_SECONDS + 1
    )

    edit(dev, "templates/account/login.html", "{% block main %}", "{% block main %}edited-template")
    assert (
        dev.until(lambda: "edited-template" in dev.get("/accounts/login/")[1], "the template", 30)
        < WEB_SECONDS
    )

    page = dev.get("/accounts/login/")[1]
    address = re.search(r'href="(/static/css/app[^"]*\.css)"', page)[1]
    edit(dev, "static/css/app.css", "", "/* edited-style */\n")
    assert dev.until(lambda: "edited-style" in dev.get(address)[1], "the stylesheet", 30) < WEB_SECONDS


def test_the_browser_is_told_of_each_change(dev):
    page = dev.get("/accounts/login/")[1]
    address = re.search(r'data-address="([^"]+)"', page)[1]
    with Browser(dev.address).opener.open(dev.address + address, timeout=20) as stream:
        told = versions(stream)
        first = next(told)
        edit(dev, "templates/account/login.html", "{% block main %}", "{% block main %}again")
        assert next(version for version in told if version != first)


def test_an_edited_job_runs_within_seconds(dev):
    edit(
        dev, "board/jobs.py", "    outbox.send_due()\n",
        "    outbox.send_due()\n    from pathlib import Path\n    Path('/app/var/edited-job').touch()\n",
    )  # fmt: skip
    call = "from board.jobs import send_due_mail; send_due_mail.delay()"

    def ran():
        dev.python(call)
        return (dev.folder / "var" / "edited-job").exists()

    assert dev.until(ran, "the edited job", 40) < WORKER_SECONDS + 5


def test_a_migration_made_inside_belongs_to_the_developer(dev):
    edit(dev, "board/models/label.py", "max_length=", "db_comment='edited', max_length=")
    dev.compose(
        "run", "--rm", "-T", "cli", "python", "manage.py", "makemigrations", "board", "--name", "edited"
    )

    [made] = (dev.folder / "board" / "migrations").glob("*_edited.py")
    assert made.stat().st_uid == DEVELOPER


def test_mail_is_shown_by_mailpit(dev):
    dev.python(
        "from django.core.mail import send_mail; send_mail('Hello', 'text', None, ['ana@example.com'])",
    )
    address = f"http://localhost:{dev.settings['MAILPIT_PORT']}"
    found = Browser(address).open("/api/v1/messages")
    assert "Hello" in found


def edit(system, name, old, new):
    path = system.folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new)


def versions(stream):
    for line in stream:
        if line.startswith(b"data: "):
            yield line[6:].strip()
