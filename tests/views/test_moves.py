import json

import pytest
from django.urls import reverse

from board.actions.moves import move_task
from board.models import Task


def move(client, task, **data):
    return client.post(reverse("task_move", args=[task.pk]), data)


def test_a_drag_tells_the_open_pages_what_to_fetch_and_the_screen_reader_where_it_is(cast):
    cast.task(column=cast.doing)
    task = cast.task()

    answer = move(cast.htmx(cast.ana), task, column=cast.doing.pk, after="")

    assert (answer.status_code, answer.content) == (204, b"")
    events = json.loads(answer.headers["HX-Trigger"])
    assert set(events) == {
        *(f"column-{column.pk}:changed" for column in (cast.todo, cast.doing)),
        *(f"task-{task.pk}:changed", "announce", "offer"),
    }
    assert events["announce"]["text"] == f"#{task.pk} moved to Doing, 1 of 2"


def test_without_javascript_a_form_moves_and_leads_back_to_the_card(cast):
    task = cast.task()
    client = cast.client(cast.ana)

    form = client.get(reverse("task_move", args=[task.pk])).content.decode()
    assert "Doing" in form and "At the bottom" in form
    answer = move(client, task, column=cast.done.pk, place="top")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/boards/LEG/#task-{task.pk}")
    task.refresh_from_db()
    assert task.column == cast.done


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ("top", ["b", "a", "c", "d"]),
        ("bottom", ["a", "c", "d", "b"]),
        ("up", ["b", "a", "c", "d"]),
        ("down", ["a", "c", "b", "d"]),
    ],
)
def test_the_menu_names_a_place_in_words(cast, place, order):
    for title in ("d", "c", "b", "a"):
        cast.task(title)

    move(cast.client(cast.ana), Task.objects.get(title="b"), column=cast.todo.pk, place=place)

    assert list(cast.todo.tasks.order_by("position").values_list("title", flat=True)) == order


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        ({}, 422, "This field is required"),
        ({"column": "x"}, 422, "Enter a whole number"),
        ({"column": "9" * 30}, 422, "less than or equal"),
        ({"column": "\x00"}, 422, "Enter a whole number"),
        ({"column": "sales"}, 409, "no longer on this board"),
        ({"column": 10**9}, 409, "no longer on this board"),
        ({"column": "doing", "after": 10**9}, 409, "has moved meanwhile"),
        ({"column": "doing", "place": "sideways"}, 422, "not one of the available choices"),
    ],
)
@pytest.mark.parametrize("browser", ["htmx", "client"])
def test_a_refused_move_says_why_and_changes_nothing(cast, data, status, words, browser):
    task = cast.task()
    columns = {"sales": cast.sales.columns.first().pk, "doing": cast.doing.pk}
    data = {key: columns.get(value, value) for key, value in data.items()}

    answer = move(getattr(cast, browser)(cast.ana), task, **data)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert Task.objects.get().column == cast.todo


def test_an_archived_task_is_not_moved(cast):
    task = cast.task(column=cast.done)
    client = cast.client(cast.ana)
    assert client.post(reverse("task_archive", args=[task.pk])).status_code == 302

    answer = move(client, task, column=cast.doing.pk)

    assert answer.status_code == 409
    assert "Restore it first" in answer.content.decode()
    assert client.post(reverse("task_restore", args=[task.pk])).status_code == 302
    assert move(client, task, column=cast.doing.pk).status_code == 302


def test_archiving_what_is_not_over_is_refused_in_words(cast):
    answer = cast.htmx(cast.ana).post(reverse("task_archive", args=[cast.task().pk]))

    assert answer.status_code == 409
    assert "Only a finished task" in answer.content.decode()


@pytest.mark.parametrize("who", ["ana", "boris"])
def test_a_move_costs_few_statements(cast, count_statements, who):
    for _number in range(5):
        cast.task(column=cast.doing)
    above, task = cast.task(column=cast.doing), cast.task()
    client = cast.htmx(getattr(cast, who))

    # Three of them tell others of it.
    with count_statements(at_most=15):
        answer = move(client, task, column=cast.doing.pk, after=above.pk)

    assert answer.status_code == 204
    assert sum(len(f"{key}: {value}") for key, value in answer.headers.items()) <= 4096


def test_the_demands_of_a_board_reach_a_drag_too(cast):
    """A card dropped under one that has left its column meanwhile goes nowhere."""
    above, task = cast.task(column=cast.doing), cast.task()
    move_task(above, column=cast.done.pk, after=None, actor=cast.boris)

    answer = move(cast.htmx(cast.ana), task, column=cast.doing.pk, after=above.pk)

    assert answer.status_code == 409
    assert "Here is the board as it is now" in answer.content.decode()
