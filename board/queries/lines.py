"""One line a task in the lists of the agreement: plain values, each said once in words."""

import datetime
import zoneinfo
from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from board.models import Priority, State
from board.queries.cards import due_words
from board.turns import TURN_VALUES, TurnWords, turn_words

# What `make_lines` reads, as names for `.values(…)`.
LINE_VALUES = (
    *TURN_VALUES,
    *("id", "title", "priority", "is_restricted", "wanted_on", "promised_on"),
    *("department_id", "department__code", "department__color", "department__time_zone"),
    *("requesting_department_id", "requesting_department__code", "requesting_department__color"),
)

# In these states a date can be missed.
AWAITED = (State.SUBMITTED, State.ACCEPTED)


class Party(NamedTuple):
    """A department as its stamp shows it."""

    code: str
    color: str
    name: str


@dataclass
class Line:
    """A task in a list; `day` and `due` are the owner's word, else the requester's wish."""

    id: int
    title: str
    url: str
    state: State
    turn: TurnWords
    owner: Party
    asker: Party
    requester: str
    assignee: str
    is_request: bool
    is_restricted: bool
    day: datetime.date | None
    due: str = ""
    due_class: str = ""
    priority: str = ""
    priority_label: str = ""
    # What one page says besides.
    more: dict = field(default_factory=dict)


def make_lines(rows, reader):
    """Return a Line for each of `rows` (mappings of LINE_VALUES) as `reader` reads it."""
    tasks = reverse("task", args=[0]).removesuffix("0/")
    priorities = {p.value: (p.name.lower(), str(p.label)) for p in Priority if p != Priority.NORMAL}
    todays, dates, now = {}, {}, timezone.now()

    def today(row):
        zone = row["department__time_zone"]
        if zone not in todays:
            todays[zone] = timezone.localdate(now, timezone=zoneinfo.ZoneInfo(zone))
        return todays[zone]

    def due_of(row):
        day = row["promised_on"] or row["wanted_on"]
        if day is None:
            return "", ""
        key = (day, today(row), row["promised_on"] is not None, row["state"] not in AWAITED)
        if key not in dates:
            dates[key] = _date(*key)
        return dates[key]

    def line(row):
        due, due_class = due_of(row)
        priority, priority_label = priorities.get(row["priority"], ("", ""))
        return Line(
            id=row["id"],
            title=row["title"],
            url=f"{tasks}{row['id']}/",
            state=State(row["state"]),
            turn=turn_words(row, reader, now=now),
            owner=_party(row, "department"),
            asker=_party(row, "requesting_department"),
            requester=row["requester__name"],
            assignee=row["assignee__name"] or "",
            is_request=row["requesting_department_id"] != row["department_id"],
            is_restricted=row["is_restricted"],
            day=row["promised_on"] or row["wanted_on"],
            due=due,
            due_class=due_class,
            priority=priority,
            priority_label=priority_label,
        )

    return [line(row) for row in rows]


def _date(day, today, is_promised, done):
    """Return (words, class) of a date."""
    words, kind = due_words(day, today, done=done)
    if kind == "today":
        return _("Promised for today") if is_promised else _("Wanted today"), kind
    sentence = _("Promised: %(date)s") if is_promised else _("Wanted: %(date)s")
    return sentence % {"date": words}, kind


def _party(row, name):
    return Party(row[f"{name}__code"], row[f"{name}__color"], row[f"{name}__name"])
