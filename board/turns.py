"""Whose move it is, and since when, in words: plain values in, no queries."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from board.models import Turn
from board.models.task import OPEN, State

# What `turn_words` reads, as names for `.values(…)`.
TURN_VALUES = (
    *("state", "waiting_on", "waiting_note", "turn_since", "assignee_id", "assignee__name"),
    *("requester_id", "requester__name", "requester__is_active"),
    *("department__name", "requesting_department__name"),
)
SINCE_WEEKDAY = (
    gettext_lazy("since Monday"),
    gettext_lazy("since Tuesday"),
    gettext_lazy("since Wednesday"),
    gettext_lazy("since Thursday"),
    gettext_lazy("since Friday"),
    gettext_lazy("since Saturday"),
    gettext_lazy("since Sunday"),
)
WEEK = 7
MANY_WEEKS = 9 * WEEK
MONTH = 30.44  # days, on average


@dataclass(frozen=True)
class TurnWords:
    """`who` has to do something `since`: "Legal", "Vera Smirnova", "you", "a third party: the notary"; "for 2 weeks".

    Where it is nobody's move, `who` and `since` are empty. `note` is what the owner asks the requester.
    """

    turn: Turn
    who: str = ""
    since: str = ""
    since_at: datetime.datetime | None = None
    is_mine: bool = False
    note: str = ""

    @property
    def move(self):
        """The same as a short sentence of its own."""
        return _("Move: %(who)s") % {"who": self.who}

    @property
    def moment(self):
        """When exactly that was, in the reader's way and time zone."""
        return date_format(timezone.localtime(self.since_at), "SHORT_DATETIME_FORMAT")


def turn_words(values, reader, *, now=None):
    """Return the TurnWords of a task for `reader`; `values` maps each of TURN_VALUES to what it is."""
    turn = _turn(values)
    if turn == Turn.NOBODY:
        return TurnWords(turn)
    person, name = _person(turn, values)
    return TurnWords(
        turn=turn,
        who=_("you") if person == reader.pk else name or _party(turn, values),
        since=since_words(values["turn_since"], now=now),
        since_at=values["turn_since"],
        is_mine=person == reader.pk,
        note=values["waiting_note"] if turn == Turn.REQUESTER else "",
    )


def values_of(task):
    """Return what `turn_words` reads, of a task that was loaded with its people and departments (`for_page`)."""
    return {name: _follow(task, name.split("__")) for name in TURN_VALUES}


def since_words(moment, *, now=None):
    """Return since when that is, as people say it: "since 10:30", "since Monday", "for 12 days", of local days."""
    moment = timezone.localtime(moment)
    days = (timezone.localtime(now).date() - moment.date()).days
    if days <= 0:
        return _("since %(time)s") % {"time": date_format(moment, "H:i")}
    if days == 1:
        return _("since yesterday")
    if days < WEEK:
        return str(SINCE_WEEKDAY[moment.weekday()])
    if days < 2 * WEEK:
        return ngettext("for %(count)d day", "for %(count)d days", days) % {"count": days}
    if days < MANY_WEEKS:
        weeks = days // WEEK
        return ngettext("for %(count)d week", "for %(count)d weeks", weeks) % {"count": weeks}
    months = round(days / MONTH)
    return ngettext("for %(count)d month", "for %(count)d months", months) % {"count": months}


def _turn(values):
    """As `Task.turn`, of values."""
    if values["state"] == State.DELIVERED:
        return Turn.REQUESTER
    if values["state"] not in OPEN:
        return Turn.NOBODY
    return Turn(values["waiting_on"]) if values["waiting_on"] else Turn.OWNER


def _person(turn, values):
    """Return (id, name) of the one person whose move it is, or (None, "")."""
    if turn == Turn.OWNER and values["assignee_id"]:
        return values["assignee_id"], values["assignee__name"]
    # Once the requester has left, their coordinators answer for them.
    if turn == Turn.REQUESTER and values["requester__is_active"]:
        return values["requester_id"], values["requester__name"]
    return None, ""


def _party(turn, values):
    if turn == Turn.OWNER:
        return values["department__name"]
    if turn == Turn.REQUESTER:
        return values["requesting_department__name"]
    if values["waiting_note"]:
        return _("a third party: %(note)s") % {"note": values["waiting_note"]}
    return _("a third party")


def _follow(task, path):
    value = task
    for name in path:
        value = getattr(value, name) if value is not None else None
    return value
