"""What the departments of the demo ask of each other, each request as what happened to it."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from board.demo import texts
from board.demo.history import Event
from board.demo.worktime import DAY_MINUTES
from board.models import Priority, State, Verb, Waiting

FIRST, DOING, DONE = 0, 1, -1


@dataclass
class Step:
    # Working days before now.
    days: float
    verb: Verb
    # A username; none: the system.
    actor: str | None
    # What the verb needs beside its texts: see `Play`.
    options: dict[str, Any] = field(default_factory=dict)


def step(days, verb, actor, **options):
    return Step(days, verb, actor, options)


@dataclass
class Request:
    key: str
    requester: str
    to: str
    steps: list[Step]
    days: float
    # Days from today.
    wanted: int | None = None
    priority: Priority = Priority.NORMAL
    is_restricted: bool = False
    part_of: str = ""


@dataclass
class RequestDraft:
    """A request as `Rows` reads it, like a `TaskDraft`, and with what two departments agreed."""

    code: str
    asking: str
    story: texts.Story
    began: int
    requester: str
    priority: Priority
    wanted_on: datetime.date | None
    part_of: str
    key: str
    state: State = State.SUBMITTED
    # The column's index in the department's list; none: it stands in none.
    column: int | None = None
    assignee: str | None = None
    promised_on: datetime.date | None = None
    waiting_on: str = ""
    waiting_note: str = ""
    result: str = ""
    # Working minutes before now.
    turn_since: int = 0
    finished: int | None = None
    # [code, code of the department before, who, why, from, until]
    hops: list[list[Any]] = field(default_factory=list)
    outsider: str | None = None

    def fill(self, text):
        return text


class Play:
    """Plays one request through and keeps where it stands; `events` is its history."""

    def __init__(self, request, people, language, today):
        self.words = texts.requests(language)[request.key]
        self.people, self.language, self.today = people, language, today
        asking = people[request.requester].department
        self.draft = RequestDraft(
            key=request.key,
            code=request.to,
            asking=asking,
            story=texts.Story(
                self.words["title"], self.words["description"], restricted=request.is_restricted
            ),
            began=int(request.days * DAY_MINUTES),
            turn_since=int(request.days * DAY_MINUTES),
            requester=request.requester,
            priority=request.priority,
            wanted_on=self._day(request.wanted),
            part_of=request.part_of,
        )
        self.events = []
        self._begin(asking == request.to)
        for each in request.steps:
            self._take(each)

    def _begin(self, is_own):
        draft = self.draft
        if is_own:
            draft.state, draft.column = State.ACCEPTED, FIRST
            self._happen(draft.began, Verb.CREATED, draft.requester, column=self._column(FIRST))
            return
        draft.hops.append([draft.code, None, draft.requester, "", draft.began, None])
        self._happen(draft.began, Verb.ASKED, draft.requester, to=self._name(draft.code))

    def _take(self, each):
        minutes = int(each.days * DAY_MINUTES)
        getattr(self, f"_{each.verb}")(minutes, each.actor, **each.options)

    def _accepted(self, minutes, actor, assignee=None, promised=None):
        draft = self.draft
        draft.state, draft.column, draft.assignee = State.ACCEPTED, FIRST, assignee
        draft.promised_on = self._day(promised)
        promised_on = draft.promised_on.isoformat() if draft.promised_on else None
        self._turn(minutes)
        self._happen(minutes, Verb.ACCEPTED, actor, promised_on=promised_on, column=self._column(FIRST))
        if assignee:
            self._happen(minutes, Verb.ASSIGNED, actor, person=self.people[assignee].names[self.language])

    def _declined(self, minutes, actor, reason="reason"):
        self.draft.state = State.DECLINED
        self._turn(minutes)
        self._happen(minutes, Verb.DECLINED, actor, reason=self.words[reason])

    def _handed_off(self, minutes, actor, to, reason="reason"):
        draft = self.draft
        draft.hops[-1][-1] = minutes
        draft.hops.append([to, draft.code, actor, self.words[reason], minutes, None])
        data = {"labels": [], "hop": len(draft.hops), "assignee": "", "promised_on": None}
        origin, to_name = self._name(draft.code), self._name(to)
        self._happen(
            minutes, Verb.HANDED_OFF, actor, origin=origin, to=to_name, reason=self.words[reason], **data
        )
        draft.code, draft.state, draft.column, draft.assignee = to, State.SUBMITTED, None, None
        self._turn(minutes)

    def _moved(self, minutes, actor, to=DOING):
        self._go(minutes, Verb.MOVED, actor, to)

    def _delivered(self, minutes, actor, result=None):
        self._turn(minutes)
        self.draft.state, self.draft.finished = State.DELIVERED, minutes
        self._go(minutes, Verb.DELIVERED, actor, DONE)
        if result:
            self.draft.result = self.words[result]
            self._happen(minutes, Verb.RESULT_WRITTEN, actor)

    def _confirmed(self, minutes, actor):
        self.draft.state = State.CLOSED
        self._turn(minutes)
        self._happen(minutes, Verb.CONFIRMED, actor)

    def _returned(self, minutes, actor, reason="reason"):
        self._work_again(minutes, Verb.RETURNED, actor, reason)

    def _reopened(self, minutes, actor, reason="reason"):
        self._work_again(minutes, Verb.REOPENED, actor, reason)

    def _cancelled(self, minutes, actor, reason="reason"):
        self.draft.state, self.draft.column = State.CANCELLED, None
        self._turn(minutes)
        self._happen(minutes, Verb.CANCELLED, actor, reason=self.words[reason])

    def _waiting(self, minutes, actor, on=Waiting.REQUESTER, note="note"):
        self._turn(minutes)
        self.draft.waiting_on, self.draft.waiting_note = on, self.words[note]
        self._happen(minutes, Verb.WAITING, actor, on=str(on), note=self.words[note])

    def _promised(self, minutes, actor, to, reason="reason"):
        before, self.draft.promised_on = self.draft.promised_on, self._day(to)
        after = self.draft.promised_on.isoformat()
        self._happen(
            minutes, Verb.PROMISED, actor, before=before.isoformat(), after=after, reason=self.words[reason]
        )

    def _commented(self, minutes, actor, text, internal=False):
        line = texts.Line(self.words[text], is_reply=False, by_woman=None)
        self._happen(minutes, Verb.COMMENTED, actor)
        self.events[-1].line, self.events[-1].text = line, self.words[text]
        self.events[-1].internal_to = self.people[actor].department if internal else None

    def _work_again(self, minutes, verb, actor, reason):
        self._turn(minutes)
        self.draft.state, self.draft.finished = State.ACCEPTED, None
        self._go(minutes, verb, actor, DOING, reason=self.words[reason])

    def _go(self, minutes, verb, actor, to, **data):
        origin, self.draft.column = self._column(self.draft.column), to
        self._happen(minutes, verb, actor, origin=origin, to=self._column(to), **data)

    def _turn(self, minutes):
        self.draft.turn_since = minutes
        self.draft.waiting_on = self.draft.waiting_note = ""

    def _happen(self, minutes, verb, actor, **data):
        self.events.append(Event(0, verb, actor, data, minutes=minutes, code=self.draft.code))

    def _name(self, code):
        return texts.department(self.language, code).name

    def _column(self, place):
        return texts.department(self.language, self.draft.code).columns[place]

    def _day(self, days):
        return None if days is None else self.today + datetime.timedelta(days=days)
