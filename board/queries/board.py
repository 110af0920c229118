"""What the board shows: plain values from a few statements, however many cards there are."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board.models import Color, Column, Priority, State, Task

# Cards of a column at first, and by each "Show more"; a done column grows without bound.
PAGE, DONE_PAGE = 100, 30
MOST = 1000
SOON = 2  # days

_CARD = (
    *("id", "title", "column_id", "priority", "is_restricted", "wanted_on", "promised_on", "finished_at"),
    *("comment_count", "checklist_count", "checklist_done", "assignee_id"),
)


@dataclass
class Card:
    """What `boards/_card.html` reads of a task."""

    id: int
    title: str
    url: str
    is_restricted: bool
    comment_count: int
    comment_label: str
    checklist_count: int
    checklist_done: int
    checklist_label: str
    priority: str = ""
    priority_label: str = ""
    due: str = ""
    due_class: str = ""
    assignee: str = ""
    initials: str = ""
    color: str = ""
    labels: list = field(default_factory=list)


@dataclass
class ColumnView:
    """What `boards/_column.html` reads of a column."""

    column: Column
    cards: list
    count: int | None
    has_more: bool
    shown: int

    @property
    def over_limit(self):
        return bool(self.column.wip_limit and self.count and self.count > self.column.wip_limit)

    @property
    def next_shown(self):
        return min(MOST, self.shown + page_size(self.column))

    @property
    def is_expanded(self):
        return self.shown > page_size(self.column)

    @property
    def at_most(self):
        return self.shown >= MOST


def page_size(column):
    """Return how many cards of `column` a board shows at first."""
    return DONE_PAGE if column.is_done else PAGE


def board_columns(department, user, *, expanded=None):
    """Return a ColumnView for each column; `expanded` maps a column's id to how many cards to show of it."""
    return _views(department, list(department.columns.order_by("position")), user, expanded or {})


def one_column(department, column, user, *, shown=None):
    """Return the ColumnView of one column, with `shown` cards (None: a first page)."""
    return _views(department, [column], user, {column.pk: shown} if shown else {})[0]


def place_of(task, user):
    """Return (place, count) of a task among the cards that `user` sees in its column, counted from 1."""
    cards = Task.objects.on_board().visible_to(user).filter(column=task.column_id)
    if task.position is None:
        return 1, cards.count()
    to_here = Count("pk", filter=Q(position__lte=task.position))
    numbers = cards.aggregate(place=to_here, count=Count("pk"))
    return numbers["place"], numbers["count"]


def _views(department, columns, user, expanded):
    seen = Task.objects.on_board().filter(department=department).visible_to(user)
    limits = {column.pk: max(page_size(column), min(MOST, expanded.get(column.pk, 0))) for column in columns}
    rows = _rows(columns, seen, limits)
    labels = _labels([row["id"] for row in rows])
    counts = dict(
        seen.filter(state=State.ACCEPTED, column__in=[column.pk for column in columns if not column.is_done])
        .order_by()
        .values_list("column")
        .annotate(Count("pk"))
    )
    card = _card_maker(department, labels)
    by_column = {column.pk: [] for column in columns}
    for row in rows:
        by_column[row["column_id"]].append(row)
    return [
        ColumnView(
            column=column,
            cards=[card(row) for row in by_column[column.pk][: limits[column.pk]]],
            count=None if column.is_done else counts.get(column.pk, 0),
            has_more=len(by_column[column.pk]) > limits[column.pk],
            shown=limits[column.pk],
        )
        for column in columns
    ]


def _rows(columns, seen, limits):
    """Fetch one card more than each column's limit, all in one statement, each part along its own index."""
    if not columns:
        return []
    parts = []
    for column in columns:
        order = ("-finished_at", "-id") if column.is_done else ("position",)
        of_column = seen.filter(column=column.pk, position__isnull=column.is_done).order_by(*order)
        values = of_column.values(*_CARD, name=F("assignee__name"))
        parts.append(values[: limits[column.pk] + 1])
    return list(parts[0].union(*parts[1:], all=True)) if len(parts) > 1 else list(parts[0])


def _labels(task_ids):
    labels = {}
    through = Task.labels.through.objects.filter(task__in=task_ids).order_by("label__name")
    for task, name, color in through.values_list("task_id", "label__name", "label__color"):
        labels.setdefault(task, []).append((name, color))
    return labels


def _card_maker(department, labels):
    """Return a function from a row to its Card; what many cards share is worked out once."""
    today = department.today()
    priorities = {p.value: (p.name.lower(), str(p.label)) for p in Priority if p != Priority.NORMAL}
    tasks = reverse("task", args=[0]).removesuffix("0/")
    dates, people = {}, {}

    def due(row):
        day = row["promised_on"] or row["wanted_on"]
        if day is None:
            return "", ""
        key = (day, row["finished_at"] is not None)
        if key not in dates:
            dates[key] = due_words(day, today, done=key[1])
        return dates[key]

    def person(row):
        key = row["assignee_id"]
        if key is None:
            return "", "", ""
        if key not in people:
            words = row["name"].split()
            initials = "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()
            people[key] = row["name"], initials, Color.values[key % len(Color.values)]
        return people[key]

    def card(row):
        due_text, due_class = due(row)
        name, initials, color = person(row)
        priority, priority_label = priorities.get(row["priority"], ("", ""))
        return Card(
            id=row["id"],
            title=row["title"],
            url=f"{tasks}{row['id']}/",
            is_restricted=row["is_restricted"],
            comment_count=row["comment_count"],
            comment_label=_comments(row["comment_count"]),
            checklist_count=row["checklist_count"],
            checklist_done=row["checklist_done"],
            checklist_label=_checked(row["checklist_done"], row["checklist_count"]),
            priority=priority,
            priority_label=priority_label,
            due=due_text,
            due_class=due_class,
            assignee=name,
            initials=initials,
            color=color,
            labels=labels.get(row["id"], ()),
        )

    return card


def _comments(count):
    return ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count} if count else ""


def _checked(done, count):
    return _("%(done)d of %(count)d done") % {"done": done, "count": count} if count else ""


def due_words(day, today, *, done=False):
    """Return (text, class) for a date: what a card says, and how much of a warning it is."""
    text = date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "SHORT_DATE_FORMAT")
    if done:
        return text, "done"
    left = (day - today).days
    if left < 0:
        return _("%(date)s, overdue") % {"date": text}, "overdue"
    if left == 0:
        return _("Today"), "today"
    return text, "soon" if left <= SOON else ""
