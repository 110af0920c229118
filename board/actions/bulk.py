"""The same change to several tasks: to all of them, or to none. Each is the action of one task."""

from django.db import transaction
from django.utils.translation import gettext as _

from board.actions.agreement import accept_task, decline_task
from board.actions.archive import archive_task
from board.actions.hops import hand_off_task
from board.actions.locks import lock_boards_around
from board.actions.moves import move_task
from board.actions.task_fields import assign_task, label_task
from board.errors import Refused, SomeRefused

# The statements grow with the tasks; so many take about a second.
MOST_AT_ONCE = 100


@transaction.atomic
def assign_tasks(tasks, *, assignee, actor):
    """Give each of `tasks` to `assignee` (None: to nobody); return the ids of the columns that look different.

    Raises SomeRefused, as all functions here, where one of them cannot be changed.
    """
    return _each(tasks, lambda task: assign_task(task, assignee=assignee, actor=actor))


@transaction.atomic
def label_tasks(tasks, *, label, takes_away=False, actor):
    """Add `label` to each of `tasks`, or take it away."""

    def change(task):
        others = [one for one in task.labels.all() if one != label]
        label_task(task, labels=others if takes_away else [*others, label], actor=actor)

    return _each(tasks, change)


@transaction.atomic
def move_tasks(tasks, *, column, actor):
    """Put `tasks`, in their order, at the top of the column with id `column` of their board."""
    return _each(tasks[::-1], lambda task: move_task(task, column=column, after=None, actor=actor))


@transaction.atomic
def archive_tasks(tasks, *, actor):
    """Hide each of `tasks` from the board."""
    return _each(tasks, lambda task: archive_task(task, actor=actor))


@transaction.atomic
def accept_tasks(tasks, *, assignee=None, promised_on=None, actor):
    """Accept each of `tasks`, for `assignee` and with the same promise where there are."""

    def change(task):
        accept_task(task, assignee=assignee, promised_on=promised_on, actor=actor)

    return _each(tasks, change)


@transaction.atomic
def decline_tasks(tasks, *, reason, actor):
    """Decline each of `tasks` for the same reason."""
    return _each(tasks, lambda task: decline_task(task, reason=reason, actor=actor))


@transaction.atomic
def hand_off_tasks(tasks, *, department, reason, actor):
    """Pass each of `tasks` on to `department` for the same reason."""

    def change(task):
        hand_off_task(task, department=department, reason=reason, actor=actor)

    return _each(tasks, change, department)


def _each(tasks, change, *departments):
    """Call `change` with each of `tasks`, all boards locked before in their one order."""
    lock_boards_around(tasks, *departments)
    columns, refusals = set(), []
    for task in tasks:
        before = task.column_id
        try:
            with transaction.atomic():
                change(task)
        except Refused as refusal:
            refusals.append((task, refusal.message))
        columns |= {before, task.column_id}
    if refusals:
        raise SomeRefused([_("Nothing has been changed."), *[_sentence(*refused) for refused in refusals]])
    return columns - {None}


def _sentence(task, message):
    words = {"number": task.pk, "title": task.title, "reason": message}
    return _("#%(number)d %(title)s: %(reason)s") % words
