"""Working days, against a calendar that is torn off day by day."""

import io
import struct
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.calendar import HORIZON, Calendar, calendar_of, calendars_of, end_of_week
from board.models import Holiday

DAY = timedelta(days=1)
utc = partial(datetime, tzinfo=UTC)
MONDAY_TO_FRIDAY = {1, 2, 3, 4, 5}
SUNDAY_TO_THURSDAY = {7, 1, 2, 3, 4}
FRIDAY = date(2026, 11, 27)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
ZONES = st.sampled_from(
    ["UTC", "Europe/Moscow", "America/New_York", "Asia/Tokyo", "Asia/Kathmandu", "Pacific/Kiritimati"]
)


def calendar(working_days=MONDAY_TO_FRIDAY, holidays=(), zone="UTC"):
    return Calendar(frozenset(working_days), frozenset(holidays), ZoneInfo(zone))


calendars = st.builds(
    calendar,
    st.sets(st.integers(1, 7), min_size=1),
    st.sets(st.dates(date(2025, 12, 1), date(2026, 2, 28)), max_size=40),
    ZONES,
)


def tear_off(calendar, day, step):
    """Yield the working days after `day` (before it, with the step -1), for ten years."""
    for _sheet in range(3650):
        day += DAY * step
        if day.isoweekday() in calendar.working_days and day not in calendar.holidays:
            yield day


@given(calendars, DAYS, st.integers(1, 30))
def test_the_nth_working_day_is_the_one_that_is_torn_off_as_the_nth(calendar, day, number):
    for step in (1, -1):
        sheets = tear_off(calendar, day, step)
        expected = [next(sheets) for _each in range(number)][-1]
        assert calendar.add_working_days(day, number * step) == expected


@given(calendars, DAYS, st.integers(-40, 900))
def test_the_days_between_are_as_many_as_are_torn_off(calendar, first, length):
    last = first + DAY * length

    expected = sum(calendar.is_working_day(first + DAY * ahead) for ahead in range(1, length + 1))

    assert calendar.working_days_between(first, last) == expected


@given(calendars, DAYS, st.integers(1, 60))
def test_counting_undoes_adding(calendar, day, number):
    assert calendar.working_days_between(day, calendar.add_working_days(day, number)) == number


@given(calendars, st.integers(0, 120 * 24).map(lambda hours: utc(2025, 11, 1) + timedelta(hours=hours)))
def test_more_days_close_later_and_a_later_delivery_never_sooner(calendar, delivered_at):
    closings = [calendar.closing(delivered_at, number) for number in (1, 2, 3)]
    assert closings[0].at < closings[1].at < closings[2].at
    assert closings[0].at - delivered_at >= timedelta(hours=30)
    for later in (timedelta(minutes=1), timedelta(hours=7), timedelta(days=2)):
        assert calendar.closing(delivered_at + later, 1).at >= closings[0].at


@given(st.integers(1, 5), DAYS)
def test_a_day_off_more_moves_the_end_exactly_where_it_was_a_working_day(number, day):
    plain = calendar()
    end = plain.add_working_days(day, number)
    for holiday in (end, end - DAY, day + DAY, day):
        with_holiday = calendar(holidays={holiday})
        counts = day < holiday <= end and plain.is_working_day(holiday)
        assert (with_holiday.add_working_days(day, number) > end) == counts


def test_a_friday_and_five_working_days_last_until_the_next_friday():
    closing = calendar().closing(utc(2026, 11, 27, 10), 5)

    assert closing.last_day == date(2026, 12, 4)
    assert closing.at == utc(2026, 12, 5, 6)


@pytest.mark.parametrize(
    ("zone", "last_day", "at"),
    [
        ("UTC", date(2026, 11, 27), utc(2026, 11, 28, 6)),
        ("Europe/Moscow", date(2026, 11, 30), utc(2026, 12, 1, 3)),
        ("Asia/Tokyo", date(2026, 11, 30), utc(2026, 11, 30, 21)),
        ("America/New_York", date(2026, 11, 27), utc(2026, 11, 28, 11)),
    ],
)
def test_half_past_eleven_at_night_is_tomorrow_already_where_the_sun_is_up(zone, last_day, at):
    thursday = utc(2026, 11, 26, 23, 30)

    closing = calendar(zone=zone).closing(thursday, 1)

    assert (closing.last_day, closing.at) == (last_day, at)


def test_a_week_from_sunday_to_thursday_has_its_own_weekend():
    days = [calendar(SUNDAY_TO_THURSDAY).add_working_days(FRIDAY, number) for number in (1, 5, 6)]

    assert days == [date(2026, 11, 29), date(2026, 12, 3), date(2026, 12, 6)]


def test_the_new_years_holidays_are_left_out():
    holidays = {date(2027, 1, day) for day in range(1, 11)} | {date(2026, 12, 31)}

    assert calendar(holidays=holidays).add_working_days(date(2026, 12, 30), 1) == date(2027, 1, 11)


@pytest.mark.parametrize(
    ("zone", "delivered_at", "at"),
    [
        ("America/New_York", utc(2026, 10, 30, 12), utc(2026, 11, 1, 11)),
        ("America/New_York", utc(2026, 3, 6, 12), utc(2026, 3, 8, 10)),
        ("Antarctica/Troll", utc(2026, 3, 27, 12), utc(2026, 3, 29, 4)),
        ("Antarctica/Troll", utc(2026, 10, 23, 12), utc(2026, 10, 25, 6)),
    ],
)
def test_six_in_the_morning_is_six_in_the_night_of_summer_and_winter_time(zone, delivered_at, at):
    closing = calendar(range(1, 8), zone=zone).closing(delivered_at, 1)

    assert closing.at.astimezone(ZoneInfo(zone)).hour == 6
    assert closing.at == at


def test_a_morning_that_the_calendar_skips_comes_with_the_next_one():
    """Samoa went to bed on the 29th of December 2011 and woke up on the 31st."""
    closing = calendar(range(1, 8), zone="Pacific/Apia").closing(utc(2011, 12, 28, 12), 1)

    assert closing.at.astimezone(ZoneInfo("Pacific/Apia")) == datetime(
        2011, 12, 31, 6, tzinfo=ZoneInfo("Pacific/Apia")
    )


def clock_changed_at_six():
    """Return the file of a zone that goes forward at six in the morning, and back to six at seven (RFC 8536)."""
    head = b"TZif2" + b"\0" * 15 + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    block = struct.pack(">lbb", 0, 0, 0) + b"UTC\0"
    return head + block + head + block + b"\nWIN0SUM,M3.5.0/6,M10.5.0/7\n"


def test_a_morning_that_is_there_twice_closes_at_its_first():
    """No clock of today is changed at six: one that is, is made of the rule of a zone that the machine reads."""
    zone = ZoneInfo.from_file(io.BytesIO(clock_changed_at_six()), key="Test/Six")
    everyday = Calendar(frozenset(range(1, 8)), frozenset(), zone)

    back = everyday.closing(utc(2026, 10, 23, 12), 1)
    forward = everyday.closing(utc(2026, 3, 27, 12), 1)

    assert back.at == utc(2026, 10, 25, 5)
    assert forward.at.astimezone(zone).hour == 7


def test_who_never_works_never_finishes_waiting():
    every_day = {FRIDAY + DAY * ahead for ahead in range(HORIZON + 30)}
    for never in (calendar(working_days=()), calendar(holidays=every_day)):
        assert never.add_working_days(FRIDAY, 1) is None
        assert never.closing(utc(2026, 11, 27), 5) is None
    assert calendar(working_days=()).working_days_between(FRIDAY, FRIDAY + DAY * 30) == 0


def test_sixty_working_days_of_one_a_week_are_sixty_weeks():
    assert calendar({5}).add_working_days(FRIDAY, 60) == FRIDAY + DAY * 7 * 60


@given(calendars, DAYS)
def test_no_days_lead_nowhere(calendar, day):
    assert calendar.add_working_days(day, 0) == day
    assert calendar.working_days_between(day, day) == 0


def test_a_departments_calendar_is_read_at_once_and_so_are_many(cast, count_statements):
    Holiday.objects.create(department=cast.legal, day=FRIDAY)
    Holiday.objects.create(department=cast.sales, day=FRIDAY - DAY)
    cast.sales.working_days, cast.sales.time_zone = [7, 1], "Asia/Tokyo"
    cast.sales.save()

    with count_statements(at_most=1):
        legal = calendar_of(cast.legal)
    with count_statements(at_most=2):
        many = calendars_of([cast.legal.pk, cast.sales.pk, cast.it.pk])

    assert many[cast.legal.pk] == legal == calendar(holidays={FRIDAY})
    assert many[cast.sales.pk] == calendar({7, 1}, {FRIDAY - DAY}, "Asia/Tokyo")
    assert many[cast.it.pk] == calendar()


@pytest.mark.parametrize(
    ("today", "working_days", "last"),
    [
        ("2026-03-19", [1, 2, 3, 4, 5], "2026-03-22"),
        ("2026-03-22", [1, 2, 3, 4, 5], "2026-03-22"),
        ("2026-03-19", [7, 1, 2, 3, 4], "2026-03-21"),
        ("2026-03-22", [7, 1, 2, 3, 4], "2026-03-28"),
        ("2026-03-22", [], "2026-03-22"),
    ],
)
def test_a_week_ends_where_the_working_week_does(today, working_days, last):
    assert end_of_week(date.fromisoformat(today), working_days) == date.fromisoformat(last)
