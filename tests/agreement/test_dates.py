"""A promise ends with the day where its owner works, a working day where each side does.

Kiritimati is 25 hours ahead of Niue: it is never the same day there, so no clock has to be set.
"""

from datetime import timedelta

import pytest

from board.actions.agreement import accept_task
from board.actions.hops import ask_task, hand_off_task
from board.actions.task_fields import promise_task
from board.forms.task import DepthForm
from board.models import Department, Task
from board.queries.asking import start_of
from board.queries.boards import readable_boards
from board.queries.task import read_task

EAST, WEST = "Pacific/Kiritimati", "Pacific/Niue"
DAY = timedelta(days=1)


@pytest.fixture
def zones(cast):
    """Put Legal in the east, Sales and IT in the west; return what today is there."""
    for department, zone in ((cast.legal, EAST), (cast.sales, WEST), (cast.it, WEST)):
        department.time_zone = zone
        department.save(update_fields=["time_zone"])
    assert cast.legal.today() > cast.sales.today()
    return cast.legal.today(), cast.sales.today()


def asked(cast, department, asker):
    return ask_task(department, title="Check the contract", actor=asker)


def page_of(task, reader):
    return read_task(Task.objects.for_page().get(pk=task.pk), reader, depth=DepthForm.read({}))


def is_late(task, reader):
    return page_of(task, reader).is_promise_late


def overdue_on_the_list(department, reader):
    return next(overdue for board, _open, overdue in readable_boards(reader) if board == department)


def test_a_promise_for_the_owners_today_is_not_late_anywhere(cast, zones):
    task = asked(cast, cast.legal, cast.vera)
    accept_task(task, promised_on=zones[0], actor=cast.boris)

    assert (is_late(task, cast.ana), is_late(task, cast.vera)) == (False, False)
    assert overdue_on_the_list(cast.legal, cast.ana) == 0


def test_a_wish_is_late_until_there_is_a_promise(cast, zones):
    yesterday = zones[0] - DAY
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera, wanted_on=yesterday)
    assert page_of(task, cast.ana).is_wanted_late

    accept_task(task, promised_on=zones[0], actor=cast.boris)

    assert not page_of(task, cast.ana).is_wanted_late
    assert overdue_on_the_list(cast.legal, cast.ana) == 0


def test_a_promise_is_late_for_both_sides_once_the_owners_day_is_over(cast, zones):
    """Where the requester works that day goes on."""
    task = asked(cast, cast.legal, cast.vera)
    accept_task(task, promised_on=zones[0] - DAY, actor=cast.boris)

    assert zones[0] - DAY >= cast.sales.today()
    assert (is_late(task, cast.ana), is_late(task, cast.vera)) == (True, True)
    assert overdue_on_the_list(cast.legal, cast.ana) == 1


def test_what_is_handed_off_is_measured_by_the_next_owners_day(cast, zones):
    task = asked(cast, cast.legal, cast.vera)
    hand_off_task(task, department=cast.it, reason="Software", actor=cast.boris)
    accept_task(task, actor=cast.oleg)

    promise_task(task, promised_on=zones[1], actor=cast.oleg)

    assert zones[1] < zones[0]
    assert (is_late(task, cast.oleg), is_late(task, cast.vera)) == (False, False)
    assert overdue_on_the_list(cast.it, cast.oleg) == 0


def test_a_request_type_counts_the_working_days_of_who_offers_it(cast, zones):
    everyday = {"working_days": [1, 2, 3, 4, 5, 6, 7]}
    Department.objects.filter(pk=cast.legal.pk).update(**everyday)
    offered = cast.request_type(wanted_after=1)
    offered.department.refresh_from_db()

    assert start_of(offered).wanted_on == zones[0] + DAY


def test_the_card_calls_the_owners_today_today(cast, zones):
    task = asked(cast, cast.legal, cast.vera)
    accept_task(task, promised_on=zones[0], actor=cast.boris)

    page = cast.client(cast.ana).get("/boards/LEG/").content.decode()

    assert "due--today" in page and "due--overdue" not in page
