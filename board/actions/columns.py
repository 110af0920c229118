"""The steps of a department's workflow, arranged by its coordinators."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_board
from board.actions.positions import GAP, bottom_position, change_places
from board.activity import record_each
from board.errors import Refused
from board.models import Column, Kind, Task, Verb


@transaction.atomic
def add_column(department, *, name, kind, wip_limit, actor):
    """Add a column at the right end and return it. Raises Refused where the name is taken."""
    department = lock_board(department.pk)
    _refuse_taken_name(department, name)
    last = department.columns.aggregate(last=Max("position"))["last"] or 0
    column = Column.objects.create(
        department=department, name=name, kind=kind, wip_limit=wip_limit, position=last + 1
    )
    live.changed(department)
    return column


@transaction.atomic
def edit_column(column, *, name, kind, wip_limit, actor):
    """Rename a column, change its kind and its limit.

    Raises Refused where the name is taken, where a column with tasks would change to or from done, and where
    the board would lose its last todo or its last done column.
    """
    department, column = _lock_column(column)
    if name != column.name:
        _refuse_taken_name(department, name)
    if kind != column.kind:
        if Kind.DONE in (kind, column.kind) and column.tasks.exists():
            raise Refused(
                _("Only an empty column can become or stop being a done column. Archived tasks count too.")
            )
        _refuse_losing_the_last(department, column)
    column.name, column.kind, column.wip_limit = name, kind, wip_limit
    column.save(update_fields=["name", "kind", "wip_limit"])
    live.changed(department, columns=[column])


@transaction.atomic
def shift_column(column, *, by, actor):
    """Change places with the neighbour to the left (`by` -1) or right (1); at the end nothing happens."""
    department, column = _lock_column(column)
    if columns := change_places(list(department.columns.order_by("position")), column, by=by):
        Column.objects.bulk_update(columns, ["position"])
        live.changed(department)


@transaction.atomic
def remove_column(column, *, into, actor):
    """Remove a column; its tasks, archived ones too, go to the bottom of `into` in their order.

    Raises Refused for the last todo or done column, and where `into` is not another column of the same side.
    """
    department, column = _lock_column(column)
    _refuse_losing_the_last(department, column)
    if column.tasks.exists():
        into = into and department.columns.exclude(pk=column.pk).filter(pk=into.pk).first()
        if into is None or into.is_done != column.is_done:
            raise Refused(
                _("Choose where its tasks go: from a done column to a done one, else to an open one.")
            )
        _move_all(column, into, department, actor)
    column.delete()
    live.changed(department, columns=[into])


def _move_all(column, into, department, actor):
    tasks = list(column.tasks.order_by("position", "id"))
    place = bottom_position(into)
    for task in tasks:
        task.department, task.column, task.column_kind = department, into, into.kind
        if task.position is not None:
            task.position, place = place, place + GAP
    Task.objects.bulk_update(tasks, ["column", "column_kind", "position"], batch_size=500)
    record_each(Verb.MOVED, tasks, actor, origin=column.name, to=into.name)


def _lock_column(column):
    department = lock_board(column.department_id)
    column = department.columns.filter(pk=column.pk).first()
    if column is None:
        raise Refused(_("That column is no longer on this board."))
    return department, column


def _refuse_taken_name(department, name):
    if department.columns.filter(name=name).exists():
        raise Refused(_("There is a column with this name already."))


def _refuse_losing_the_last(department, column):
    others = department.columns.exclude(pk=column.pk)
    if column.kind == Kind.TODO and not others.filter(kind=Kind.TODO).exists():
        raise Refused(_("A board keeps at least one to-do column."))
    if column.kind == Kind.DONE and not others.filter(kind=Kind.DONE).exists():
        raise Refused(_("A board keeps at least one done column."))
