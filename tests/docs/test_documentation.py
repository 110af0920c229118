"""The documentation names what exists, all of it, and says the same in both languages."""

import re
from pathlib import PurePosixPath

import pytest
import yaml
from django.core.management import get_commands

from config.embedded import BASE
from tests.docs import pages

TARGETS = set(re.findall(r"^([a-z][a-z-]*):", pages.text("Makefile"), re.MULTILINE))
SERVICES = {
    service
    for path in BASE.glob("docker-compose*.yml")
    for service in yaml.safe_load(path.read_text(encoding="utf-8"))["services"]
}
# Their arguments name services, but for `run` and `exec`, where the first one does and the rest is a command.
COMMANDS = r"(?:logs|stop|restart|ps|kill|exec|run|build)"
OPTIONS_WITH_VALUE = {"--entrypoint", "-s", "-e", "--env", "--volume", "--user"}
SETTINGS = ["docs/settings.md", "docs/ru/settings.md"]
DIAGNOSIS = ["docs/operations/diagnosis.md", "docs/ru/operations/diagnosis.md"]


@pytest.mark.parametrize("name", pages.NAMES)
def test_every_link_leads_somewhere(name):
    folder = (BASE / name).parent

    assert [
        link for link in pages.links(pages.text(name)) if not (folder / link.partition("#")[0]).exists()
    ] == []


@pytest.mark.parametrize("name", pages.NAMES)
def test_every_command_of_make_exists(name):
    named = re.findall(r"(?:^|; |\w=\w+ )make ([a-z][a-z-]*)", pages.code(pages.text(name)), re.MULTILINE)

    assert set(named) - TARGETS == set()


@pytest.mark.parametrize("name", pages.NAMES)
def test_every_command_of_django_exists(name):
    named = re.findall(r"manage\.py ([a-z_]+)|make manage do=\"([a-z_]+)", pages.code(pages.text(name)))

    assert {one or other for one, other in named} - set(get_commands()) == set()


@pytest.mark.parametrize("name", pages.NAMES)
def test_every_service_exists(name):
    assert set(services_in(pages.code(pages.text(name)))) - SERVICES == set()


def services_in(code):
    """Return what the arguments of docker compose name as services."""
    for command, rest in re.findall(rf"docker compose (?:-f \S+ )*({COMMANDS})\b([^#\n|&;]*)", code):
        words = rest.split()
        values = {i + 1 for i, word in enumerate(words) if word in OPTIONS_WITH_VALUE}
        plain = [word for i, word in enumerate(words) if word[0] not in "-…" and i not in values]
        yield from plain[:1] if command in {"exec", "run"} else plain


@pytest.mark.parametrize("name", pages.NAMES)
def test_every_file_of_compose_exists(name):
    named = set(re.findall(r"docker-compose[\w.]*\.yml", pages.text(name)))

    # The operator's own, which Compose reads by itself.
    assert {file for file in named if not (BASE / file).exists()} <= {"docker-compose.override.yml"}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_variable_is_described_and_no_other(name):
    described, known = pages.variables_of_the_table(pages.text(name)), pages.variables_of_the_sources()

    assert known - described == set(), "not described"
    assert described - known == set(), "described, but nothing reads it"


@pytest.mark.parametrize("name", pages.NAMES)
def test_a_variable_that_is_to_be_set_exists(name):
    set_here = re.findall(rf"^({pages.VARIABLE})=", pages.code(pages.text(name)), re.MULTILINE)
    known = pages.variables_of_the_sources() | {"COMPOSE_FILE"}

    assert {variable.removesuffix("_FILE") for variable in set_here if variable not in known} - known == set()


@pytest.mark.parametrize("name", DIAGNOSIS)
def test_every_reason_of_a_start_that_fails_is_explained(name):
    both = pages.text(name) + pages.text(str(PurePosixPath(name).with_name("backup.md")))

    assert {reason for reason in pages.reasons() if f"`{reason}`" not in both} == set()


@pytest.mark.parametrize("name", pages.NAMES)
def test_events_and_reasons_are_ones_that_are_logged(name):
    sources = "\n".join(
        path.read_text() for path in (BASE / "deploy").rglob("*") if path.suffix in {".py", ".sh"}
    )
    named = set(re.findall(r"(?:event|reason)=(\w+)", pages.text(name)))

    assert {word for word in named if not re.search(rf"[\"=]{word}\b", sources)} == set()


def test_both_languages_have_the_same_pages():
    assert pages.russian() == pages.english()


@pytest.mark.parametrize("page", sorted(pages.english()))
def test_both_languages_have_the_same_headings(page):
    assert pages.headings(pages.DOCS / "ru" / page) == pages.headings(pages.DOCS / page)


@pytest.mark.parametrize("page", sorted(pages.english()))
def test_both_languages_give_the_same_commands(page):
    blocks = r"^```(?:sh|sql|yaml|nginx)\n(.*?)^```"
    given = [
        [
            without_comments(block)
            for block in re.findall(blocks, pages.text(f"docs/{path}"), re.MULTILINE | re.DOTALL)
        ]
        for path in (page, f"ru/{page}")
    ]

    assert given[0] == given[1]


def without_comments(block):
    return re.sub(r" +# .*", "", block)
