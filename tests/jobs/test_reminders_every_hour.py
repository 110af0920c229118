"""Whatever the calendars and the clocks: each reminder comes once, on its own date, never sooner."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.actions.reminders import write_reminders
from board.calendar import Calendar
from board.models import Department, Holiday, Notification, Reminder, Role, Task, User
from board.queries.reminders import LATE, MORNING, windows_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# Daylight saving begins or ends around these dates in one or another of the zones.
STARTS = st.sampled_from([date(2026, 3, 6), date(2026, 3, 27), date(2026, 4, 22), date(2026, 10, 30)])
ZONES = st.sampled_from(
    [
        "UTC",
        "Africa/Cairo",
        "America/New_York",
        "Asia/Kathmandu",
        "Asia/Tokyo",
        "Australia/Lord_Howe",
        "Europe/Berlin",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
    ]
)


@st.composite
def weeks(draw):
    """Working days, numbers of days (from a start) that are off, a zone."""
    working = draw(st.sets(st.integers(1, 7), min_size=2))
    return working, draw(st.sets(st.integers(-6, 12), max_size=4)), draw(ZONES)


# Of a department, and of who asks it: their weeks; days and hours from the start.
CASES = st.lists(
    st.tuples(weeks(), weeks(), st.integers(0, 6), st.integers(-30, 60), st.integers(1, 3)),
    min_size=3,
    max_size=3,
)


class Office:
    """A department with one member who coordinates it, and its calendar as one would tear it off."""

    def __init__(self, name, start, week):
        self.working, off, zone = week
        self.off = {start + DAY * days for days in off}
        self.zone = ZoneInfo(zone)
        code = "".join(chr(ord("A") + int(digit)) for digit in f"{name:03}")
        self.department = Department.objects.create(
            name=code,
            code=code,
            email=f"{code}@example.com",
            working_days=sorted(self.working),
            time_zone=zone,
        )
        Holiday.objects.bulk_create(Holiday(department=self.department, day=day) for day in self.off)
        self.member = User.objects.create(
            username=code.lower(),
            email=f"m{code}@example.com",
            name=code,
            department=self.department,
            role=Role.COORDINATOR,
        )

    def works_on(self, day):
        return day.isoweekday() in self.working and day not in self.off

    def after(self, day, number=1):
        for _each in range(number):
            day += DAY
            while not self.works_on(day):
                day += DAY
        return day

    def before(self, day):
        day -= DAY
        while not self.works_on(day):
            day -= DAY
        return day


def plan(owner, asking, promised_on, moment, number):
    """Make one task of each kind; return {(task, reminder, its day): (date on which it is due, whose clock)}."""
    owner.department.closes_after = number
    owner.department.save()
    promised, delivered = (ask_task(owner.department, title="A", actor=asking.member) for _each in range(2))
    accept_task(promised, promised_on=promised_on, actor=owner.member)
    accept_task(delivered, actor=owner.member)
    deliver_task(delivered, actor=owner.member)
    asked = ask_task(owner.department, title="B", actor=asking.member)
    Task.objects.filter(pk__in=[delivered.pk, asked.pk]).update(turn_since=moment)
    Task.objects.filter(pk=delivered.pk).update(finished_at=moment)

    last_day = asking.after(moment.astimezone(asking.zone).date(), number)
    came_on = moment.astimezone(owner.zone).date()
    due = {
        (promised.pk, Reminder.SOON, promised_on): (owner.before(promised_on), owner),
        (promised.pk, Reminder.OVERDUE, promised_on): (owner.after(promised_on), owner),
        (delivered.pk, Reminder.CLOSING, last_day): (last_day, asking),
        (asked.pk, Reminder.UNATTENDED, came_on): (owner.after(came_on, 2), owner),
    }
    if owner.works_on(promised_on):
        due[promised.pk, Reminder.TODAY, promised_on] = (promised_on, owner)
    return due


# Two who sleep through the night in which the clocks change, with a day off after it, and one who works at weekends.
NEW_YORK = ({7, 1, 2, 3, 4}, {3}, "America/New_York")
KATHMANDU = ({1, 2, 3, 4, 5}, {0, 4}, "Asia/Kathmandu")
KIRITIMATI = ({5, 6, 7, 2}, set(), "Pacific/Kiritimati")
FEW = [(NEW_YORK, KIRITIMATI, 2, 5, 2), (KATHMANDU, NEW_YORK, 3, -3, 1), (KIRITIMATI, KATHMANDU, 1, 11, 2)]


@pytest.mark.parametrize(
    ("phases", "before", "after"),
    [
        ([Phase.explicit], 2 * DAY, 6 * DAY),
        pytest.param(list(Phase), 9 * DAY, 17 * DAY, marks=pytest.mark.long),
    ],
)
def test_each_comes_once_at_the_first_full_hour_after_seven_of_its_date(db, phases, before, after):
    @settings(
        max_examples=8, phases=phases, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(STARTS, CASES)
    @example(date(2026, 3, 6), FEW)
    def check(start, cases):
        with transaction.atomic():
            run(start, cases, before, after)
            transaction.set_rollback(True)

    check()


def run(start, cases, before, after):
    """Run the job every hour, from so long before the first date that something is about to so long after it."""
    begin = datetime.combine(start, datetime.min.time(), tzinfo=UTC)
    due = {}
    for number, (own_week, asking_week, days, hours, returning) in enumerate(cases):
        owner, asking = Office(2 * number, start, own_week), Office(2 * number + 1, start, asking_week)
        due |= plan(owner, asking, start + DAY * days, begin + HOUR * hours, returning)

    came, newest, now = {}, 0, begin - before
    while now <= begin + after:
        if write_reminders(now=now):
            for row in Notification.objects.exclude(reminder="").filter(pk__gt=newest).order_by("pk"):
                key = (row.task_id, row.reminder, row.day)
                assert key not in came
                came[key], newest = now, row.pk
        now += HOUR

    first, last = (begin - before + DAY).date(), (begin + after - DAY).date()
    expected = {key: place for key, place in due.items() if first <= place[0] <= last}
    assert expected
    # What lies at the edge of the days in which the job runs may come or not.
    assert {key for key in came if first <= due[key][0] <= last} == set(expected)
    for key, (day, office) in expected.items():
        local = came[key].astimezone(office.zone)
        assert (local.date(), local.hour) == (day, MORNING)


calendars = st.builds(
    Calendar,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.frozensets(st.dates(date(2026, 2, 1), date(2026, 4, 30)), max_size=30),
    st.just(ZoneInfo("UTC")),
)
DATES = st.dates(date(2026, 1, 15), date(2026, 5, 15))


@settings(max_examples=200, deadline=None)
@given(calendars, DATES, st.integers(-60, 60))
def test_the_days_that_a_reminder_is_about_are_those_that_tearing_off_finds(calendar, today, distance):
    day = today + DAY * distance
    assume(calendar.is_working_day(today))
    after = [day + DAY * ahead for ahead in range(1, 200) if calendar.is_working_day(day + DAY * ahead)]
    before = [day - DAY * back for back in range(1, 200) if calendar.is_working_day(day - DAY * back)]
    late = {today - DAY * back for back in range(LATE + 1)}

    due = {
        reminder for reminder, (first, last) in windows_of(calendar, today).items() if first <= day <= last
    }

    assert (Reminder.SOON in due) == (before[0] == today)
    assert (Reminder.TODAY in due) == (day == today)
    assert (Reminder.OVERDUE in due) == (after[0] in late)
    assert (Reminder.UNATTENDED in due) == (after[1] in late)
