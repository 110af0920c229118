"""What one person has to do, waits for and was named in, over all boards."""

import datetime
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Left, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from board import prepared
from board.calendar import end_of_week
from board.models import Comment, Mention, State, Task, User, Waiting
from board.models.task import OPEN
from board.queries.inbox import count_inbox, inbox
from board.queries.lines import LINE_VALUES, make_lines

SECTIONS = ("waiting", "assigned", "asked", "mentions")
SHORT, LONG = 20, 100
OLDEST = 5  # of the inbox
EXCERPT = 200  # characters
# So long a request that was declined is still shown to who asked.
DECLINED_SHOWN = datetime.timedelta(days=14)
OVERDUE, TODAY, WEEK, LATER, SOMETIME = (
    _("Overdue"),
    _("Today"),
    _("This week"),
    _("Later"),
    pgettext_lazy("tasks", "No date"),
)

# The order of the ids. By the bare id PostgreSQL reads all tasks there are, hoping to meet a few of one person's soon.
_NUMBER = F("pk") + 0
# What `_mentions_of` reads.
_MENTION = ("pk", "task_id", "comment_id", "created_at", "title", "author", "excerpt")


@dataclass
class Section:
    """A part of the page: `rows` in their order, and the key of what comes after them, or None."""

    rows: list
    next_key: int | None = None


@dataclass
class MyWork:
    """What the page shows; a section that is not shown is None. `inbox` are the oldest of `inbox_count`."""

    inbox: list = field(default_factory=list)
    inbox_count: str = ""
    waiting: Section | None = None
    assigned: Section | None = None
    asked: Section | None = None
    mentions: Section | None = None

    @property
    def is_empty(self):
        sections = (self.waiting, self.assigned, self.asked, self.mentions)
        return not self.inbox and not any(section and section.rows for section in sections)


@dataclass(frozen=True)
class Named:
    """Somebody named the reader, in a comment or in the description; `url` leads there."""

    task: int
    title: str
    url: str
    author: str
    excerpt: str
    at: datetime.datetime


def my_work(reader, *, only=None, after=None):
    """Return the MyWork of `reader`; with `only` (one of SECTIONS) that one at length, from the key `after` on."""
    work = MyWork()
    read = {"waiting": _waiting, "assigned": _assigned, "asked": _asked, "mentions": _mentions}
    for name in [only] if only else SECTIONS:
        setattr(work, name, read[name](reader, LONG if only else SHORT, after if only else None))
    if not only and reader.leads_department and not reader.department.closed_at:
        work.inbox = inbox(reader.department, reader)[0][:OLDEST]
        work.inbox_count = count_inbox(reader.department, reader) if work.inbox else ""
    return work


def _waiting(reader, size, after):
    """What was delivered to the reader, and what waits for their answer, oldest first."""
    return _section(_rows(_waiting_for, reader, size, after), reader, size)


def _waiting_for(reader, size, after):
    waits = Q(state=State.DELIVERED) | Q(waiting_on=Waiting.REQUESTER)
    tasks = Task.objects.requests().filter(waits, state__in=[State.ACCEPTED, State.DELIVERED])
    if after is not None:
        tasks = tasks.filter(pk__gt=after)
    parts = [tasks.filter(requester=reader.pk)]
    if reader.department_id and reader.leads_department:
        left = User.objects.filter(is_active=False).order_by().values("pk")
        parts.append(tasks.filter(requesting_department=reader.department_id, requester__in=left))
    # Each part along its own index; an OR over both would read the open requests of everybody.
    first, *more = [part.order_by(_NUMBER.asc()).values_list(*LINE_VALUES)[: size + 1] for part in parts]
    return first.union(*more, all=True).order_by("id")[: size + 1] if more else first


def _assigned(reader, size, after):
    """What the reader works on, in the order of its dates; each row is (heading, lines)."""
    section = _section(_rows(_assigned_to, reader, size, after), reader, size)
    section.rows = _under_headings(section.rows, reader)
    return section


def _assigned_to(reader, size, after):
    mine = Task.objects.visible_to(reader).filter(assignee=reader.pk, state=State.ACCEPTED)
    tasks = mine.annotate(due=Coalesce("promised_on", "wanted_on", datetime.date.max))
    if after is not None:
        edge = tasks.filter(pk=after).values_list("due", "pk").first()
        if edge is None:
            return tasks.none()
        tasks = tasks.filter(Q(due__gt=edge[0]) | Q(due=edge[0], pk__gt=edge[1]))
    return tasks.order_by("due", "pk").values_list(*LINE_VALUES)[: size + 1]


def _asked(reader, size, after):
    """What the reader asked of other departments and is not over, newest first."""
    return _section(_rows(_asked_by, reader, size, after), reader, size)


def _asked_by(reader, size, after):
    recent = Q(turn_since__gte=Now() - DECLINED_SHOWN, archived_at=None)
    asked = Task.objects.requests().filter(requester=reader.pk, state__in=[*OPEN, State.DECLINED])
    tasks = asked.exclude(Q(state=State.DECLINED) & ~recent)
    if after is not None:
        tasks = tasks.filter(pk__lt=after)
    return tasks.order_by(_NUMBER.desc()).values_list(*LINE_VALUES)[: size + 1]


def _mentions(reader, size, after):
    """Where the reader was named and may still read it, newest first."""
    rows = _rows(_mentions_of, reader, size, after, names=_MENTION)
    return Section([_named(row) for row in rows[:size]], rows[size - 1]["pk"] if len(rows) > size else None)


def _mentions_of(reader, size, after):
    readable = Comment.objects.live().readable_by(reader).filter(pk=OuterRef("comment"))
    seen = Task.objects.visible_to(reader).filter(pk=OuterRef("task"))
    mentions = Mention.objects.filter(Q(comment=None) | Exists(readable), Exists(seen), user=reader.pk)
    if after is not None:
        mentions = mentions.filter(pk__lt=after)
    author = Coalesce("comment__author__name", "task__requester__name")
    excerpt = Left(Coalesce("comment__text", "task__description"), EXCERPT)
    what = ("pk", "task_id", "comment_id", "created_at", "task__title", author, excerpt)
    return mentions.order_by("-pk").values_list(*what)[: size + 1]


def _rows(ask, reader, size, after, names=LINE_VALUES):
    """Return what `ask` finds of the reader, as mappings; a first page is asked for by a statement built once."""
    values = (reader.pk, reader.department_id)
    if after is None:
        found = prepared.rows(_first, (ask, size, *prepared.rights(reader)), values)
    else:
        who = (*prepared.rights(reader), *values)
        found = ask(prepared.Reader(*who), size, after)
    return [dict(zip(names, row, strict=True)) for row in found]


def _first(ask, size, *reader):
    return ask(prepared.Reader(*reader), size, None)


def _section(rows, reader, size):
    """Return the Section of the first `size` of `rows`, of which one more says that there are more."""
    return Section(make_lines(rows[:size], reader), rows[size - 1]["id"] if len(rows) > size else None)


def _named(row):
    return Named(
        task=row["task_id"],
        title=row["title"],
        url=_place(row["task_id"], row["comment_id"]),
        author=row["author"],
        excerpt=" ".join(row["excerpt"].split()),
        at=row["created_at"],
    )


def _place(task, comment):
    return reverse("comment", args=[comment]) if comment else reverse("task", args=[task])


def _under_headings(lines, reader):
    today = timezone.localdate()
    end = end_of_week(today, reader.department.working_days if reader.department else [])
    groups = groupby(lines, key=lambda line: _heading(line.day, today, end))
    return [(heading, list(group)) for heading, group in groups]


def _heading(day, today, end):
    if day is None:
        return SOMETIME
    if day < today:
        return OVERDUE
    if day == today:
        return TODAY
    return WEEK if day <= end else LATER
