"""What a reader should hear of, by task; and how many tasks that is."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.db.models import Window as Over
from django.db.models.functions import Left, RowNumber
from django.urls import reverse

from board import prepared
from board.models import Notification, Task, User, Watch
from board.queries.inbox import counted_inbox, in_words, keep_count, kept_count, waiting_inbox
from board.queries.lines import LINE_VALUES, Line, make_lines

PAGE = 30
# Of one task; the rest is behind the task itself.
SHOWN = 5
EXCERPT = 200  # characters
# More tasks than that are said to be "99+": to count them all would cost more the longer nobody looks.
COUNTED = 100


@dataclass
class Heard:
    """What there is to hear of one task: `notices` are the latest, `more` says how many there are besides."""

    line: Line
    notices: list = field(default_factory=list)
    more: int = 0
    unread: int = 0
    # Up to which notification `unread` counts: what comes later is not marked as read with these.
    latest: int = 0
    is_muted: bool = False


class Counts(NamedTuple):
    """What the header says waits in the inbox of one's department, and how many tasks have news: words, or ""."""

    inbox: str = ""
    bell: str = ""


def notifications_of(reader):
    """Return the notifications of `reader` that they may read now."""
    return _readable(Notification.objects.filter(user=reader.pk).about_visible_tasks(reader), reader)


def _readable(rows, reader):
    if reader.is_admin:
        return rows
    return rows.filter(Q(activity__internal_to=None) | Q(activity__internal_to=reader.department_id or 0))


def heard_by(reader, *, everything=False, before=None):
    """Return ([Heard], key of the next page or None), the task with the latest news first.

    Without `everything` only what `reader` has not read yet; `before` is such a key.
    """
    rows = notifications_of(reader)
    rows = rows if everything else rows.unread()
    tasks = (
        rows.order_by().values("task").annotate(latest=Max("pk"), unread=Count("pk", filter=Q(read_at=None)))
    )
    if before is not None:
        tasks = tasks.filter(latest__lt=before)
    found = list(tasks.order_by("-latest")[: PAGE + 1])
    heard = _lines({row["task"]: row for row in found[:PAGE]}, reader)
    _give_notices(heard, rows)
    shown = [heard[row["task"]] for row in found[:PAGE] if row["task"] in heard]
    return shown, found[PAGE - 1]["latest"] if len(found) > PAGE else None


def count_heard(reader):
    """Return of how many tasks `reader` has unread news: a number in words, at most "99+", or ""."""
    who = reader.pk, reader.department_id
    return in_words(len(prepared.rows(_unread_tasks_of, prepared.rights(reader), who)), COUNTED)


def count_for_header(reader):
    """Return the Counts of `reader`, in one statement."""
    department = reader.department if reader.department_id and not reader.department.closed_at else None
    inbox = kept_count(department, reader) if department else 0
    if inbox is not None:
        return Counts(counted_inbox(inbox), count_heard(reader))
    who = reader.pk, reader.department_id
    (found,) = prepared.rows(_header_of, prepared.rights(reader), who)
    inbox, tasks = map(len, found)
    keep_count(department, reader, inbox)
    return Counts(counted_inbox(inbox), in_words(tasks, COUNTED))


def _header_of(*who):
    reader = prepared.Reader(*who)
    waiting = waiting_inbox(reader.department_id, reader).values("pk")
    news = _unread_tasks(reader).values("pk")
    return (
        User.objects.order_by().filter(pk=reader.pk).values_list(ArraySubquery(waiting), ArraySubquery(news))
    )


def _unread_tasks_of(*reader):
    return _unread_tasks(prepared.Reader(*reader)).values_list("pk")


def _unread_tasks(reader):
    """Return the tasks with something unread.

    They are found by what is unread, once each: by what the reader may see, PostgreSQL would read every task there is.
    """
    unread = Notification.objects.filter(user=reader.pk).unread().order_by()
    tasks = Task.objects.visible_to(reader).filter(pk__in=unread.values("task").distinct())
    return tasks.filter(Exists(_readable(unread, reader).filter(task=OuterRef("pk")))).order_by()[:COUNTED]


def _lines(rows, reader):
    """Return {task's id: Heard} of {task's id: its row}, still without their notices."""
    muted = Watch.objects.filter(task=OuterRef("pk"), user=reader.pk).values("is_muted")
    tasks = list(
        Task.objects.filter(pk__in=rows)
        .order_by()
        .annotate(muted=Subquery(muted))
        .values(*LINE_VALUES, "muted")
    )
    return {
        line.id: Heard(
            line=line,
            unread=rows[line.id]["unread"],
            latest=rows[line.id]["latest"],
            is_muted=bool(task["muted"]),
        )
        for task, line in zip(tasks, make_lines(tasks, reader), strict=True)
    }


def _give_notices(heard, rows):
    latest = rows.filter(task__in=heard).annotate(
        place=Over(RowNumber(), partition_by="task", order_by="-id"),
        siblings=Over(Count("pk"), partition_by="task"),
        excerpt=Left("activity__comment__text", EXCERPT),
    )
    for notice in latest.filter(place__lte=SHOWN).select_related("activity__actor").order_by("-pk"):
        of_task = heard[notice.task_id]
        of_task.notices.append(_prepared(notice, of_task.line.url))
        of_task.more = notice.siblings - len(of_task.notices)


def _prepared(notice, task_url):
    """Give `notice` what its line shows besides: where it leads, who did it, and how the comment begins."""
    activity = notice.activity
    comment = activity and activity.comment_id
    notice.url = reverse("comment", args=[comment]) if comment else task_url
    notice.actor = activity and activity.actor
    notice.quote = " ".join((notice.excerpt or "").split())
    return notice
