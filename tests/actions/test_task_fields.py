"""What stands beside a task changes by one action each, and the history says so."""

import datetime

import pytest

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.actions.task_fields import assign_task, date_task, label_task, prioritise_task
from board.actions.task_text import edit_description, edit_title
from board.errors import Conflict, Refused
from board.models import Department, Label, Priority, WatchReason


def sentences(task):
    return [activity.sentence() for activity in task.activities.all()][1:]


def test_each_change_is_one_line_of_history(cast):
    task = cast.task(title="Check it")
    urgent = Label.objects.create(department=cast.legal, name="Contract")

    edit_title(task, title="Check it twice", version=1, actor=cast.ana)
    edit_description(task, description="Twice", version=2, actor=cast.ana)
    assign_task(task, assignee=cast.boris, actor=cast.ana)
    assign_task(task, assignee=None, actor=cast.ana)
    prioritise_task(task, priority=Priority.URGENT, actor=cast.ana)
    label_task(task, labels=[urgent], actor=cast.ana)
    label_task(task, labels=[], actor=cast.ana)
    date_task(task, wanted_on=datetime.date(2026, 11, 27), promised_on=None, actor=cast.ana)

    assert sentences(task) == [
        "Ana Lima renamed this from “Check it” to “Check it twice”",
        "Ana Lima edited the description",
        "Ana Lima assigned this to Boris Orlov",
        "Ana Lima took the assignment away from Boris Orlov",
        "Ana Lima changed the priority from Normal to Urgent",
        "Ana Lima changed the labels: Contract",
        "Ana Lima changed the labels: none",
        "Ana Lima changed the dates: wanted 27 Nov 2026, promised no date",
    ]


def test_saying_the_same_again_is_no_change(cast):
    task = cast.task(title="Check it", assignee=cast.ana)
    version = Department.objects.get(pk=cast.legal.pk).version

    edit_title(task, title="Check it", version=1, actor=cast.ana)
    edit_description(task, description="", version=1, actor=cast.ana)
    assign_task(task, assignee=cast.ana, actor=cast.ana)
    prioritise_task(task, priority=Priority.NORMAL, actor=cast.ana)
    label_task(task, labels=[], actor=cast.ana)
    date_task(task, wanted_on=None, promised_on=None, actor=cast.ana)

    assert sentences(task) == []
    assert Department.objects.get(pk=cast.legal.pk).version == version


def test_every_change_moves_the_versions_that_open_pages_go_by(cast):
    task = cast.task()
    before = Department.objects.get(pk=cast.legal.pk).version, cast.legal.columns.get(pk=cast.todo.pk).version

    prioritise_task(task, priority=Priority.LOW, actor=cast.ana)

    after = Department.objects.get(pk=cast.legal.pk).version, cast.legal.columns.get(pk=cast.todo.pk).version
    assert after == (before[0] + 1, before[1] + 1)
    assert task.activities.last().version == after[0]


def test_an_assignee_watches_the_task_from_then_on(cast):
    task = cast.task()

    assign_task(task, assignee=cast.boris, actor=cast.ana)
    assign_task(task, assignee=None, actor=cast.ana)

    assert task.watches.get(user=cast.boris).reason == WatchReason.ASSIGNEE


def test_who_has_left_the_department_is_not_assigned(cast):
    task, boris = cast.task(), cast.boris
    assign_task(task, assignee=boris, actor=cast.ana)
    assign_task(task, assignee=None, actor=cast.ana)
    boris.department = cast.sales
    boris.save(update_fields=["department"])

    with pytest.raises(Refused):
        assign_task(task, assignee=boris, actor=cast.ana)


def test_a_label_that_is_gone_is_refused(cast):
    task = cast.task()
    label = Label.objects.create(department=cast.legal, name="Contract")
    Label.objects.filter(pk=label.pk).delete()

    with pytest.raises(Refused):
        label_task(task, labels=[label], actor=cast.ana)


def test_an_outdated_title_says_what_stands_there_now(cast):
    task = cast.task(title="Before")
    edit_title(task, title="Quicker", version=1, actor=cast.boris)

    with pytest.raises(Conflict) as conflict:
        edit_title(task, title="Slower", version=1, actor=cast.ana)

    assert conflict.value.theirs == {"title": "Quicker"}
    assert conflict.value.version == 2


@pytest.mark.parametrize("words", ["title", "description"])
def test_who_asked_changes_no_words_of_what_was_accepted_at_that_moment(cast, words):
    edit = {"title": edit_title, "description": edit_description}[words]
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    edit(task, **{words: "Check the lease"}, version=1, actor=cast.vera)
    accept_task(task, actor=cast.boris)

    with pytest.raises(Refused, match="Boris Orlov accepted this"):
        edit(task, **{words: "Check both"}, version=2, actor=cast.vera)
    edit(task, **{words: "Check all"}, version=2, actor=cast.ana)
