"""What a browser asks in order to install the board, and keeps for when there is no network."""

import re

import pytest
from django.contrib.staticfiles import finders

from board.actions.preferences import choose_language


def test_the_manifest_speaks_the_language_of_the_reader(cast):
    choose_language(cast.ana, "ru", actor=cast.ana)

    english = cast.visitor().get("/manifest.webmanifest", HTTP_ACCEPT_LANGUAGE="en")
    russian = cast.client(cast.ana).get("/manifest.webmanifest")

    assert english.headers["Content-Type"] == "application/manifest+json"
    assert (english.json()["lang"], russian.json()["lang"]) == ("en", "ru")
    assert english.json()["description"] != russian.json()["description"]
    assert english.json()["start_url"] == "/"


def test_each_icon_is_there_in_the_size_that_it_is_said_to_have(cast):
    for icon in cast.visitor().get("/manifest.webmanifest").json()["icons"]:
        name = re.sub(r"^/static/|\.[0-9a-f]{12}(?=\.)", "", icon["src"])
        with open(finders.find(name), "rb") as file:
            header = file.read(24)
        size = int.from_bytes(header[16:20]), int.from_bytes(header[20:24])
        assert "{}x{}".format(*size) == icon["sizes"]


def test_a_page_says_where_it_can_be_installed_from_and_its_colour(cast):
    both = cast.visitor().get("/accounts/login/").content.decode()
    client = cast.client(cast.ana)
    client.post("/settings/theme/", {"theme": "dark"})
    dark = client.get("/boards/").content.decode()

    assert 'rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials"' in both
    assert both.count('name="theme-color"') == 2 and both.count("prefers-color-scheme") == 2
    assert dark.count('name="theme-color"') == 1 and "prefers-color-scheme" not in dark


def test_the_script_has_the_whole_site_in_its_reach_and_keeps_nothing_but_the_offline_page(cast):
    answer = cast.client(cast.ana).get("/service-worker.js")
    script = answer.content.decode()

    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "no-cache"
    kept = re.findall(
        r'"(/[^"]*)"', re.search(r"const PAGES.*?;\nconst FILES.*?;", script, re.DOTALL).group()
    )
    assert {url for url in kept if not url.startswith("/static/")} == {"/offline/en/", "/offline/ru/"}
    assert "Ana" not in script


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_offline_page_is_the_same_for_everybody(cast, language):
    choose_language(cast.ana, "ru", actor=cast.ana)

    mine = cast.client(cast.ana).get(f"/offline/{language}/").content
    anybody = cast.visitor().get(f"/offline/{language}/").content

    assert mine == anybody
    assert f'<html lang="{language}">' in mine.decode()


def test_there_is_none_in_another_language(cast):
    assert cast.visitor().get("/offline/xx/").status_code == 404
