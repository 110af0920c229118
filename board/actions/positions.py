"""Where a task stands in its column: integers with gaps, renumbered inside the board's lock."""

from django.db import connection
from django.db.models import Max, Min

from board.models import Task

GAP = 1024


def position_after(column, neighbour):
    """Return a free position right below `neighbour` in `column` (None: at the top). The caller has the lock."""
    tasks = Task.objects.filter(column=column, position__isnull=False)
    if neighbour is None:
        first = tasks.aggregate(first=Min("position"))["first"]
        return GAP if first is None else first - GAP
    following = tasks.filter(position__gt=neighbour.position).aggregate(next=Min("position"))["next"]
    if following is None:
        return neighbour.position + GAP
    if following - neighbour.position > 1:
        return (neighbour.position + following) // 2
    _spread(column)
    neighbour.refresh_from_db(fields=["position"])
    return neighbour.position + GAP // 2


def last_position(column):
    """Return a free position below all others in `column`."""
    last = Task.objects.filter(column=column, position__isnull=False).aggregate(last=Max("position"))["last"]
    return GAP if last is None else last + GAP


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
