"""The board and the agreement: a card that reaches a done column is delivered, and one that leaves it is taken back."""

import html
import json

import pytest
from django.urls import reverse

from board.actions.agreement import accept_task, confirm_task
from board.actions.checklist import add_items
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.actions.waiting import wait_for
from board.models import State, Task


@pytest.fixture
def accepted(cast):
    task = ask_task(cast.legal, title="Check the lease", actor=cast.vera)
    accept_task(task, assignee=cast.ana, promised_on=cast.legal.today(), actor=cast.boris)
    return task


def move(client, task, column):
    return client.post(reverse("task_move", args=[task.pk]), {"column": column.pk})


def events_of(answer):
    return json.loads(answer.headers["HX-Trigger"])


def test_reaching_a_done_column_delivers_and_offers_to_write_the_result(cast, accepted):
    events = events_of(move(cast.htmx(cast.ana), accepted, cast.done))

    assert Task.objects.get(pk=accepted.pk).state == State.DELIVERED
    assert events["offer"]["text"] == f"#{accepted.pk} is delivered."
    assert events["offer"]["url"] == f"/tasks/{accepted.pk}/result/"
    assert "lists:changed" in events
    form = cast.htmx(cast.ana).get(events["offer"]["url"]).content.decode()
    assert "dialog__title" in form and 'name="result"' in form


def test_a_checklist_that_is_not_done_is_named_and_does_not_refuse(cast, accepted):
    add_items(accepted, texts=["One", "Two"], actor=cast.ana)

    form = cast.client(cast.ana).get(reverse("task_deliver", args=[accepted.pk])).content.decode()
    events = events_of(move(cast.htmx(cast.ana), accepted, cast.done))

    assert "2 points of the checklist are still open." in form
    assert events["offer"]["text"].endswith("2 points of the checklist are still open.")


def test_without_a_script_the_board_offers_it_too(cast, accepted):
    client = cast.client(cast.ana)

    page = client.post(
        reverse("task_move", args=[accepted.pk]), {"column": cast.done.pk}, follow=True
    ).content.decode()

    assert f'<a href="/tasks/{accepted.pk}/result/">Add a result</a>' in page


def test_what_ones_own_department_finishes_offers_nothing_but_to_undo_it(cast):
    events = events_of(move(cast.htmx(cast.ana), cast.task(), cast.done))

    assert not events["offer"]["url"] and events["offer"]["undo"]
    assert "lists:changed" in events


def test_leaving_the_done_column_takes_it_back(cast, accepted):
    deliver_task(accepted, actor=cast.ana)

    events = events_of(move(cast.htmx(cast.ana), accepted, cast.doing))

    assert Task.objects.get(pk=accepted.pk).state == State.ACCEPTED
    assert not events["offer"]["url"] and "lists:changed" in events


def test_a_closed_request_stays_and_the_answer_says_who_can_reopen_it(cast, accepted):
    deliver_task(accepted, actor=cast.ana)
    confirm_task(accepted, actor=cast.vera)

    answer = move(cast.htmx(cast.ana), accepted, cast.doing)

    assert answer.status_code == 409
    assert "It is closed; Vera Smirnova can reopen it." in answer.content.decode()
    assert Task.objects.get(pk=accepted.pk).column == cast.done


def card_of(cast, task):
    page = html.unescape(cast.client(cast.ana).get("/boards/LEG/").content.decode())
    return page.split(f'data-card="{task.pk}"')[1].split("</li>")[0]


def test_a_card_says_who_asked_what_was_promised_and_whose_move_it_is(cast, accepted):
    card = card_of(cast, accepted)
    assert 'title="Asked by Vera Smirnova, Sales">SAL<' in card
    assert ">Promised: Today<" in card
    assert "task-card__turn" not in card

    wait_for(accepted, on="requester", note="Which lease?", actor=cast.ana)
    assert 'title="Waits on Vera Smirnova"' in card_of(cast, accepted)
    wait_for(accepted, on="third", note="the notary", actor=cast.ana)
    assert 'title="Waits on a third party: the notary"' in card_of(cast, accepted)
    deliver_task(accepted, actor=cast.ana)
    assert 'title="Delivered: Vera Smirnova’s move"' in card_of(cast, accepted)


def test_a_card_of_ones_own_department_says_nothing_of_this(cast):
    card = card_of(cast, cast.task(promised_on=cast.legal.today()))

    assert "Asked by" not in card and "Promised" not in card and "task-card__turn" not in card


def test_a_board_of_200_requests_is_small(five_digits, cast, count_nodes, count_statements):
    for _number in range(200):
        task = ask_task(cast.legal, title=f"Check the contract with supplier {_number}", actor=cast.vera)
        accept_task(task, assignee=cast.ana, promised_on=cast.legal.today(), actor=cast.boris)
    Task.objects.update(waiting_on="third", waiting_note="the notary")
    client = cast.client(cast.ana)

    with count_statements(at_most=8):
        page = client.get("/boards/LEG/", {"column": cast.todo.pk, "shown": 200}).content.decode()

    assert page.count("data-card=") == 200
    assert len(page.encode()) <= 160_000
    assert count_nodes(page) <= 4000
