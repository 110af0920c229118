"""Where a task stands in its column: integers with gaps, renumbered inside the board's lock."""

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
