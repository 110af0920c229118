"""What a transaction says, once, after its commit."""

import json

import pytest
import redis
from django.conf import settings
from django.db import transaction

from board import live
from board.actions.agreement import accept_task, decline_task
from board.actions.columns import remove_column
from board.actions.hops import ask_task, hand_off_task
from board.actions.moves import BOTTOM, move_task
from board.actions.task_fields import assign_task
from board.actions.undo import undo_change
from board.actions.watches import mute_task
from board.models import Activity, Verb

THAT_IS_ALL = {"all": True}


@pytest.fixture
def said(cast):
    """Return a function that returns the messages said since."""
    client = redis.Redis.from_url(settings.REDIS_URL, decode_responses=True)
    pubsub = client.pubsub()
    pubsub.subscribe(settings.LIVE_CHANNEL)
    assert pubsub.get_message(timeout=5)["type"] == "subscribe"

    def said():
        client.publish(settings.LIVE_CHANNEL, json.dumps(THAT_IS_ALL))
        messages = []
        while (message := json.loads(pubsub.get_message(timeout=5)["data"])) != THAT_IS_ALL:
            messages.append(message)
        return messages

    yield said
    pubsub.close()
    client.close()


def test_a_change_says_everything_in_one_message(cast, said):
    task = cast.task()
    said()
    move_task(task, column=cast.doing.pk, after=BOTTOM, actor=cast.boris)
    (message,) = said()
    assert message["boards"].keys() == {str(cast.legal.pk)}
    assert message["tasks"] == {str(task.pk): [[task.activities.latest("pk").pk, None]]}
    assert message["people"] == sorted([cast.ana.pk, cast.boris.pk])
    assert "lists" not in message  # it is nobody's request


def test_nothing_is_said_of_what_is_rolled_back(cast, said):
    said()
    with pytest.raises(RuntimeError), transaction.atomic():
        live.changed(cast.legal)
        raise RuntimeError
    assert said() == []


def test_a_savepoint_that_is_rolled_back_takes_nothing_else_along(cast, said):
    said()
    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            live.changed(cast.legal)
            raise RuntimeError
        live.changed(cast.sales)
    (message,) = said()
    assert message["boards"].keys() == {str(cast.sales.pk)}


def test_two_boards_in_one_transaction_are_one_message(cast, said):
    said()
    with transaction.atomic():
        live.changed(cast.legal, columns=[cast.todo])
        live.changed(cast.sales)
        live.changed(cast.legal, columns=[cast.doing])
    (message,) = said()
    legal = message["boards"][str(cast.legal.pk)]
    assert legal["columns"].keys() == {str(cast.todo.pk), str(cast.doing.pk)}
    cast.legal.refresh_from_db()
    assert legal["version"] == cast.legal.version
    assert str(cast.sales.pk) in message["boards"]


def test_the_next_transaction_begins_anew(cast, said):
    said()
    for department in (cast.legal, cast.sales):
        with transaction.atomic():
            live.changed(department)
    assert [list(message["boards"]) for message in said()] == [[str(cast.legal.pk)], [str(cast.sales.pk)]]


def test_it_costs_one_statement(cast, count_statements):
    with transaction.atomic(), count_statements(1):
        live.changed(cast.legal, columns=[cast.todo])


def test_the_versions_are_known_afterwards(cast):
    with transaction.atomic():
        live.changed(cast.legal, columns=[cast.todo])
    known = cast.legal.version
    cast.legal.refresh_from_db()
    assert known == cast.legal.version


def test_verbs_that_move_access_ask_who_may_see(cast, said):
    task = cast.task()
    said()
    for verb, asks in ((Verb.RESTRICTED, True), (Verb.PRIORITISED, False)):
        with transaction.atomic():
            live.told(
                [Activity(pk=1, task=task, department=cast.legal, actor=cast.ana, verb=verb, version=1)]
            )
        (message,) = said()
        assert message.get("access", False) is asks


@pytest.mark.parametrize("ends", ["given to another", "handed off"])
def test_who_has_lost_a_task_sees_their_work_without_it(cast, said, ends):
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    accept_task(task, assignee=cast.ana, actor=cast.boris)
    mute_task(task, actor=cast.ana)
    said()
    if ends == "handed off":
        hand_off_task(task, department=cast.it, reason="Yours", actor=cast.boris)
    else:
        assign_task(task, assignee=cast.boris, actor=cast.irina)
    (message,) = said()
    assert cast.ana.pk in message["people"]


def test_who_had_heard_of_what_is_undone_has_one_thing_less_to_read(cast, said):
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    decline_task(task, reason="No", actor=cast.boris)
    said()
    undo_change(task, activity=task.undoable, actor=cast.boris)
    (message,) = said()
    assert message["bells"] == [cast.vera.pk]


def test_the_pages_of_tasks_hear_that_their_column_is_gone(cast, said):
    tasks = [cast.task(column=cast.doing) for _each in range(3)]
    review = cast.legal.columns.create(name="Review", kind="doing", position=9)
    said()
    remove_column(cast.doing, into=review, actor=cast.boris)
    (message,) = said()
    assert message["tasks"].keys() == {str(task.pk) for task in tasks}
