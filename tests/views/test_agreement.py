"""The agreement through its forms: each verb, as whoever may, and each refusal in words with what was typed."""

import json

import pytest
from django.urls import reverse

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.models import State, Task


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the lease", actor=cast.vera)


def accepted(cast, task):
    accept_task(task, assignee=cast.ana, actor=cast.boris)


def delivered(cast, task):
    accepted(cast, task)
    deliver_task(task, actor=cast.ana)


def at(task, name):
    return reverse(f"task_{name}", args=[task.pk])


def state_of(task):
    return Task.objects.get(pk=task.pk).state


def nothing(cast, task):
    """Leave the task as it was asked."""


VERBS = [
    # before, verb, who, what they send, after
    (nothing, "accept", "boris", {"promised_on": "2026-12-01"}, State.ACCEPTED),
    (nothing, "accept", "ana", {"assignee": "ana"}, State.ACCEPTED),
    (nothing, "decline", "boris", {"reason": "Not ours"}, State.DECLINED),
    (nothing, "hand_off", "boris", {"department": "it", "reason": "Theirs"}, State.SUBMITTED),
    (nothing, "cancel", "vera", {}, State.CANCELLED),
    (accepted, "deliver", "ana", {"result": "It is **fine**"}, State.DELIVERED),
    (accepted, "wait", "ana", {"on": "requester", "note": "Which lease?"}, State.ACCEPTED),
    (accepted, "cancel", "vera", {"reason": "The deal is off"}, State.CANCELLED),
    (delivered, "take_back", "ana", {}, State.ACCEPTED),
    (delivered, "confirm", "vera", {}, State.CLOSED),
    (delivered, "return", "vera", {"reason": "Clause 4 is missing"}, State.ACCEPTED),
]


def filled(cast, data):
    people = {"ana": cast.ana.pk, "it": cast.it.pk}
    return {name: people.get(value, value) for name, value in data.items()}


@pytest.mark.parametrize(("before", "verb", "who", "data", "after"), VERBS)
@pytest.mark.parametrize("browser", ["client", "htmx"])
def test_each_verb_has_its_form_and_tells_the_lists(cast, asked, before, verb, who, data, after, browser):
    before(cast, asked)
    client = getattr(cast, browser)(getattr(cast, who))

    answer = client.post(at(asked, verb), filled(cast, data))

    assert answer.status_code == (302 if browser == "client" else 204), answer.content.decode()
    assert state_of(asked) == after
    if browser == "htmx":
        events = json.loads(answer.headers["HX-Trigger"])
        assert "lists:changed" in events
        assert str(asked.pk) in events["announce"]["text"]


ONE_BUTTON = {"confirm", "take_back", "resume"}


@pytest.mark.parametrize(
    ("before", "verb", "who", "data", "after"), [row for row in VERBS if row[1] not in ONE_BUTTON]
)
def test_what_has_become_impossible_says_what_happened_and_keeps_what_was_typed(
    cast, asked, before, verb, who, data, after
):
    before(cast, asked)
    client = cast.htmx(getattr(cast, who))
    Task.objects.filter(pk=asked.pk).update(
        state=State.CANCELLED, column=None, column_kind=None, position=None, finished_at=None
    )

    answer = client.post(at(asked, verb), filled(cast, data))

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "This is not possible any more." in text
    for name in {"reason", "note", "result"} & set(data):
        assert data[name] in text


def test_a_transition_names_the_old_and_the_new_column(cast, asked):
    accepted(cast, asked)

    answer = cast.htmx(cast.ana).post(at(asked, "deliver"))

    events = json.loads(answer.headers["HX-Trigger"])
    assert {f"column-{cast.todo.pk}:changed", f"column-{cast.done.pk}:changed"} <= set(events)
    assert f"task-{asked.pk}:changed" in events
