"""How a task stood before a change: kept with the line of history, and put back from there."""

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from board.actions.positions import position_below, top_position
from board.errors import Refused
from board.models import Column, Task
from board.models.task import FINISHED

MOMENTS = ["finished_at", "archived_at", "turn_since"]
WORDS = ["state", "waiting_on", "waiting_note"]


def as_it_was(task):
    """Return how `task`, which is locked and about to change, stands now: plain values for the `undo` of `record`."""
    fields = {name: getattr(task, name) for name in (*WORDS, *MOMENTS)}
    return fields | {"column": task.column_id, "position": task.position, "above": _above(task)}


def put_back(task, before):
    """Give `task` (locked, not saved here) what `as_it_was` returned `before`: its place and its state.

    It stands below the same neighbour, or where that one has gone, below the next above it that is there.
    Raises Refused where the column is gone.
    """
    column = _column(task, before)
    task.column, task.column_kind = column, column.kind if column else None
    task.position = None if before["position"] is None else _place(column, before)
    for name in WORDS:
        setattr(task, name, before[name])
    for name in MOMENTS:
        setattr(task, name, parse_datetime(before[name]) if before[name] else None)


def _above(task):
    if task.position is None:
        return None
    higher = Task.objects.filter(column=task.column_id, position__lt=task.position)
    return higher.order_by("-position").values_list("pk", flat=True).first()


def _column(task, before):
    if before["column"] is None:
        return None
    column = Column.objects.filter(pk=before["column"], department=task.department_id).first()
    if column is None or column.is_done != (before["state"] in FINISHED):
        raise Refused(_("That column is no longer on this board."))
    return column


def _place(column, before):
    if before["above"] is None:
        return top_position(column)
    position = position_below(column, before["above"])
    if position is not None:
        return position
    higher = Task.objects.filter(column=column, position__lt=before["position"]).order_by("-position")
    nearest = higher.values_list("pk", flat=True).first()
    return position_below(column, nearest) if nearest else top_position(column)
