"""People at browsers of their own: they work with a mouse or with the keyboard alone, and read whose move it is."""

import datetime
import re

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from playwright.sync_api import expect

from board.models import Task
from tests.browser.gestures import drag, tab_to

LOCALES = {"en": "en-GB", "ru": "ru-RU"}
# One's own move and someone else's: on the task, in a list, and in a table with a heading for it.
MOVE = {
    "en": {"task": ("Your move", "{}’s move"), "list": ("Move: you", "Move: {}"), "outbox": ("you", "{}")},
    "ru": {"task": ("Ваш ход", "Ход: {}"), "list": ("Ход: вы", "Ход: {}"), "outbox": ("вы", "{}")},
}
SINCE = {"en": r"since (\d\d:\d\d|yesterday)", "ru": r"(с \d\d:\d\d|со вчерашнего дня)"}
# Words of ours on the pages of the agreement, which no name or text of a story has.
ENGLISH = re.compile(
    r"\b(Accept|Asked|Assignee|Cancel|Closed|Confirm|Decline|Deliver|Hand.off|Inbox|My work|Outbox|Promised|"
    r"Reason|Reopen|Requester|Restricted|Return|Submitted|Take back|Wanted|days?|move|since|you)"
)
BEFORE = """element => Boolean(
    element.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"""


class Person:
    """Works with the mouse; `at` finds a place on the page by its selector."""

    def __init__(self, page, user, language):
        self.page, self.user, self.language = page, user, language
        self.at = page.locator

    def open(self, address):
        """Go to `address` by the link of the navigation that leads there, else by typing it."""
        link = self.at(f".header__nav a[href='{address}']")
        if link.count():
            # Not the address: the same page can be opened anew.
            with self.page.expect_event("framenavigated"):
                self.press(link)
            self.page.wait_for_load_state()
        else:
            self.page.goto(address)

    def press(self, place):
        self._find(place).click()

    def write(self, place, text):
        self._find(place).fill(text)

    def write_day(self, place, day):
        self._find(place).fill(day.isoformat())

    def choose(self, place, name):
        """Choose the option of a select whose words hold `name`."""
        self._find(place).select_option(self._value(place, name))

    def tick(self, place):
        self._find(place).check()

    def answer(self, task, verb):
        """Open the form of `verb` ("accept", "hand-off") beside a request in the inbox."""
        self.press(f"#open-{verb}-{task.pk}")

    def move(self, task, column):
        """Move the card of `task` on the open board to the column beside it."""
        drag(self.page, self.at(f"#task-{task.pk}"), self.at(f"#column-{column.pk}-cards"))
        expect(self.at(f"#column-{column.pk} #task-{task.pk}")).to_be_visible()

    def _find(self, place):
        return self.at(place) if isinstance(place, str) else place

    def _value(self, place, name):
        return self._find(place).locator("option", has_text=name).get_attribute("value")


class Typist(Person):
    """Works with the keyboard alone."""

    def press(self, place):
        self._reach(place)
        self.page.keyboard.press("Enter")

    def write(self, place, text):
        self._reach(place)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def write_day(self, place, day):
        assert day.day == day.month, "whether the day or the month comes first is the machine's own"
        self._reach(place)
        self.page.keyboard.type(day.strftime("%d%m%Y"))
        expect(self._find(place)).to_have_value(day.isoformat())

    def choose(self, place, name):
        self._reach(place)
        option = self._find(place).locator("option", has_text=name)
        self.page.keyboard.type(option.inner_text()[:3])
        expect(self._find(place)).to_have_value(self._value(place, name))

    def tick(self, place):
        self._reach(place)
        self.page.keyboard.press("Space")

    def answer(self, task, verb):
        title = self.at(f"#line-{task.pk}-title")
        expect(title).to_be_visible()
        for _ in range(self.at("[data-line]").count()):
            if not self._has_focus(title):
                self.page.keyboard.press("KeyJ")
        expect(title).to_be_focused()
        self.page.keyboard.press(self.at(f"#open-{verb}-{task.pk}").get_attribute("data-key"))
        expect(self.at(f"#slot-line-{task.pk} :focus")).to_have_count(1)

    def move(self, task, column):
        self._reach(f"#task-{task.pk} .task-card__title")
        self.page.keyboard.press("Alt+ArrowRight")
        expect(self.at(f"#column-{column.pk} #task-{task.pk}")).to_be_visible()

    def _reach(self, place):
        target = self._find(place)
        expect(target).to_be_visible()
        if not self._has_focus(target):
            tab_to(self.page, target, back=target.evaluate(BEFORE))

    def _has_focus(self, target):
        return target.evaluate("element => element === document.activeElement")


WAYS = {
    "in English": ("en", Person),
    "in Russian": ("ru", Person),
    "with the keyboard alone": ("en", Typist),
}
# Told in English each time, and in each way with the long tests.
in_each_way = pytest.mark.parametrize(
    ("language", "kind"),
    [
        pytest.param(*way, id=name, marks=[pytest.mark.long] if way[0] == "ru" or way[1] == Typist else [])
        for name, way in WAYS.items()
    ],
)


def sit_down(browse, kind, language, *users):
    """Return one of `kind` (Person or Typist) for each of `users`, each in a browser of their own."""
    people = []
    for user in users:
        user.language = language
        user.save(update_fields=["language"])
        people.append(kind(browse(user, locale=LOCALES[language]), user, language))
    return people


def ask(person, department, title, *, restricted=False):
    """Have `person` ask `department` (its name) for something on the page for that, and return the task."""
    person.press(".header__new")
    person.choose("#id_to", department)
    expect(person.at(".asking__audience")).to_be_visible()
    person.write("#id_title", title)
    person.write("#asking textarea", f"It is about **{title}**")
    if restricted:
        person.tick("#asking input[name=is_restricted]")
    person.press("#asking .button--primary")
    expect(person.at(".task__title")).to_have_text(title)
    return Task.objects.get(title=title)


def check_move(task, who, *readers):
    """Each of `readers`, (person, place), finds there that it is the move of `who`, and since the same moment."""
    task.refresh_from_db()
    for person, place in readers:
        turn = find_turn(person, place, task)
        mine, theirs = MOVE[person.language][place if place in ("task", "outbox") else "list"]
        words = mine if person.user == who else theirs.format(who.name)
        expect(turn).to_have_text(re.compile(rf"^\s*{re.escape(words)}\s+{SINCE[person.language]}\s*$"))
        if person.language == "ru":
            expect(person.at("body")).not_to_contain_text(ENGLISH)
        since = turn.locator("time").get_attribute("datetime")
        assert datetime.datetime.fromisoformat(since) == task.turn_since, f"{person.user} in {place}"


def soon():
    """Return the next day whose number is that of its month, which is typed the same way everywhere."""
    today = timezone.localdate()
    twins = [datetime.date(today.year, number, number) for number in range(1, 13)]
    return next((day for day in twins if day > today), datetime.date(today.year + 1, 1, 1))


def in_words(day, language):
    with translation.override(language):
        return date_format(day, "SHORT_DATE_FORMAT")


def find_turn(person, place, task):
    """Open `place` and return where it says whose move `task` is.

    `place` is the task itself, a part of My work ("waiting", "assigned", "asked"), or the department's "inbox" or
    "outbox".
    """
    code = person.user.department.code
    address, selector = {
        "task": (f"/tasks/{task.pk}/", f"#task-{task.pk}-turn"),
        "waiting": ("/", f"[aria-labelledby=work-waiting] #line-{task.pk} .turn"),
        "assigned": ("/", f"[aria-labelledby=work-assigned] #line-{task.pk} .turn"),
        "asked": ("/", f"#asked-{task.pk} .turn"),
        "inbox": (f"/boards/{code}/inbox/", f"#line-{task.pk} .turn"),
        "outbox": (f"/boards/{code}/outbox/", f"#line-{task.pk} .turn"),
    }[place]
    person.open(address)
    return person.at(selector)


def check_history(person, task, sentences):
    """Expect the history on the page of `task` to be `sentences`, the earliest first."""
    person.open(f"/tasks/{task.pk}/")
    expect(person.at(".history__line > span")).to_have_text(sentences[::-1])
