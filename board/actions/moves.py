"""A task moves: between columns, within one, and with the column its state."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_open_task
from board.actions.positions import bottom_position, position_below, top_position
from board.activity import record
from board.errors import Refused
from board.models import Column, Kind, State, Task, Verb

BOTTOM = object()


@transaction.atomic
def move_task(task, *, column, after, actor):
    """Put `task` below the task with id `after` in the column with id `column` of its own board.

    `after` None is the top, BOTTOM the bottom; a done column keeps its own order. Entering a done column closes
    the task, leaving one takes it back.
    Raises Refused where the column or the neighbour is not on this board any more. Returns the ids of the
    columns that look different now.
    """
    department = lock_open_task(task)
    origin = task.column
    if origin is None:
        raise Refused(_("This task stands in no column yet."))
    column = (
        origin if column == origin.pk else Column.objects.filter(pk=column, department=department).first()
    )
    if column is None:
        raise Refused(_("That column is no longer on this board."))
    if column == origin and (column.is_done or after == task.pk):
        return set()

    task.position = None if column.is_done else _position(column, after, actor)
    task.column, task.column_kind = column, column.kind
    verb = _follow_the_column(task, origin)
    left = _take_from_who_left(task, verb)
    task.save(update_fields=["column", "column_kind", "position", "state", "finished_at", "assignee"])
    if verb == Verb.REORDERED:
        record(verb, task, actor, column=column.name)
    else:
        record(verb, task, actor, origin=origin.name, to=column.name)
    if left:
        record(Verb.UNASSIGNED, task, actor, person=left.name)
    live.changed(department, columns={origin, column})
    return {origin.pk, column.pk}


def _position(column, after, actor):
    if after is None:
        return top_position(column)
    if after is BOTTOM:
        return bottom_position(column)
    position = position_below(column, after, seen=Task.objects.visible_to(actor) if actor else None)
    if position is None:
        raise Refused(_("The card above has moved meanwhile. Here is the board as it is now."))
    return position


def _follow_the_column(task, origin):
    """Bring the state in line with the column, and return what that is called."""
    if task.column_kind == Kind.DONE and origin.kind != Kind.DONE:
        task.state, task.finished_at = State.CLOSED, timezone.now()
        return Verb.CLOSED
    if task.column_kind != Kind.DONE and origin.kind == Kind.DONE:
        task.state, task.finished_at = State.ACCEPTED, None
        return Verb.TAKEN_BACK
    return Verb.REORDERED if task.column == origin else Verb.MOVED


def _take_from_who_left(task, verb):
    """Leave a task that is open again to nobody where its assignee has left meanwhile; return that person, or None."""
    person = task.assignee
    if verb != Verb.TAKEN_BACK or not person:
        return None
    if person.is_active and person.department_id == task.department_id:
        return None
    task.assignee = None
    return person
