import json

import pytest
from django.urls import reverse

from board.forms.fields import TitlesField
from board.models import Task


def add(client, column, titles):
    return client.post(reverse("task_add", args=["LEG", column.pk]), {"titles": titles})


def test_a_title_and_enter_make_a_task_at_the_top(cast):
    cast.task("older")

    answer = add(cast.htmx(cast.ana), cast.todo, "  Check   the lease ")

    assert answer.status_code == 204
    assert f"column-{cast.todo.pk}:changed" in json.loads(answer.headers["HX-Trigger"])
    assert list(cast.todo.tasks.order_by("position").values_list("title", flat=True)) == [
        "Check the lease",
        "older",
    ]


def test_pasted_lines_make_a_task_each(cast):
    answer = add(cast.client(cast.ana), cast.doing, "one\r\n\r\n  two\nthree\n")

    assert answer.headers["Location"] == f"/boards/LEG/#column-{cast.doing.pk}"
    assert list(cast.doing.tasks.order_by("position").values_list("title", flat=True)) == [
        "one",
        "two",
        "three",
    ]


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        ("", "This field is required"),
        (" \n \t\n", "This field is required"),
        ("x" * 201, "is longer than 200 characters"),
        ("\n".join(["x"] * (TitlesField.LIMIT + 1)), "At most 100 at once"),
        ("a\x00b", "Null characters are not allowed"),
        ("bell \x07 rings", "without control characters"),
        ("invoice \u202egpj.exe", "without control characters"),
    ],
)
@pytest.mark.parametrize("browser", ["htmx", "client"])
def test_what_cannot_be_a_title_is_refused_and_kept(cast, titles, words, browser):
    answer = add(getattr(cast, browser)(cast.ana), cast.todo, titles)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert titles.strip()[:50].split("\x00")[0] in page
    assert not Task.objects.exists()


def test_a_column_of_another_board_is_not_there(cast):
    assert add(cast.client(cast.ana), cast.sales.columns.first(), "x").status_code == 404
    assert add(cast.client(cast.vera), cast.todo, "x").status_code == 404
    assert add(cast.client(cast.ana), cast.todo, "x").status_code == 302


def test_a_page_of_its_own_adds_tasks_without_javascript(cast):
    page = cast.client(cast.ana).get(reverse("task_add", args=["LEG", cast.todo.pk]))

    assert page.status_code == 200
    assert "<textarea" in page.content.decode() and "csrfmiddlewaretoken" in page.content.decode()
