"""Working days: on which days a department works, and when a number of them is over."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from board.models import Department, Holiday

# A department without a working day in as many days is taken to work on none at all.
HORIZON = 366
DAY = timedelta(days=1)
WEEK, SATURDAY, SUNDAY = 7, 6, 7
# When what nobody has returned closes: before anybody is at work.
CLOSING_HOUR = time(6)


@dataclass(frozen=True)
class Closing:
    """Until when something can be returned: the whole of `last_day`, and until the moment `at` (in UTC)."""

    last_day: date
    at: datetime


@dataclass(frozen=True)
class Calendar:
    """The days on which a department works, ISO weekdays without its holidays, in its time zone."""

    working_days: frozenset[int]
    holidays: frozenset[date]
    zone: ZoneInfo

    def day_of(self, moment):
        """Return the date that it is there at an aware `moment`."""
        return moment.astimezone(self.zone).date()

    def is_working_day(self, day):
        return day.isoweekday() in self.working_days and day not in self.holidays

    def add_working_days(self, day, number):
        """Return the `number`-th working day after `day`, which is not counted; before it where negative, itself for 0.

        Returns None where there are none for a year.
        """
        step = DAY if number > 0 else -DAY
        for _each in range(abs(number)):
            ahead = (day + step * distance for distance in range(1, HORIZON + 1))
            day = next(filter(self.is_working_day, ahead), None)
            if day is None:
                return None
        return day

    def working_days_between(self, first, last):
        """Return how many working days come after `first`, up to and with `last`; 0 where it is not later."""
        days = (last - first).days
        if days <= 0:
            return 0
        weeks, rest = divmod(days, WEEK)
        working = weeks * len(self.working_days)
        working += sum((last - DAY * back).isoweekday() in self.working_days for back in range(rest))
        return working - sum(
            first < day <= last and day.isoweekday() in self.working_days for day in self.holidays
        )

    def closing(self, delivered_at, number):
        """Return the Closing of what was delivered at that moment and can be returned for `number` working days.

        The day of the delivery is none of them. It closes at six in the morning after the last: the first time that
        the clock shows it, or as much later as the clock was put forward. Returns None for never.
        """
        last = self.add_working_days(self.day_of(delivered_at), number)
        if last is None:
            return None
        morning = datetime.combine(last + DAY, CLOSING_HOUR, tzinfo=self.zone)
        return Closing(last_day=last, at=morning.astimezone(UTC))


def end_of_week(today, working_days):
    """Return the last day of the week of `today`: Sunday, or Saturday where people begin to work on Sunday."""
    last = SATURDAY if SUNDAY in working_days and SATURDAY not in working_days else SUNDAY
    return today + DAY * ((last - today.isoweekday()) % WEEK)


def calendar_of(department, holidays=None):
    """Return the Calendar of `department`, in one query, or in none where the caller has its `holidays`."""
    if holidays is None:
        holidays = Holiday.objects.filter(department=department).values_list("day", flat=True)
    return _calendar(department.working_days, holidays, department.time_zone)


def calendars_of(department_ids):
    """Return {id: Calendar} of several departments, in two queries."""
    holidays = defaultdict(list)
    for department, day in Holiday.objects.filter(department__in=department_ids).values_list(
        "department", "day"
    ):
        holidays[department].append(day)
    departments = Department.objects.filter(pk__in=department_ids).values_list(
        "pk", "working_days", "time_zone"
    )
    return {pk: _calendar(days, holidays[pk], time_zone) for pk, days, time_zone in departments}


def _calendar(working_days, holidays, time_zone):
    return Calendar(frozenset(working_days), frozenset(holidays), ZoneInfo(time_zone))
