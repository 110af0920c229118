"""What is kept of a board follows every change: whatever anybody does, each reader sees what is so now."""

import ast
import copy

import pytest
from django.db import connection

from board import access
from board.cache import breaker, pages
from board.models import User
from board.queries.board import MOST
from board.rendering import columns as module
from config.embedded import BASE
from tests.cast import Cast
from tests.laws import TOOLS_OF_ACTIONS
from tests.rendering.changes import CHANGES, ELSEWHERE
from tests.rendering.comparison import fresh, keep, kept, outdated
from tests.rendering.world import World

READERS = ("ana", "lena", "boris", "vera", "petr", "oleg", "irina")
BOARDS = ("LEG", "IT")


@pytest.fixture(scope="module")
def built(stand):
    with stand(lambda: World(Cast())) as world:
        yield world


@pytest.fixture
def world(built, db):
    return copy.deepcopy(built)


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_kept_follows_the_change(world, name):
    change, *before = CHANGES[name]
    for step in before:
        step(world)
    keep(READERS, BOARDS)

    change(world)

    assert outdated(READERS, BOARDS) == []


def test_every_action_is_among_the_changes_or_shows_nothing_on_a_board():
    actions = {
        function.name
        for path in (BASE / "board" / "actions").glob("*.py")
        for function in ast.parse(path.read_text()).body
        if isinstance(function, ast.FunctionDef)
        and not function.name.startswith("_")
        and not {f"actions/{path.name}", f"actions/{path.name} {function.name}"} & TOOLS_OF_ACTIONS
    }

    assert {name.split(",")[0] for name in CHANGES} | ELSEWHERE == actions


def test_who_sees_the_same_shares_what_is_kept_and_who_sees_a_restricted_card_does_not(world):
    world.cast.person("max", "Max Other", world.cast.legal)
    keys = {name: _keys(name) for name in ("lena", "max", "ana", "boris", "irina", "vera", "oleg")}

    assert keys["lena"] == keys["max"]
    assert keys["boris"] == keys["irina"]
    todo = {name: of_reader[0] for name, of_reader in keys.items()}
    # Ana is the assignee of a restricted card, Vera has asked for one; Oleg sees none of them, but may not work here.
    assert len({todo[name] for name in ("lena", "ana", "boris", "vera", "oleg")}) == 5


def test_only_a_column_that_has_changed_is_rendered_again(world, monkeypatch):
    kept(_reader("ana"), "LEG")
    rendered = []
    genuine = module.column_html
    monkeypatch.setattr(
        module, "column_html", lambda view, **how: rendered.append(view.column.name) or genuine(view, **how)
    )

    CHANGES["tick_item"][0](world)
    kept(_reader("ana"), "LEG")
    kept(_reader("ana"), "LEG")

    assert rendered == ["To do"]


def test_nothing_kept_is_of_one_reader_alone(world):
    html = "".join(kept(_reader("ana"), "LEG"))

    assert "csrfmiddlewaretoken" not in html
    assert kept(_reader("ana"), "LEG") == fresh(_reader("ana"), "LEG")


def test_with_redis_gone_all_is_rendered(world):
    breaker.trip(OSError("gone"))

    assert kept(_reader("ana"), "LEG") == fresh(_reader("ana"), "LEG")


def test_while_one_renders_the_others_wait_and_then_help_themselves(world, monkeypatch):
    keys = _keys("ana")
    assert pages.add(f"{keys[0]}:made", True, 60)
    waited = []

    def pause(seconds):
        waited.append(seconds)
        if len(waited) == 2:
            pages.set_many({key: f"<b>{number}</b>" for number, key in enumerate(keys)}, 60)

    monkeypatch.setattr(module.time, "sleep", pause)
    assert kept(_reader("ana"), "LEG") == ["<b>0</b>", "<b>1</b>", "<b>2</b>", "<b>3</b>"]
    assert len(waited) == 2

    pages.delete_many(keys)
    monkeypatch.setattr(module, "PATIENCE", 0)
    assert kept(_reader("ana"), "LEG") == fresh(_reader("ana"), "LEG")


def _reader(name):
    return User.objects.for_request().get(username=name)


@pytest.mark.parametrize(("asked", "shown"), [(7, None), (10**9, MOST)])
def test_a_number_of_cards_that_is_not_shown_keeps_nothing_of_its_own(world, asked, shown):
    column = access.get_board_columns(_reader("ana"), "LEG")[0].pk

    assert _keys("ana", {column: asked}) == _keys("ana", {column: shown} if shown else {})
    assert _keys("ana", {column: MOST}) != _keys("ana")


def _keys(name, expanded=None):
    reader = _reader(name)
    columns = access.get_board_columns(reader, "LEG")
    may_work = reader.is_admin or reader.department_id == columns[0].department_id
    return module.KeptColumns(columns, expanded=expanded or {}, may_work=may_work).keys


def test_what_is_kept_is_not_that_of_before_a_backup_was_put_back(world):
    before = _keys("ana")
    with connection.cursor() as cursor:
        # As a backup is put back: the same rows in new tables.
        cursor.execute("CREATE TABLE copy (LIKE board_column INCLUDING ALL)")
        cursor.execute("INSERT INTO copy SELECT * FROM board_column")
        cursor.execute("ALTER TABLE board_column RENAME TO board_column_before")
        cursor.execute("ALTER TABLE copy RENAME TO board_column")

    assert not set(before) & set(_keys("ana"))
