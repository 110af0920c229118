"""Where things stand: tasks with gaps, renumbered inside the board's lock; what there is little of from 1."""

from django.db import connection
from django.db.models import Max, Min, OuterRef, Subquery

from board.models import Task

GAP = 1024


def top_position(column):
    """Return a free position above all others in `column`. The caller has the board's lock."""
    first = Task.objects.filter(column=column).aggregate(first=Min("position"))["first"]
    return GAP if first is None else first - GAP


def bottom_position(column):
    """Return a free position below all others in `column`. The caller has the board's lock."""
    last = Task.objects.filter(column=column).aggregate(last=Max("position"))["last"]
    return GAP if last is None else last + GAP


def position_below(column, neighbour, *, seen=None):
    """Return a free position right below the task with id `neighbour` in `column`; None where it is not there.

    `seen` limits the neighbours to those tasks (a queryset). The caller has the board's lock.
    """
    above = (Task.objects.all() if seen is None else seen).filter(pk=neighbour, column=OuterRef("column"))
    ordered = Task.objects.filter(column=column, position__gte=Subquery(above.values("position")))
    places: list = list(ordered.order_by("position").values_list("position", flat=True)[:2])
    if not places:
        return None
    if len(places) == 1:
        return places[0] + GAP
    if places[1] - places[0] > 1:
        return (places[0] + places[1]) // 2
    _spread(column)
    return position_below(column, neighbour, seen=seen)


def change_places(rows, row, *, by):
    """Return `rows`, numbered anew from 1 and not saved, after `row` and its neighbour `by` places on have changed.

    Empty where there is no such neighbour.
    """
    here, there = rows.index(row), rows.index(row) + by
    if not 0 <= there < len(rows):
        return []
    rows[here], rows[there] = rows[there], rows[here]
    for position, moved in enumerate(rows, start=1):
        moved.position = position
    return rows


def _spread(column):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE board_task SET position = spread.position
            FROM (
                SELECT id, row_number() OVER (ORDER BY position) * %s AS position
                FROM board_task WHERE column_id = %s AND position IS NOT NULL
            ) AS spread
            WHERE board_task.id = spread.id
            """,
            [GAP, column.pk],
        )
