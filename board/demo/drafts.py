"""The tasks of the demo before they have rows: who, what, where they stand."""

import datetime
from dataclasses import dataclass, field

from board.demo import texts
from board.demo.worktime import DAY_MINUTES
from board.models import Priority

PRIORITIES = [Priority.LOW, *[Priority.NORMAL] * 6, *[Priority.HIGH] * 2, Priority.URGENT]
TODO, DOING, DONE, ARCHIVED = "todo", "doing", "done", "archived"
SHARES = {TODO: 22, DOING: 24, DONE: 34, ARCHIVED: 20}


@dataclass
class TaskDraft:
    code: str
    story: texts.Story
    place: str
    # The column's index in the department's list.
    column: int
    # Working minutes before now.
    began: int
    ended: int
    names: dict[str, str]
    requester: str
    assignee: str | None
    priority: Priority
    wanted_on: datetime.date | None = None
    promised_on: datetime.date | None = None
    outsider: str | None = None
    lines: list[texts.Line] = field(default_factory=list)

    def fill(self, text):
        """Return `text` with the names of this task."""
        for name, value in self.names.items():
            text = text.replace(f"{{{name}}}", value)
        return text


def drafts(board, people, language, today, random):
    """Return the tasks of one board: first its stories, then its titles until there are enough."""
    words = texts.department(language, board.code)
    staff = [person for person in people if person.department == board.code]
    made, titles = [], set()
    places = [place for place, share in SHARES.items() for _ in range(share)]
    waiting = [*words.stories]
    while len(made) < board.tasks:
        story = waiting.pop(0) if waiting else texts.Story(random.choice(words.titles))
        draft = _draft(board, story, random.choice(places), words, staff, people, language, today, random)
        title = draft.fill(story.title)
        if title not in titles:
            titles.add(title)
            made.append(draft)
    return made


def _draft(board, story, place, words, staff, people, language, today, random):
    began, ended = _span(place, random)
    assigned = place != TODO or random.random() < 0.4
    draft = TaskDraft(
        code=board.code,
        story=story,
        place=place,
        column=_column(place, len(words.columns), random),
        began=began,
        ended=ended,
        names=_names(language, today, began, people, board.code, random),
        requester=random.choice(staff).username,
        assignee=random.choice(staff).username if assigned else None,
        priority=random.choice(PRIORITIES),
    )
    _dates(draft, today, random)
    if story.restricted or random.random() < 0.06:
        outsiders = [person for person in people if person.department not in (board.code, None)]
        draft.outsider = random.choice(outsiders).username
    if not story.description and random.random() < 0.35:
        note = random.choice(texts.general(language).notes)
        draft.story = texts.Story(story.title, note, labels=_labels(words, random))
    elif not story.labels:
        draft.story = texts.Story(story.title, labels=_labels(words, random))
    return draft


def _span(place, random):
    days = DAY_MINUTES
    if place == TODO:
        return random.randint(120, 15 * days), 0
    if place == DOING:
        return random.randint(4 * days, 30 * days), 0
    ended = random.randint(60, 30 * days) if place == DONE else random.randint(35 * days, 110 * days)
    return ended + random.randint(2 * days, 15 * days), ended


def _column(place, columns, random):
    if place == TODO:
        return 0
    return columns - 1 if place in (DONE, ARCHIVED) else random.choice([1, 1, *range(1, columns - 1)])


def _names(language, today, began, people, code, random):
    words = texts.general(language)
    month = (today - datetime.timedelta(days=began // DAY_MINUTES * 7 // 5)).month - 1
    others = [person for person in people if person.department != code]
    return {
        "company": random.choice(words.companies),
        "city": random.choice(words.cities),
        "month": words.months[(month + random.choice([-1, 0, 1])) % 12],
        "person": random.choice(others).names[language],
    }


def _dates(draft, today, random):
    if random.random() < 0.35:
        return
    ended = today - datetime.timedelta(days=draft.ended // DAY_MINUTES * 7 // 5 + 1)
    if draft.place in (DONE, ARCHIVED):
        draft.promised_on = ended + datetime.timedelta(days=random.randint(-2, 6))
    else:
        draft.promised_on = today + datetime.timedelta(days=random.choice([-6, -3, -1, 0, 0, *range(1, 22)]))
    if random.random() < 0.5:
        draft.wanted_on = draft.promised_on - datetime.timedelta(days=random.randint(0, 3))


def _labels(words, random):
    count = random.choice([0, 1, 1, 1, 2])
    return tuple(name for name, _color in random.sample(words.labels, count))
