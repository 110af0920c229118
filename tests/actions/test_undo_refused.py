"""What is not undone any more, and in which words that is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from board.actions.agreement import accept_task, cancel_task, decline_task, reopen_task
from board.actions.archive import archive_task, restore_task
from board.actions.columns import remove_column
from board.actions.comments import add_comment
from board.actions.hops import hand_off_task
from board.actions.moves import move_task
from board.actions.task_fields import assign_task
from board.actions.undo import undo_change
from board.actions.waiting import wait_for
from board.errors import Refused
from board.models import Activity, Column, Task, Waiting
from tests.actions.test_undo import asked, fields, finish, order, undo
from tests.history import last_change

__all__ = ["asked"]


def refused(task, actor, change, words):
    before = fields(task), Activity.objects.count()
    with pytest.raises(Refused, match=words):
        undo_change(task, activity=change, actor=actor)
    assert (fields(task), Activity.objects.count()) == before


def test_someone_else_s_change_is_not_undone(cast):
    task = cast.task()
    finish(cast, task)

    refused(task, cast.boris, last_change(task, cast.ana), "nothing of yours")


def test_a_change_of_another_task_is_not_undone(cast):
    task, other = cast.task(), cast.task()
    finish(cast, other)

    refused(task, cast.ana, last_change(other, cast.ana), "nothing of yours")


def test_what_is_no_change_of_place_is_not_undone(cast):
    task = cast.task()
    assign_task(task, assignee=cast.ana, actor=cast.ana)

    assert last_change(task, cast.ana) is None
    refused(task, cast.ana, task.activities.last().pk, "nothing of yours")


def test_after_two_minutes_nothing_is_undone(cast):
    task = cast.task()
    finish(cast, task)
    change = last_change(task, cast.ana)
    age = timedelta(minutes=2)
    Activity.objects.filter(pk=change).update(created_at=timezone.now() - age)

    refused(task, cast.ana, change, "more than two minutes ago")

    Activity.objects.filter(pk=change).update(created_at=timezone.now() - age + timedelta(seconds=30))
    assert undo(task, cast.ana)


def test_who_may_not_decline_any_more_does_not_undo_it_either(cast, asked):
    lead = cast.person("lena", "Lena", cast.legal, role="coordinator")
    decline_task(asked, reason="No", actor=lead)
    lead.role = "member"
    lead.save(update_fields=["role"])

    refused(asked, lead, last_change(asked, lead), "nothing of yours")


def move_on(cast, task):
    move_task(task, column=cast.todo.pk, after=None, actor=cast.boris)
    return "Boris Orlov moved this from Doing to To do"


def put_elsewhere(cast, task):
    other = cast.task(column=cast.doing)
    move_task(task, column=cast.doing.pk, after=other.pk, actor=cast.boris)
    return "Boris Orlov changed its place in Doing"


def have_it_wait(cast, task):
    wait_for(task, on=Waiting.THIRD, note="Notary", actor=cast.boris)
    return "Boris Orlov waits for a third party: Notary"


def close_it(cast, task):
    move_task(task, column=cast.done.pk, after=None, actor=cast.boris)
    return "Boris Orlov finished this"


def pass_it_on(cast, task):
    hand_off_task(task, department=cast.it, reason="Yours", actor=cast.boris)
    return "Another department has this task now"


@pytest.mark.parametrize("goes_on", [move_on, put_elsewhere, have_it_wait, close_it, pass_it_on])
def test_once_the_task_has_moved_on_nothing_is_undone(cast, goes_on):
    task = cast.task()
    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    change, mine = last_change(task, cast.ana), Task.objects.get(pk=task.pk)

    words = goes_on(cast, task)

    refused(mine, cast.ana, change, words)


def test_what_was_reopened_meanwhile_is_not_undone(cast, asked):
    decline_task(asked, reason="No", actor=cast.boris)
    reopen_task(asked, reason="Please", actor=cast.vera)

    refused(asked, cast.boris, last_change(asked, cast.boris), "Vera Smirnova reopened this: Please")


def test_what_was_cancelled_meanwhile_is_not_undone(cast, asked):
    accept_task(asked, actor=cast.boris)
    move_task(asked, column=cast.doing.pk, after=None, actor=cast.boris)
    cancel_task(asked, reason="", actor=cast.vera)

    refused(asked, cast.boris, last_change(asked, cast.boris), "Vera Smirnova cancelled this")


def test_what_was_restored_meanwhile_is_not_archived_or_finished_anew(cast):
    task = cast.task()
    finish(cast, task)
    archive_task(task, actor=cast.ana)
    change = last_change(task, cast.ana)
    restore_task(task, actor=cast.boris)

    refused(task, cast.ana, change, "Boris Orlov restored this")


def test_a_comment_or_an_assignment_does_not_keep_one_from_undoing(cast):
    task = cast.task()
    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    change = last_change(task, cast.ana)
    add_comment(task, text="Well", actor=cast.boris)
    assign_task(task, assignee=cast.boris, actor=cast.boris)

    undo_change(task, activity=change, actor=cast.ana)

    assert order(cast.todo) == [task.title]
    assert Task.objects.get(pk=task.pk).assignee == cast.boris


def test_where_the_column_has_gone_there_is_no_way_back(cast):
    column = Column.objects.create(department=cast.legal, name="Later", kind="doing", position=9)
    task = cast.task(column=column)
    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    remove_column(column, into=None, actor=cast.boris)

    refused(task, cast.ana, last_change(task, cast.ana), "no longer on this board")


def test_undoing_is_not_undone(cast):
    task = cast.task()
    finish(cast, task)
    change = last_change(task, cast.ana)
    undo(task, cast.ana)

    with pytest.raises(Refused, match=r"cannot be undone any more\. Ana Lima undid the finishing\."):
        undo_change(task, activity=change, actor=cast.ana)
