"""The days of reminders are working days of the owner, and their hours are those of the owner's clock."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from board.actions.reminders import write_reminders
from board.models import Holiday
from tests.jobs.reminded import SEVEN, kinds

utc = partial(datetime, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_over_a_weekend_and_holidays_the_working_days_count(cast, promised):
    for day in (date(2026, 12, 7), date(2026, 12, 8)):
        Holiday.objects.create(department=cast.legal, day=day)
    friday, wednesday = promised(date(2026, 12, 4)), promised(date(2026, 12, 9))

    seen = {}
    for day in range(2, 13):
        write_reminders(now=utc(2026, 12, day, 12))
        seen[day] = [*kinds(friday), *kinds(wednesday)]

    assert seen[3] == ["soon"]
    assert seen[4] == ["soon", "today", "soon"]
    assert seen[8] == seen[4]
    assert seen[9] == ["soon", "today", "overdue", "soon", "today"]
    assert seen[12] == ["soon", "today", "overdue", "soon", "today", "overdue"]


def test_a_promise_for_a_day_off_is_spoken_of_before_and_after_it(promised):
    task = promised(date(2026, 12, 5))

    said = {}
    for day in range(3, 9):
        write_reminders(now=utc(2026, 12, day, 12))
        said[day] = kinds(task)

    assert said == {
        3: [],
        4: ["soon"],
        5: ["soon"],
        6: ["soon"],
        7: ["soon", "overdue"],
        8: ["soon", "overdue"],
    }


def test_a_week_may_begin_on_sunday(cast, promised):
    cast.legal.working_days = [7, 1, 2, 3, 4]
    cast.legal.save()
    sunday = promised(date(2026, 12, 6))

    said = {}
    for day in range(2, 8):
        write_reminders(now=utc(2026, 12, day, 12))
        said[day] = kinds(sunday)

    assert (said[2], said[3], said[5]) == ([], ["soon"], ["soon"])
    assert (said[6], said[7]) == (["soon", "today"], ["soon", "today", "overdue"])


def test_a_department_without_working_days_is_left_in_peace(cast, promised):
    cast.legal.working_days = []
    cast.legal.save()
    promised()

    assert write_reminders(now=SEVEN) == 0


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Pacific/Kiritimati", utc(2026, 12, 1, 17)),
        ("Asia/Tokyo", utc(2026, 12, 1, 22)),
        ("Asia/Kathmandu", utc(2026, 12, 2, 1, 15)),
        ("Europe/Moscow", utc(2026, 12, 2, 4)),
        ("America/New_York", utc(2026, 12, 2, 12)),
        ("Pacific/Pago_Pago", utc(2026, 12, 2, 18)),
    ],
)
def test_it_is_seven_where_the_owner_works(cast, promised, zone, moment):
    cast.legal.time_zone = zone
    cast.legal.save()
    task = promised()

    write_reminders(now=moment - MINUTE)
    assert kinds(task) == []
    write_reminders(now=moment)
    assert kinds(task) == ["today"]


@pytest.mark.parametrize(
    ("zone", "day", "moment"),
    [
        # Put forward and back in that very night.
        ("America/New_York", date(2026, 3, 8), utc(2026, 3, 8, 11)),
        ("America/New_York", date(2026, 11, 1), utc(2026, 11, 1, 12)),
        ("Australia/Lord_Howe", date(2026, 10, 4), utc(2026, 10, 3, 20)),
        # The day begins at one o'clock.
        ("Africa/Cairo", date(2026, 4, 24), utc(2026, 4, 24, 4)),
    ],
)
def test_daylight_saving_moves_it_with_the_clock_on_the_wall(cast, promised, zone, day, moment):
    cast.legal.time_zone, cast.legal.working_days = zone, [1, 2, 3, 4, 5, 6, 7]
    cast.legal.save()
    task = promised(day)

    write_reminders(now=moment - MINUTE)
    assert "today" not in kinds(task)
    write_reminders(now=moment)
    assert kinds(task)[-1] == "today"


def test_a_long_holiday_does_not_swallow_the_word_that_it_is_overdue(cast, promised):
    for day in range(1, 20):
        Holiday.objects.create(department=cast.legal, day=date(2026, 12, day))
    task = promised(date(2026, 11, 30))

    write_reminders(now=utc(2026, 12, 18, 12))
    assert kinds(task) == []
    write_reminders(now=utc(2026, 12, 21, 12))
    assert kinds(task) == ["overdue"]
