"""What a department has asked of others."""

from board.models import Task
from board.models.task import OPEN
from board.queries.lines import LINE_VALUES, make_lines

PAGE = 50
SHOWN = ("open", "over", "all")


def outbox(department, reader, *, shown="open", mine=False, before=None):
    """Return (lines, key of the next page or None) of what a department asked of others, newest first.

    `shown` is one of SHOWN, `mine` leaves what `reader` asked, `before` is such a key.
    """
    asked = Task.objects.visible_to(reader).requests().filter(requesting_department=department)
    if shown == "open":
        asked = asked.filter(state__in=OPEN)
    elif shown == "over":
        asked = asked.exclude(state__in=OPEN)
    if mine:
        asked = asked.filter(requester=reader)
    if before is not None:
        asked = asked.filter(pk__lt=before)
    rows = list(asked.order_by("-pk").values(*LINE_VALUES)[: PAGE + 1])
    return make_lines(rows[:PAGE], reader), rows[PAGE - 1]["id"] if len(rows) > PAGE else None
