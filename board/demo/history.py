"""What happened to a task, change by change, so that its history ends where the task stands."""

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from board.demo import threads
from board.demo.drafts import ARCHIVED, DOING, DONE, TODO, TaskDraft
from board.demo.people import Person
from board.demo.texts import Line
from board.demo.worktime import DAY_MINUTES
from board.models import Verb


@dataclass
class Event:
    # How far into the task's life, from 0 to 1; later turned into working minutes before now.
    share: float
    verb: Verb
    actor: str | None
    data: dict[str, Any] = field(default_factory=dict)
    # Of a comment: what it says, or which earlier event it changes.
    line: Line | None = None
    text: str = ""
    about: "Event | None" = None
    minutes: int = 0
    # The department that has the task by then (none: the one that has it now), and who alone reads a comment.
    code: str | None = None
    internal_to: str | None = None


class History:
    """The events of one task in their order."""

    def __init__(self, draft: TaskDraft, columns, staff, people, language, random):
        self.draft, self.columns, self.random, self.language = draft, columns, random, language
        self.people: dict[str, Person] = {person.username: person for person in people}
        coordinator = next(person.username for person in staff if person.coordinates)
        own = [person.username for person in staff]
        self.workers = [draft.assignee or coordinator, coordinator] if draft.story.restricted else own
        self.writers = {draft.requester, *self.workers} if draft.story.restricted else set(own)
        if draft.outsider:
            self.writers.add(draft.outsider)

    def events(self):
        """Return what happened, the earliest first."""
        created = Event(0, Verb.CREATED, self.draft.requester, {"column": self.columns[0]})
        later = [*self._openings(), *self._checklist(), *self._fields(), *self._moves(), *self._comments()]
        events = [created, *sorted(later, key=lambda event: event.share)]
        began, ended = self.draft.began, self.draft.ended
        for event in events:
            event.minutes = began - int(event.share * (began - ended))
        if self.draft.place == ARCHIVED:
            events.append(self._event(1, Verb.ARCHIVED))
            events[-1].minutes = ended - self.random.randint(5, 20) * DAY_MINUTES
        return events

    def _event(self, share, verb, actor=None, **data):
        return Event(share, verb, actor or self.random.choice(self.workers), data)

    def _openings(self):
        if self.draft.story.restricted:
            yield self._event(0.01, Verb.RESTRICTED, self.draft.requester)
        if self.draft.outsider:
            name = self.people[self.draft.outsider].names[self.language]
            yield self._event(0.02, Verb.ACCESS_GIVEN, self.draft.requester, person=name)

    def _checklist(self):
        points = self.draft.story.checklist
        for place, text in enumerate(points):
            yield self._event(0.03 + place / 1000, Verb.CHECKLIST_ADDED, self.draft.assignee, text=text)
        done = {TODO: 0, DOING: len(points) * 2 // 3}.get(self.draft.place, len(points))
        for share, text in zip(self._shares(done, 0.3, 0.97), points, strict=False):
            yield self._event(share, Verb.CHECKED, self.draft.assignee, text=text)

    def _fields(self):
        draft, chance = self.draft, self.random.random
        if draft.assignee and not draft.story.restricted and chance() < 0.5:
            person = self.people[draft.assignee].names[self.language]
            yield self._event(0.05 + chance() / 10, Verb.ASSIGNED, person=person)
        if draft.priority != 1 and chance() < 0.6:
            yield self._event(chance(), Verb.PRIORITISED, before=1, after=int(draft.priority))
        if draft.story.labels and chance() < 0.4:
            yield self._event(chance(), Verb.LABELLED, after=sorted(draft.story.labels))
        if draft.promised_on and chance() < 0.5:
            wanted_on = draft.wanted_on.isoformat() if draft.wanted_on else ""
            promised_on = draft.promised_on.isoformat()
            yield self._event(chance() / 2, Verb.DATED, wanted_on=wanted_on, promised_on=promised_on)
        if draft.story.description and chance() < 0.2:
            yield self._event(0.1 + chance() / 2, Verb.EDITED)

    def _moves(self):
        last = len(self.columns) - 1
        if self.draft.place == TODO:
            return
        stations = range(1, self.draft.column + 1) if self.draft.place == DOING else range(1, last)
        path = [0, *stations]
        if self.draft.place != DOING and self.random.random() < 0.1:
            path += [last, 1]
        for share, origin, to in zip(self._shares(len(path) - 1, 0.1, 0.95), path, path[1:], strict=False):
            yield self._move(share, origin, to)
        if self.draft.place in (DONE, ARCHIVED):
            yield self._move(1, path[-1], last)

    def _move(self, share, origin, to):
        last = len(self.columns) - 1
        verb = Verb.CLOSED if to == last else Verb.TAKEN_BACK if origin == last else Verb.MOVED
        return self._event(share, verb, self.draft.assignee, origin=self.columns[origin], to=self.columns[to])

    def _comments(self):
        lines = self.draft.lines
        writers = sorted((self.people[name] for name in self.writers), key=lambda person: person.username)
        written = []
        for share, line in zip(self._shares(len(lines), 0.06, 0.9), lines, strict=True):
            before = written[-1].actor if written else None
            author = threads.author(line, writers, before, self.random)
            written.append(Event(share, Verb.COMMENTED, author, line=line, text=self.draft.fill(line.text)))
        return [*written, *self._second_thoughts(written)]

    def _second_thoughts(self, written):
        """Some authors edit what they wrote, and a few delete it although someone has answered."""
        for event, following in zip_longest(written, written[1:]):
            is_answered = following and following.line.is_reply and not event.line.is_reply
            if is_answered and self.random.random() < 0.03:
                yield Event(0.95, Verb.COMMENT_DELETED, event.actor, about=event)
            elif self.random.random() < 0.03:
                yield Event((event.share + 0.95) / 2, Verb.COMMENT_EDITED, event.actor, about=event)

    def _shares(self, count, low, high):
        return sorted(self.random.uniform(low, high) for _ in range(count))
