"""The agreement between two departments: each verb, and what it refuses."""

import datetime

import pytest

from board.actions.agreement import (
    accept_task,
    cancel_task,
    confirm_task,
    decline_task,
    reopen_task,
    return_task,
)
from board.actions.archive import archive_task
from board.actions.departments import close_department
from board.actions.hops import ask_task
from board.actions.moves import deliver_task, move_task, take_back_task
from board.actions.people import change_department
from board.actions.task_fields import assign_task, promise_task
from board.actions.task_text import write_result
from board.actions.waiting import resume_task, wait_for
from board.errors import Refused
from board.models import Role, State, Turn, Waiting

FRIDAY = datetime.date(2026, 11, 27)


def asked(cast, **fields):
    """Return what Vera of Sales has asked of Legal."""
    return ask_task(cast.legal, title="Check the contract", actor=cast.vera, **fields)


def accepted(cast, **fields):
    task = asked(cast)
    accept_task(task, actor=cast.boris, **fields)
    return task


def delivered(cast):
    task = accepted(cast, assignee=cast.ana)
    deliver_task(task, actor=cast.ana)
    return task


def last_line(task):
    return task.activities.last().sentence()


def test_what_is_asked_waits_outside_the_board(cast):
    task = asked(cast, checklist=["Read", "Sign"])

    task.refresh_from_db()
    assert (task.state, task.column, task.turn) == (State.SUBMITTED, None, Turn.OWNER)
    assert (task.department, task.requesting_department) == (cast.legal, cast.sales)
    assert [point.text for point in task.checklist.all()] == ["Read", "Sign"]
    assert task.checklist_count == 2
    assert task.hops.get().department == cast.legal
    assert last_line(task) == "Vera Smirnova asked Legal for this"


def test_what_one_asks_of_ones_own_department_is_on_its_board_at_once(cast):
    task = ask_task(cast.legal, title="Tidy up", actor=cast.ana)

    assert (task.state, task.column, task.is_request) == (State.ACCEPTED, cast.todo, False)


def test_nobody_asks_a_closed_department_or_from_none(cast):
    cast.it.closed_at = cast.it.created_at = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    cast.it.save()

    with pytest.raises(Refused, match="closed"):
        ask_task(cast.it, title="Help", actor=cast.vera)
    with pytest.raises(Refused, match="no department"):
        ask_task(cast.legal, title="Help", actor=cast.irina)


def test_accepting_puts_it_on_the_board_with_the_promise(cast):
    cast.task("Below")
    task = asked(cast)

    accept_task(task, assignee=cast.ana, promised_on=FRIDAY, actor=cast.boris)

    task.refresh_from_db()
    assert (task.state, task.column, task.assignee, task.promised_on) == (
        State.ACCEPTED,
        cast.todo,
        cast.ana,
        FRIDAY,
    )
    assert cast.todo.tasks.order_by("position").first() == task
    lines = [activity.sentence() for activity in task.activities.all()]
    assert lines[1:] == [
        "Boris Orlov accepted this and promised it for 27 Nov 2026",
        "Boris Orlov assigned this to Ana Lima",
    ]


def test_a_member_accepts_for_oneself_alone(cast):
    task = asked(cast)

    for assignee in (None, cast.boris):
        with pytest.raises(Refused, match="for yourself"):
            accept_task(task, assignee=assignee, actor=cast.ana)
    accept_task(task, assignee=cast.ana, actor=cast.ana)

    assert task.assignee == cast.ana


def test_nobody_accepts_for_someone_of_another_department(cast):
    task = asked(cast)

    with pytest.raises(Refused, match="does not work"):
        accept_task(task, assignee=cast.oleg, actor=cast.boris)


def test_who_comes_second_reads_what_happened(cast):
    task = asked(cast)
    decline_task(task, reason="No time.", actor=cast.boris)

    with pytest.raises(Refused) as refusal:
        accept_task(task, assignee=cast.ana, actor=cast.ana)

    assert refusal.value.message == "This is not possible any more. Boris Orlov declined this: No time."


def test_a_card_in_a_done_column_is_delivered_and_out_of_it_taken_back(cast):
    task = accepted(cast)

    move_task(task, column=cast.done.pk, after=None, actor=cast.ana)
    assert (task.state, task.turn, last_line(task)) == (
        State.DELIVERED,
        Turn.REQUESTER,
        "Ana Lima delivered this: from To do to Done",
    )
    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    assert (task.state, task.turn, task.finished_at) == (State.ACCEPTED, Turn.OWNER, None)


def test_a_result_can_come_with_the_delivery_or_later(cast):
    task, other = accepted(cast), accepted(cast)
    deliver_task(task, result="All *good*.", actor=cast.ana)
    with pytest.raises(Refused):
        write_result(other, result="Too early", version=other.version, actor=cast.ana)
    deliver_task(other, actor=cast.ana)
    write_result(other, result="Later", version=other.version, actor=cast.ana)

    task.refresh_from_db()
    assert task.result_html == "<p>All <em>good</em>.</p>\n"
    assert last_line(other) == "Ana Lima wrote down the result"


def test_what_is_confirmed_is_closed_and_cannot_be_dragged_out(cast):
    task = delivered(cast)
    confirm_task(task, actor=cast.vera)

    assert (task.state, task.turn) == (State.CLOSED, Turn.NOBODY)
    with pytest.raises(Refused, match="It is closed; Vera Smirnova can reopen it"):
        move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    with pytest.raises(Refused, match="It is closed"):
        take_back_task(task, actor=cast.ana)


def test_what_is_returned_stands_on_top_of_the_work(cast):
    cast.task("Being done", column=cast.doing)
    task = delivered(cast)

    return_task(task, reason="A page is missing.", actor=cast.vera)

    task.refresh_from_db()
    assert (task.state, task.column, task.assignee) == (State.ACCEPTED, cast.doing, cast.ana)
    assert cast.doing.tasks.order_by("position").first() == task
    assert last_line(task) == "Vera Smirnova returned this to Doing: A page is missing."


def test_what_returns_to_someone_who_has_left_is_nobodys(cast):
    task = delivered(cast)
    type(cast.ana).objects.filter(pk=cast.ana.pk).update(department=cast.it)

    return_task(task, reason="A page is missing.", actor=cast.vera)

    assert task.assignee is None
    assert last_line(task) == "Vera Smirnova took the assignment away from Ana Lima"


def test_what_is_closed_or_declined_can_be_reopened_from_the_archive_too(cast):
    closed, declined = delivered(cast), asked(cast)
    confirm_task(closed, actor=cast.vera)
    archive_task(closed, actor=cast.ana)
    decline_task(declined, reason="No", actor=cast.boris)

    reopen_task(closed, reason="It broke", actor=cast.vera)
    reopen_task(declined, reason="Please", actor=cast.vera)

    assert (closed.state, closed.column, closed.archived_at) == (State.ACCEPTED, cast.doing, None)
    assert (declined.state, declined.column) == (State.SUBMITTED, None)
    with pytest.raises(Refused):
        reopen_task(declined, reason="Again", actor=cast.vera)


def test_a_task_of_ones_own_is_not_reopened_but_taken_back(cast):
    task = cast.task(column=cast.done)

    with pytest.raises(Refused, match="own board"):
        reopen_task(task, reason="More", actor=cast.ana)
    take_back_task(task, actor=cast.ana)

    assert (task.state, task.column) == (State.ACCEPTED, cast.doing)


def test_what_is_cancelled_leaves_the_board_for_good(cast):
    task = accepted(cast)
    cancel_task(task, reason="Not needed", actor=cast.vera)

    assert (task.state, task.column, task.position) == (State.CANCELLED, None, None)
    for act in (accept_task, take_back_task, confirm_task):
        with pytest.raises(Refused, match="Vera Smirnova cancelled this: Not needed"):
            act(task, actor=cast.boris)
    with pytest.raises(Refused):
        cancel_task(delivered(cast), actor=cast.vera)


def test_waiting_passes_the_move_and_every_transition_ends_it(cast):
    task = accepted(cast)
    since = task.turn_since
    wait_for(task, on=Waiting.REQUESTER, note="The annex?", actor=cast.ana)

    assert (task.turn, last_line(task)) == (
        Turn.REQUESTER,
        "Ana Lima waits for the requester: The annex?",
    )
    assert task.turn_since > since
    resume_task(task, actor=cast.ana)
    assert task.turn == Turn.OWNER
    with pytest.raises(Refused):
        resume_task(task, actor=cast.ana)
    wait_for(task, on=Waiting.THIRD, note="The notary", actor=cast.ana)
    deliver_task(task, actor=cast.ana)
    assert (task.waiting_on, task.waiting_note, task.turn) == ("", "", Turn.REQUESTER)


def test_only_accepted_work_waits_and_on_a_requester_only_where_there_is_one(cast):
    with pytest.raises(Refused):
        wait_for(asked(cast), on=Waiting.THIRD, note="x", actor=cast.ana)
    with pytest.raises(Refused, match="Nobody outside"):
        wait_for(cast.task(), on=Waiting.REQUESTER, note="x", actor=cast.ana)


def test_a_changed_promise_needs_a_reason(cast):
    task = accepted(cast)
    promise_task(task, promised_on=FRIDAY, actor=cast.ana)
    later = FRIDAY + datetime.timedelta(days=7)

    with pytest.raises(Refused, match="why the promise changes"):
        promise_task(task, promised_on=later, actor=cast.ana)
    promise_task(task, promised_on=later, reason="The notary is ill.", actor=cast.ana)

    assert last_line(task) == (
        "Ana Lima changed the promise from 27 Nov 2026 to 4 Dec 2026: The notary is ill."
    )
    with pytest.raises(Refused):
        promise_task(delivered(cast), promised_on=FRIDAY, actor=cast.ana)


def test_an_assignment_to_nobody_stays_possible(cast):
    task = accepted(cast, assignee=cast.ana)

    assign_task(task, assignee=None, actor=cast.boris)

    assert task.assignee is None


@pytest.mark.parametrize("end", ["declined", "closed"])
def test_nothing_is_reopened_in_a_department_that_is_closed(cast, end):
    task = ask_task(cast.it, title="A laptop", actor=cast.vera)
    if end == "declined":
        decline_task(task, reason="No", actor=cast.irina)
    else:
        accept_task(task, actor=cast.irina)
        deliver_task(task, actor=cast.irina)
        confirm_task(task, actor=cast.vera)
    change_department(cast.oleg, department=None, role=Role.MEMBER, actor=cast.irina)
    close_department(cast.it, actor=cast.irina)

    with pytest.raises(Refused, match="This department is closed"):
        reopen_task(task, reason="We need it", actor=cast.vera)
