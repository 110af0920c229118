"""Fill an empty database with the demo."""

import random

from django.db import transaction

from board.demo import texts, threads
from board.demo.agreements import REQUESTS
from board.demo.company import make_absences, make_departments, make_people, make_request_types
from board.demo.drafts import drafts
from board.demo.filters import make_filters
from board.demo.history import History
from board.demo.notices import make_notifications
from board.demo.people import PEOPLE
from board.demo.plan import AWAY, BOARDS, OFFERS
from board.demo.requests import Play
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
    make_request_types(departments, OFFERS)
    make_absences(AWAY, people, today)
    plans = [draft for board in BOARDS for draft in drafts(board, PEOPLE, language, today, chance)]
    threads.deal(plans, language, chance)
    rows = Rows(departments, people, WorkTime(today))
    histories = [(draft, _events(draft, language, chance)) for draft in plans]
    by_username = {person.username: person for person in PEOPLE}
    plays = [Play(request, by_username, language, today) for request in REQUESTS]
    rows.add(histories + [(play.draft, play.events) for play in plays])
    rows.write()
    make_visits(rows, chance)
    make_notifications(rows)
    make_filters(rows, language)
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
