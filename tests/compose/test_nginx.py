"""nginx's part: every answer of its own has the headers, and every language its pages."""

import re

import pytest

from board.streams.stream import LIVES
from config import settings
from config.embedded import BASE
from tests.compose.files import merged

FOLDER = BASE / "deploy" / "nginx"
MAIN = (FOLDER / "handoff" / "nginx.conf").read_text()


@pytest.mark.parametrize("code", [413, 503])
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_a_page_of_its_own_is_in_every_language_and_needs_no_application(code, language):
    page = (FOLDER / "handoff" / "pages" / f"{code}.{language}.html").read_text()

    assert f'<html lang="{language}">' in page
    assert not re.search(r"<script|<style|style=|{{|{%", page)


def test_its_own_answers_carry_the_headers_and_those_of_web_only_webs():
    headers = set(re.findall(r"add_header (\S+)", (FOLDER / "handoff" / "headers.conf").read_text()))
    for location in re.findall(r"location (?!/events/|/ )\S.*?\n    }", MAIN, re.DOTALL):
        assert "add_header" not in location or "include headers.conf" in location
    assert "include headers.conf" in (FOLDER / "handoff" / "static.conf").read_text()
    assert {"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options"} <= headers
    # An add_header in a location keeps out those of the level above.
    assert 'add_header X-Handoff "";' in (FOLDER / "handoff" / "proxy.conf").read_text()


def test_what_is_included_exists():
    for path in FOLDER.rglob("*.conf"):
        for name in re.findall(r"include ([\w.]+);", path.read_text()):
            assert (FOLDER / "handoff" / name).exists(), f"{path.name} includes {name}"


@pytest.mark.parametrize("override", ["dev", "tls", "proxied"])
def test_an_override_replaces_files_that_are_there(override):
    mounts = merged(f"docker-compose.{override}.yml")["nginx"]["volumes"]
    replaced = [mount.split(":")[1] for mount in mounts if mount.startswith("./deploy/nginx/")]

    assert replaced
    for name in replaced:
        assert (FOLDER / name.replace("/etc/nginx/", "")).exists()
    for mount in mounts:
        if mount.startswith("./deploy/"):
            assert (BASE / mount.split(":")[0]).is_file()


def test_names_that_change_with_their_content_are_kept_for_ever():
    pattern = re.search(r'"~(\\\S+)" "public, max-age=31536000, immutable"', MAIN)[1]

    assert re.search(pattern, "/static/css/app.0123456789ab.css")
    assert not re.search(pattern, "/static/css/app.css")


def test_streams_pass_through_at_once_for_as_long_as_they_live_and_there_is_room_for_all():
    events = re.search(r"location /events/ \{(.*?)\n        }", MAIN, re.DOTALL)[1]

    assert "proxy_buffering off;" in events
    assert int(re.search(r"proxy_read_timeout (\d+)m;", events)[1]) * 60 > LIVES[1]
    # One from the browser and one to live for each.
    assert int(re.search(r"worker_connections (\d+);", MAIN)[1]) >= 2 * 4000
