"""What a card of a board shows: plain values and words, each worked out once, however many cards there are."""

from dataclasses import dataclass, field
from functools import cache

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board import prepared
from board.models import Color, Link, Priority, State, Task, Waiting

SOON = 2  # days

_CARD = (
    *("id", "title", "column_id", "priority", "is_restricted", "wanted_on", "promised_on", "finished_at"),
    *("comment_count", "checklist_count", "checklist_done", "assignee_id"),
    *("state", "waiting_on", "waiting_note", "requesting_department_id"),
)
# What stands in another table, by the names that a union of columns can carry.
_CARD_NAMES = {
    "name": F("assignee__name"),
    "requester_name": F("requester__name"),
    "asker": F("requesting_department__code"),
    "asker_color": F("requesting_department__color"),
    "asker_name": F("requesting_department__name"),
    "is_blocked": Exists(Link.objects.holding_up().filter(other=OuterRef("pk"))),
}
# What a row holds, in its order.
ROW = (*_CARD, *_CARD_NAMES)


@dataclass
class Card:
    """What `rendering.cards` reads of a task."""

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
    asker: str = ""
    asker_color: str = ""
    asker_label: str = ""
    # "requester" or "third", where it is not the owner's move.
    turn: str = ""
    turn_label: str = ""
    is_blocked: bool = False


def cards_of(seen, column, is_done, limit):
    """Return the values of the cards of one column along its own index, one more than its limit."""
    order = ("-finished_at", "-id") if is_done else ("position",)
    of_column = seen.filter(column=column, position__isnull=is_done).order_by(*order)
    return of_column.values(*_CARD, **_CARD_NAMES)[: limit + 1]


def make_cards(department, rows):
    """Return the Cards of `rows` (mappings by ROW) of one board, in their order."""
    card = _card_maker(department, _labels([row["id"] for row in rows]))
    return [card(row) for row in rows]


def _labels(task_ids):
    labels = {}
    for task, name, color in prepared.rows(_labels_of, (), (task_ids,)):
        labels.setdefault(task, []).append((name, color))
    return labels


def _labels_of(task_ids):
    through = Task.labels.through.objects.filter(prepared.one_of("task", task_ids))
    return through.order_by("label__name").values_list("task_id", "label__name", "label__color")


def _card_maker(department, labels):
    """Return a function from a row to its Card; what many cards share is worked out once."""
    today = department.today()
    priorities = {p.value: (p.name.lower(), str(p.label)) for p in Priority if p != Priority.NORMAL}
    tasks = reverse("task", args=[0]).removesuffix("0/")
    dates, people = {}, {}
    comments, checked = cache(_comments), cache(_checked)

    def due(row):
        day = row["promised_on"] or row["wanted_on"]
        if day is None:
            return "", ""
        is_request = row["requesting_department_id"] != department.pk
        key = (day, row["finished_at"] is not None, is_request and (row["promised_on"] is not None))
        if key not in dates:
            text, kind = due_words(day, today, done=key[1])
            dates[key] = (_("Promised: %(date)s") % {"date": text} if key[2] else text), kind
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

    def asked(row):
        """Return what a card says of the other side: who asked, the owner's word to them, whose move it is."""
        turn, turn_label = _turn(row)
        if row["requesting_department_id"] == department.pk:
            return {"turn": turn, "turn_label": turn_label}
        names = {"person": row["requester_name"], "department": row["asker_name"]}
        return {
            "asker": row["asker"],
            "asker_color": row["asker_color"],
            "asker_label": _("Asked by %(person)s, %(department)s") % names,
            "turn": turn,
            "turn_label": turn_label,
        }

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
            comment_label=comments(row["comment_count"]),
            checklist_count=row["checklist_count"],
            checklist_done=row["checklist_done"],
            checklist_label=checked(row["checklist_done"], row["checklist_count"]),
            priority=priority,
            priority_label=priority_label,
            due=due_text,
            due_class=due_class,
            assignee=name,
            initials=initials,
            color=color,
            labels=labels.get(row["id"], ()),
            is_blocked=row["is_blocked"],
            **asked(row),
        )

    return card


def _comments(count):
    return ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count} if count else ""


def _checked(done, count):
    return _("%(done)d of %(count)d done") % {"done": done, "count": count} if count else ""


def _turn(row):
    """Return (whose, words) of a task on a board where it is not the owner's move."""
    if row["state"] == State.DELIVERED:
        return "requester", _("Delivered: %(person)s’s move") % {"person": row["requester_name"]}
    if row["waiting_on"] == Waiting.REQUESTER:
        return "requester", _("Waits on %(who)s") % {"who": row["requester_name"]}
    if row["waiting_on"]:
        return "third", _("Waits on a third party: %(note)s") % {"note": row["waiting_note"]}
    return "", ""


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
