"""The files that are made for the browser."""

import gzip
import re

import pytest

from config import assets


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("var")
    assert assets.build(folder)
    return folder


def test_what_is_up_to_date_is_not_made_again(made):
    assert not assets.build(made)


def test_the_joined_files_need_no_other_of_their_kind(made):
    style = (made / "joined" / "css" / "app.css").read_text()
    script = (made / "joined" / "js" / "app.js").read_text()

    assert "@import" not in style
    assert "@layer" in style
    assert not re.search(r"""\b(?:import|from)\s*["']\.""", script)


def test_all_scripts_together_are_small(made):
    script = (made / "joined" / "js" / "app.js").read_bytes()

    assert len(gzip.compress(script)) <= 60_000


def test_htmx_names_no_map_that_is_not_served(made):
    script = (made / "assets" / "vendor" / "htmx.esm.min.js").read_text()

    assert "htmx" in script
    assert "sourceMappingURL" not in script


def test_the_sprite_has_each_icon_in_use_once(made):
    sprite = (made / "assets" / "icons.svg").read_text()

    assert re.findall(r'<symbol id="([^"]+)"', sprite) == assets.icon_names() != []


def test_an_icon_that_does_not_exist_is_named(monkeypatch, tmp_path):
    (tmp_path / "page.html").write_text('{% icon "no-such-icon" %}')
    monkeypatch.setattr(assets, "TEMPLATES", tmp_path)

    with pytest.raises(assets.CannotBuild, match="no-such-icon"):
        assets.write_sprite(tmp_path / "icons.svg")
