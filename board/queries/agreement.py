"""What two departments have agreed about one task: whose move it is, what the reader may do, who has had it."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from board.models import Activity, State, Turn, User, Waiting
from board.models.task import OPEN
from board.notifications.events import MANY_HOPS
from board.queries.closing import closing_of
from board.queries.spans import span_words
from board.turns import TurnWords, turn_words, values_of

FEW_DAYS = range(2, 7)
LABELS = {
    "accept": pgettext_lazy("verb", "Accept"),
    "decline": pgettext_lazy("verb", "Decline"),
    "hand_off": pgettext_lazy("verb", "Hand off"),
    "duplicate": gettext_lazy("Decline as a duplicate"),
    "deliver": pgettext_lazy("verb", "Deliver"),
    "take_back": pgettext_lazy("verb", "Take back"),
    "confirm": pgettext_lazy("verb", "Confirm"),
    "return": pgettext_lazy("verb", "Return"),
    "reopen": pgettext_lazy("verb", "Reopen"),
    "cancel": gettext_lazy("Cancel the task"),
    "wait": gettext_lazy("Wait for someone"),
    "resume": gettext_lazy("End the waiting"),
}
BUTTONS = {"take_back", "confirm", "resume"}
# state → which of the verbs are possible, the most usual first; the reader's rights narrow them.
POSSIBLE = {
    State.SUBMITTED: ["accept", "decline", "hand_off", "duplicate", "cancel"],
    State.ACCEPTED: ["deliver", "resume", "wait", "hand_off", "cancel"],
    State.DELIVERED: ["confirm", "return", "take_back"],
    State.CLOSED: ["reopen"],
    State.DECLINED: ["reopen"],
    State.CANCELLED: [],
}
WORK, LEAD, ASK = "works", "leads", "asks"
RIGHT = {
    **dict.fromkeys(["accept", "deliver", "take_back", "wait", "resume"], WORK),
    **dict.fromkeys(["decline", "hand_off", "duplicate"], LEAD),
    **dict.fromkeys(["confirm", "return", "reopen", "cancel"], ASK),
}
# What ends the reader's own move; everything else is an exception.
PRIMARY = {"accept", "deliver", "confirm"}
# So many of them stand in the open; the rest is in a menu.
IN_THE_OPEN = 2


@dataclass(frozen=True)
class Step:
    """A verb that the reader may use now; `is_button`: one press does it, there is nothing to fill in."""

    name: str
    label: str
    path: str
    is_button: bool
    is_primary: bool


@dataclass(frozen=True)
class Stay:
    """One department's time with the task: who gave it to them, from where ("": it began there), why, how long."""

    department: dict
    origin: str
    actor: str
    reason: str
    started_at: datetime.datetime
    held: str
    is_current: bool


@dataclass
class Agreement:
    """What `tasks/_agreement.html` reads."""

    turn: TurnWords
    heading: str
    days: str
    last: Activity | None
    steps: list
    stays: list = field(default_factory=list)
    age: str = ""
    last_day: datetime.date | None = None
    is_over: bool = False
    is_waiting_for_answer: bool = False

    @property
    def first_steps(self):
        """What stands in the open: nothing where there is no other side."""
        if not self.stays:
            return []
        return self.steps[: len(self.steps) if len(self.steps) <= IN_THE_OPEN + 1 else IN_THE_OPEN]

    @property
    def more_steps(self):
        return self.steps[len(self.first_steps) :]

    @property
    def is_passed_around(self):
        return len(self.stays) >= MANY_HOPS and not self.is_over


def read_agreement(task, reader, standing):
    """Return the Agreement about a task for `reader`, `standing` saying what they may do: {"works": bool, …}."""
    steps = _steps(task, standing)
    turn = turn_words(values_of(task), reader)
    is_over = task.state not in OPEN
    agreement = Agreement(
        turn=turn, heading=_heading(task, turn), days=_days(turn), last=None, steps=steps, is_over=is_over
    )
    if task.is_request:
        end = task.turn_since if is_over else timezone.now()
        agreement.is_waiting_for_answer = task.waiting_on == Waiting.REQUESTER and turn.is_mine
        agreement.last = _last(standing["last"])
        agreement.stays = [_stay(hop, end) for hop in standing["stays"]]
        agreement.age = span_words(task.created_at, end)
        closing = closing_of(task, standing["holidays"])
        agreement.last_day = closing and closing.last_day
    return agreement


def possible_verbs(task):
    """Return the verbs that can be done to `task` now, whoever does them: [(name, label)]."""
    names = POSSIBLE[task.state]
    if task.archived_at:
        names = [name for name in names if name == "reopen"]
    left_out = {"wait"} if task.waiting_on else {"resume"}
    if not task.is_request:
        left_out |= {"deliver", "reopen"}
    return [(name, str(LABELS[name])) for name in names if name not in left_out]


def _steps(task, standing):
    return [
        Step(name, label, name.replace("_", "-") + "/", name in BUTTONS, name in PRIMARY)
        for name, label in possible_verbs(task)
        if standing[RIGHT[name]]
    ]


def _heading(task, turn):
    if turn.turn == Turn.NOBODY:
        return task.get_state_display()
    if turn.is_mine:
        return _("Your move")
    if turn.turn == Turn.THIRD:
        return _("Waits on %(who)s") % {"who": turn.who}
    return _("%(who)s’s move") % {"who": turn.who}


def _days(turn):
    """Return how many days that is, where the words for since when name a weekday."""
    if turn.since_at is None:
        return ""
    days = (timezone.localdate() - timezone.localdate(turn.since_at)).days
    return span_words(turn.since_at, timezone.now()) if days in FEW_DAYS else ""


def _last(values):
    """Return the Activity of `standing.last`, for its sentence; None where there is none."""
    if values is None:
        return None
    actor = User(pk=values["actor_id"], name=values["actor"]) if values["actor_id"] else None
    moment = datetime.datetime.fromisoformat(values["created_at"])
    return Activity(verb=values["verb"], data=values["data"], actor=actor, created_at=moment)


def _stay(hop, end):
    started = datetime.datetime.fromisoformat(hop["started_at"])
    ended = datetime.datetime.fromisoformat(hop["ended_at"]) if hop["ended_at"] else None
    return Stay(
        department=hop["department"],
        origin=hop["origin"] or "",
        actor=hop["actor"] or _("The system"),
        reason=hop["reason"],
        started_at=started,
        held=span_words(started, ended or end),
        is_current=ended is None,
    )
