"""Fill an empty database with the demo."""

import random

from django.db import transaction

from board.demo import texts, threads
from board.demo.company import make_departments, make_people
from board.demo.drafts import drafts
from board.demo.history import History
from board.demo.people import PEOPLE
from board.demo.plan import BOARDS
from board.demo.rows import Rows
from board.demo.visits import make_visits
from board.demo.worktime import WorkTime
from board.models import Column, Kind, Task


@transaction.atomic
def fill(language, today):
    """Write departments, people and tasks in `language` as of `today`, the same ones for the same two."""
    chance = random.Random(f"{language} {today}")  # noqa: S311 - nothing secret
    departments = make_departments(BOARDS, language)
    people = make_people(PEOPLE, departments, language)
    plans = [draft for board in BOARDS for draft in drafts(board, PEOPLE, language, today, chance)]
    threads.deal(plans, language, chance)
    rows = Rows(departments, people, WorkTime(today))
    rows.add([(draft, _events(draft, language, chance)) for draft in plans])
    rows.write()
    make_visits(rows, chance)
    _set_limits(departments)


def _events(draft, language, chance):
    staff = [person for person in PEOPLE if person.department == draft.code]
    columns = texts.department(language, draft.code).columns
    return History(draft, columns, staff, PEOPLE, language, chance).events()


def _set_limits(departments):
    """Limit each first doing column; one of them holds more than its limit."""
    for board in BOARDS:
        column = Column.objects.filter(department=departments[board.code], kind=Kind.DOING).first()
        cards = Task.objects.on_board().filter(column=column).count()
        Column.objects.filter(pk=column.pk).update(
            wip_limit=max(1, cards - board.over_limit + (not board.over_limit))
        )
