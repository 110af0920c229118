"""A task moves: between columns, within one, and with the column its state."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board import live
from board.actions.blocking import tell_blocked
from board.actions.locks import lock_blocking_task
from board.actions.positions import bottom_position, position_below, top_position
from board.actions.snapshots import as_it_was
from board.actions.task_text import write_result
from board.actions.transitions import (
    BACK_ON_BOARD,
    PLACE,
    TURN,
    expect,
    first_column,
    pass_the_move,
    record_release,
    release_from_who_left,
)
from board.activity import record
from board.errors import Refused
from board.models import Column, Kind, State, Task, Verb
from board.models.task import FINISHED

BOTTOM = object()


@transaction.atomic
def move_task(task, *, column, after, actor):
    """Put `task` below the task with id `after` in the column with id `column` of its own board.

    `after` None is the top, BOTTOM the bottom; a done column keeps its own order. Entering a done column delivers
    what another department asked for and closes the rest; leaving one takes it back.
    Raises Refused where the column or the neighbour is not on this board any more, and for a request that is closed.
    Returns the ids of the columns that look different now.
    """
    boards = lock_blocking_task(task)
    department, origin = task.department, task.column
    if origin is None:
        raise Refused(_("This task stands in no column yet."))
    column = (
        origin if column == origin.pk else Column.objects.filter(pk=column, department=department).first()
    )
    if column is None:
        raise Refused(_("That column is no longer on this board."))
    if column == origin and (column.is_done or after == task.pk):
        return set()

    if origin.is_done and not column.is_done:
        _refuse_closed_request(task)
    before = as_it_was(task) if column != origin else {}
    task.position = None if column.is_done else _position(column, after, actor)
    task.column, task.column_kind = column, column.kind
    verb = _follow_the_column(task, origin)
    left = release_from_who_left(task) if verb == Verb.TAKEN_BACK else None
    task.save(update_fields=["state", *PLACE, *TURN])
    if verb == Verb.REORDERED:
        record(verb, task, actor, column=column.name)
    else:
        words = {"origin": origin.name, "to": column.name, "kind_changed": origin.kind != column.kind}
        record(verb, task, actor, **words, undo={**before, "assignee": left.pk if left else None})
    record_release(task, left, actor)
    live.changed(department, columns={origin, column})
    told = tell_blocked(task, boards, actor) if origin.is_done != column.is_done else set()
    return {origin.pk, column.pk} | told


@transaction.atomic
def deliver_task(task, *, result="", actor):
    """Finish `task`: move it to the first done column of its board, with `result` (Markdown) where there is one.

    Raises Refused for a task that is not accepted.
    """
    lock_blocking_task(task)
    expect(task, State.ACCEPTED)
    move_task(task, column=first_column(task.department, Kind.DONE).pk, after=None, actor=actor)
    if result:
        write_result(task, result=result, version=task.version, actor=actor)


@transaction.atomic
def take_back_task(task, *, actor):
    """Take up again what was delivered, or closed in one's own department, on top of the work in progress.

    Raises Refused for anything else.
    """
    lock_blocking_task(task)
    _refuse_closed_request(task)
    expect(task, *FINISHED)
    column = first_column(task.department, *BACK_ON_BOARD)
    move_task(task, column=column.pk, after=None, actor=actor)


def _position(column, after, actor):
    if after is None:
        return top_position(column)
    if after is BOTTOM:
        return bottom_position(column)
    position = position_below(column, after, seen=Task.objects.visible_to(actor) if actor else None)
    if position is None:
        raise Refused(_("The card above has moved meanwhile. Here is the board as it is now."))
    return position


def _refuse_closed_request(task):
    if task.is_request and task.state == State.CLOSED:
        raise Refused(_("It is closed; %(person)s can reopen it.") % {"person": task.requester.name})


def _follow_the_column(task, origin):
    """Bring the state in line with the column, and return what that is called."""
    if task.column_kind == Kind.DONE and origin.kind != Kind.DONE:
        task.state, task.finished_at = State.DELIVERED if task.is_request else State.CLOSED, timezone.now()
        pass_the_move(task)
        return Verb.DELIVERED if task.is_request else Verb.CLOSED
    if task.column_kind != Kind.DONE and origin.kind == Kind.DONE:
        task.state, task.finished_at = State.ACCEPTED, None
        pass_the_move(task)
        return Verb.TAKEN_BACK
    return Verb.REORDERED if task.column == origin else Verb.MOVED
