"""What is asked of a department and waits for its yes or no."""

from board.cache import pages
from board.models import Hop, RequestType, State, Task
from board.queries.lines import LINE_VALUES, make_lines

PAGE = 50
# A larger inbox is said to hold "99+": to count all of it would cost more the longer it is neglected.
COUNTED = 100
SECONDS = 3600


def inbox(department, reader, *, after=None):
    """Return (lines, key of the next page or None) of what waits in a department's inbox, oldest first.

    `after` is such a key. A line's `more` has the name of its request type, and who handed it off and why.
    """
    waiting = _waiting(department, reader)
    if after is not None:
        waiting = waiting.filter(pk__gt=after)
    names = ("request_type__name_en", "request_type__name_ru")
    rows = list(waiting.order_by("pk").values(*LINE_VALUES, *names)[: PAGE + 1])
    lines = make_lines(rows[:PAGE], reader)
    handed_off = _handed_off([line.id for line in lines])
    for row, line in zip(rows, lines, strict=False):
        line.more["type"] = _type_name(row)
        line.more["from"], line.more["reason"] = handed_off.get(line.id, ("", ""))
    return lines, rows[PAGE - 1]["id"] if len(rows) > PAGE else None


def count_inbox(department, reader):
    """Return how many tasks `reader` sees in a department's inbox: a number in words, at most "99+", or ""."""
    count = kept_count(department, reader)
    if count is None:
        count = waiting_inbox(department, reader).count()
        keep_count(department, reader, count)
    return counted_inbox(count)


def waiting_inbox(department, reader):
    """Return what `count_inbox` counts; `department` may be its id."""
    return _waiting(department, reader).order_by()[:COUNTED]


def kept_count(department, reader):
    """Return the number that was kept for as long as the board is the same, or None."""
    return pages.get(_key(department, reader))


def keep_count(department, reader, count):
    """Keep what `waiting_inbox` counted."""
    pages.set(_key(department, reader), count, SECONDS)


def counted_inbox(count):
    """Return in words what `waiting_inbox` counted."""
    return in_words(count, COUNTED)


def in_words(count, most):
    """Return a number that was counted to at most `most`: "7", "99+", or "" for none."""
    return f"{most - 1}+" if count >= most else str(count or "")


def _key(department, reader):
    # The version moves with every change of the board; who leads sees all that there is.
    return f"inbox:{department.pk}:{department.version}:{'all' if reader.leads(department.pk) else reader.pk}"


def _waiting(department, reader):
    return Task.objects.visible_to(reader).filter(department=department, state=State.SUBMITTED)


def _handed_off(task_ids):
    """Return {task: (department, reason)} of those that came from another department than the one that asked."""
    current = Hop.objects.filter(task__in=task_ids, ended_at=None, origin__isnull=False)
    rows = current.order_by().values_list("task_id", "origin__name", "reason")
    return {task: (origin, reason) for task, origin, reason in rows}


def _type_name(row):
    return RequestType(
        name_en=row["request_type__name_en"] or "", name_ru=row["request_type__name_ru"] or ""
    ).name
