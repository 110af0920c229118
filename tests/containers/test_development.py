"""Under the dev override a change to the sources takes effect while everything runs."""

import os
import re
from itertools import pairwise

import pytest

from tests import chromium
from tests.browser.faults import Faults
from tests.containers.engine import leave_out
from tests.containers.machine import quiet_seconds
from tests.containers.systems import Browser, System, copy_sources

FILES = ("docker-compose.yml", "docker-compose.dev.yml")
DEVELOPER = 1234
WEB_SECONDS, WORKER_SECONDS = 2, 10


@pytest.fixture(scope="module")
def dev(tmp_path_factory, dev_image):
    """A running system whose sources are a clone that belongs to a developer."""
    folder = copy_sources(tmp_path_factory.mktemp("clone"))
    system = System(
        folder, f"dev-{os.getpid()}", *FILES,
        HANDOFF_DEV_IMAGE=dev_image, APP_UID=str(DEVELOPER), APP_GID=str(DEVELOPER), SECRET_KEY="",
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
    # The quickest of three: what else a moment brings is no delay of ours.
    took = [
        seconds_until_served(
            dev, ("board/views/health.py", f'"{before}\\n"', f'"{word}\\n"'), "/health/live/", word
        )
        for before, word in pairwise(["ok", "edited", "again", "finished"])
    ]
    assert min(took) < WEB_SECONDS

    page = "/accounts/login/"
    template = ("templates/account/login.html", "{% block main %}", "{% block main %}edited-template")
    assert seconds_until_served(dev, template, page, "edited-template") < WEB_SECONDS

    stylesheet = re.search(r'href="(/static/css/app[^"]*\.css)"', dev.get(page)[1])[1]
    rule = ("static/css/app.css", "", "/* edited-style */\n")
    assert seconds_until_served(dev, rule, stylesheet, "edited-style") < WEB_SECONDS


def seconds_until_served(dev, change, address, word):
    """Make a change, and return after how many seconds a page has the word."""

    def seconds():
        edit(dev, *change)
        return dev.until(lambda: word in dev.get(address)[1], f"{address} has {word}", 60)

    return quiet_seconds(dev, "web", seconds)


def test_the_browser_is_told_of_each_change(dev):
    page = dev.get("/accounts/login/")[1]
    address = re.search(r'data-address="([^"]+)"', page)[1]
    with Browser(dev.address).opener.open(dev.address + address, timeout=20) as stream:
        told = versions(stream)
        first = next(told)
        edit(dev, "templates/account/login.html", "{% block main %}", "{% block main %}again")
        assert next(version for version in told if version != first)


def test_an_edited_job_runs_within_seconds(dev):
    job = "    from pathlib import Path\n    Path('/app/var/edited-job').touch()\n"
    sends = "    outbox.send_due(helping=helping)\n"
    call = "from board.jobs import send_due_mail; send_due_mail.delay()"

    def ran():
        dev.python(call)
        return (dev.folder / "var" / "edited-job").exists()

    def seconds():
        edit(dev, "board/jobs.py", sends, sends + job)
        return dev.until(ran, "the edited job")

    # Asking takes a start of Django each time.
    assert quiet_seconds(dev, "worker", seconds) < WORKER_SECONDS + 5


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


def test_the_debug_toolbar_opens_in_a_browser_under_the_policy_of_the_pages(dev, request):
    if not chromium.find():
        leave_out(chromium.ADVICE)
    dev.set("DEBUG_TOOLBAR", "true")
    dev.compose("up", "--detach", "--no-build", "--no-deps", "web")
    dev.until(lambda: "djDebug" in dev.get("/accounts/login/")[1], "the toolbar")
    faults = Faults()
    context = request.getfixturevalue("running_chromium").new_context()
    faults.watch(context)
    page = context.new_page()
    page.goto(f"{dev.address}/accounts/login/")
    page.locator(".SQLPanel").first.click()
    page.locator("#SQLPanel .djDebugPanelTitle").wait_for()
    page.locator("#SQLPanel .djdt-scroll").wait_for()
    context.close()
    faults.check()


def edit(system, name, old, new):
    path = system.folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new)


def versions(stream):
    for line in stream:
        if line.startswith(b"data: "):
            yield line[6:].strip()
