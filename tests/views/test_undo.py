"""What the notice offers, and what is there without a script."""

import json

import pytest
from django.urls import reverse

from board.actions.hops import ask_task
from board.actions.moves import move_task
from board.models import State, Task
from tests.history import last_change


def offer(answer):
    return json.loads(answer.headers["HX-Trigger"]).get("offer")


def test_a_move_to_another_column_offers_to_undo_it(cast):
    task = cast.task()
    client = cast.htmx(cast.ana)

    answer = client.post(reverse("task_move", args=[task.pk]), {"column": cast.doing.pk})

    undo = offer(answer)["undo"]
    assert undo == f"/tasks/{task.pk}/undo/?activity={last_change(task, cast.ana)}"
    assert offer(answer)["text"] == f"#{task.pk} moved to Doing, 1 of 1"
    assert client.get(undo).status_code == 200
    assert client.post(undo.split("?")[0], {"activity": undo.split("=")[1]}).status_code == 204
    assert Task.objects.get(pk=task.pk).column == cast.todo


def test_a_move_within_a_column_offers_nothing(cast):
    cast.task()
    task = cast.task()
    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    move_task(task, column=cast.todo.pk, after=None, actor=cast.ana)

    answer = cast.htmx(cast.ana).post(
        reverse("task_move", args=[task.pk]), {"column": cast.todo.pk, "place": "bottom"}
    )

    assert answer.status_code == 204
    assert offer(answer) is None


@pytest.mark.parametrize("name", ["task_decline", "task_duplicate"])
def test_declining_offers_to_undo_it(cast, name):
    task = ask_task(cast.legal, title="Check", actor=cast.vera)
    fields = {"reason": "No", "original": cast.task().pk, "number": cast.task().pk}

    answer = cast.htmx(cast.boris).post(reverse(name, args=[task.pk]), fields)

    assert answer.status_code == 204, answer.content.decode()
    assert offer(answer)["undo"].startswith(f"/tasks/{task.pk}/undo/")


def test_archiving_and_closing_offer_to_undo_it(cast):
    task = cast.task(column=cast.done)
    client = cast.htmx(cast.ana)

    assert offer(client.post(reverse("task_archive", args=[task.pk])))["undo"]
    assert offer(client.post(reverse("task_restore", args=[task.pk]))) is None
    assert offer(client.post(reverse("task_take_back", args=[task.pk])))["undo"]


def test_accepting_offers_nothing(cast):
    task = ask_task(cast.legal, title="Check", actor=cast.vera)

    assert offer(cast.htmx(cast.boris).post(reverse("task_accept", args=[task.pk]))) is None


def test_without_a_script_the_message_leads_to_a_page_with_the_button(cast):
    task = cast.task()
    client = cast.client(cast.ana)
    board = client.post(reverse("task_move", args=[task.pk]), {"column": cast.doing.pk}, follow=True)
    address = f"/tasks/{task.pk}/undo/?activity={last_change(task, cast.ana)}"
    assert f'<a href="{address}">Undo</a>' in board.content.decode()

    page = client.get(address).content.decode()
    assert "Undo the last change of" in page
    answer = client.post(f"/tasks/{task.pk}/undo/", {"activity": last_change(task, cast.ana)}, follow=True)

    assert f"Undone: #{task.pk} is as it was." in answer.content.decode()
    assert Task.objects.get(pk=task.pk).state == State.ACCEPTED


def test_a_refusal_is_said_over_the_page_and_on_a_page_of_its_own(cast):
    task = cast.task()
    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    fields = {"activity": last_change(task, cast.ana)}

    for client in (cast.htmx(cast.boris), cast.client(cast.boris)):
        answer = client.post(f"/tasks/{task.pk}/undo/", fields)
        assert answer.status_code == 409
        assert "There is nothing of yours here that can be undone." in answer.content.decode()


def test_undoing_costs_few_statements(cast, count_statements):
    for _number in range(5):
        cast.task()
    task = cast.task()
    move_task(task, column=cast.done.pk, after=None, actor=cast.ana)
    client = cast.htmx(cast.ana)
    change = last_change(task, cast.ana)

    with count_statements(at_most=17):
        client.post(f"/tasks/{task.pk}/undo/", {"activity": change})
