"""What the stylesheets promise one another."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
SOURCE = {sheet.relative_to(CSS).as_posix(): sheet.read_text(encoding="utf-8") for sheet in SHEETS}
# What pages link to: the site's own, and the admin panel's beside Django's.
ENTRIES = {"app.css", "admin.css"}
COLORS = ["slate", "red", "orange", "amber", "green", "teal", "sky", "blue", "violet", "pink"]


def test_every_sheet_is_imported_once_and_into_a_layer():
    imports = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\);', SOURCE["app.css"])

    layers = re.search(r"@layer ([^;]+);", SOURCE["app.css"])[1].split(", ")
    assert sorted(name for name, _ in imports) == sorted(set(SOURCE) - ENTRIES)
    assert {layer for _, layer in imports} == set(layers)


def test_every_value_that_is_asked_for_is_defined():
    text = "".join(SOURCE.values())
    asked = set(re.findall(r"var\((--[\w-]+)\)", text))
    defined = set(re.findall(r"(--[\w-]+):", text))
    assert asked - defined == set()


@pytest.mark.parametrize("name", [name for name in SOURCE if not name.startswith("tokens")])
def test_colours_come_from_tokens(name):
    assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(", SOURCE[name]) == []


@pytest.mark.parametrize("color", COLORS)
def test_departments_labels_and_avatars_share_their_colours(color):
    assert f":is(.department--{color}, .label--{color}, .avatar--{color})" in SOURCE["tokens-hues.css"]


def test_sides_are_named_by_the_direction_of_reading():
    physical = re.compile(r"(?:margin|padding|border)-(?:left|right|top|bottom)\b")
    assert [name for name, text in SOURCE.items() if physical.search(text)] == []
