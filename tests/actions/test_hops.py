"""Handing a task off to another department."""

import datetime

import pytest

from board.actions.agreement import accept_task, confirm_task, decline_task
from board.actions.comments import add_comment
from board.actions.hops import ask_task, hand_off_task
from board.actions.labels import add_label
from board.actions.moves import deliver_task
from board.actions.task_fields import label_task
from board.errors import Refused
from board.models import State, Task, Turn

FRIDAY = datetime.date(2026, 11, 27)


def asked(cast, **fields):
    return ask_task(cast.legal, title="Check the contract", actor=cast.vera, **fields)


def sees(person, task):
    return Task.objects.visible_to(person).filter(pk=task.pk).exists()


def test_a_handed_off_task_is_asked_anew_and_leaves_the_board(cast):
    task = asked(cast, wanted_on=FRIDAY)
    label = add_label(cast.legal, name="Contract", color="blue", actor=cast.boris)
    accept_task(task, assignee=cast.ana, promised_on=FRIDAY, actor=cast.boris)
    label_task(task, labels=[label], actor=cast.ana)

    number = hand_off_task(task, department=cast.it, reason="About software", actor=cast.boris)

    task.refresh_from_db()
    assert number == 2
    assert (task.state, task.department, task.turn) == (State.SUBMITTED, cast.it, Turn.OWNER)
    assert (task.column, task.assignee, task.promised_on, task.wanted_on) == (None, None, None, FRIDAY)
    assert not task.labels.exists()
    line = task.activities.last()
    assert line.sentence() == (
        "Boris Orlov handed this off from Legal to IT: About software "
        "(until then in To do, assignee: Ana Lima, promised: 27 Nov 2026, labels: Contract)"
    )
    assert (line.data["labels"], line.data["assignee"], line.data["promised_on"]) == (
        ["Contract"],
        "Ana Lima",
        "2026-11-27",
    )


def test_the_ledger_keeps_who_had_it_how_long(cast):
    task = asked(cast)
    hand_off_task(task, department=cast.it, reason="Not ours", actor=cast.boris)
    hand_off_task(task, department=cast.legal, reason="Not ours either", actor=cast.irina)

    first, second, third = task.hops.all()
    assert (first.department, second.department, third.department) == (cast.legal, cast.it, cast.legal)
    assert (first.origin, second.origin, third.origin) == (None, cast.legal, cast.it)
    assert (first.started_at, first.ended_at) == (task.created_at, second.started_at)
    assert (second.reason, second.actor, third.ended_at) == ("Not ours", cast.boris, None)


def test_a_task_of_ones_own_becomes_a_request_when_it_is_handed_off(cast):
    task = cast.task()

    hand_off_task(task, department=cast.it, reason="Yours", actor=cast.boris)

    assert (task.is_request, task.requesting_department, task.requester) == (True, cast.legal, cast.ana)
    assert [hop.department for hop in task.hops.all()] == [cast.legal, cast.it]


def test_it_does_not_go_to_who_has_it_who_asked_or_who_is_closed(cast):
    task = asked(cast)
    for department, words in [(cast.legal, "already"), (cast.sales, "Decline it instead")]:
        with pytest.raises(Refused, match=words):
            hand_off_task(task, department=department, reason="x", actor=cast.boris)
    type(cast.it).objects.filter(pk=cast.it.pk).update(closed_at=task.created_at)
    with pytest.raises(Refused, match="closed"):
        hand_off_task(task, department=cast.it, reason="x", actor=cast.boris)


def test_what_is_delivered_declined_or_closed_is_not_handed_off(cast):
    declined, delivered, closed = asked(cast), asked(cast), asked(cast)
    decline_task(declined, reason="No", actor=cast.boris)
    for task in (delivered, closed):
        accept_task(task, actor=cast.boris)
        deliver_task(task, actor=cast.boris)
    confirm_task(closed, actor=cast.vera)

    for task in (declined, delivered, closed):
        with pytest.raises(Refused):
            hand_off_task(task, department=cast.it, reason="x", actor=cast.boris)


def test_the_former_owner_sees_it_through_its_watchers_alone(cast):
    task, restricted = asked(cast), asked(cast, is_restricted=True)
    for each in (task, restricted):
        add_comment(each, text="I look into it", actor=cast.boris)
        hand_off_task(each, department=cast.it, reason="Yours", actor=cast.boris)

    assert sees(cast.boris, task)
    assert not sees(cast.ana, task)
    assert not sees(cast.boris, restricted)
    assert sees(cast.vera, restricted)
