"""Who is due a digest, and what is in it."""

import datetime
import zoneinfo
from collections import defaultdict
from typing import NamedTuple

from django.conf import settings
from django.db.models import CharField, Exists, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.db.models.lookups import Exact
from django.utils import timezone

from board.actions.forgetting import KEPT
from board.calendar import calendars_of
from board.models import (
    Absence,
    Delivery,
    Department,
    Group,
    Mail,
    Notification,
    Preference,
    Task,
    User,
    Watch,
)
from board.models.department import monday_to_friday
from board.models.notification import DEFAULTS
from board.models.task_access import reader_sees

# Where this person's clock stands; the names of time zones.
CLOCK = Coalesce(NullIf("time_zone", Value("")), "department__time_zone", Value(settings.TIME_ZONE))


class DueDigest(NamedTuple):
    """`day` is the date that it is where the person reads; `is_late`: something of theirs is overdue."""

    user: int
    day: datetime.date
    is_late: bool


def due_digests(now, *, limit):
    """Return at most `limit` DueDigests of those whose hour has come, who had something to read by then and none today.

    What comes later waits for the next day's. The number of statements is the same for one and for many.
    """
    calendars = calendars_of(Department.objects.current().values("pk"))
    due = []
    for day, clocks in _clocks(now).items():
        at_work = [pk for pk, calendar in calendars.items() if calendar.is_working_day(day)]
        people = _without_digest(day).filter(_hour_has_come(clocks), _is_at_work(day, at_work))
        # Not by the order of the ids: PostgreSQL would walk along all that a person ever heard of.
        waiting = _news(now).filter(user=OuterRef("pk")).order_by().values("user")
        first = waiting.annotate(first=Min("created_at")).values("first")
        rows = people.order_by("pk").values_list(
            "pk", _is_late(day, calendars, now), Subquery(first), "clock", "digest_hour"
        )
        for user, late, since, *clock in rows:
            if late or (since and since < _moment(day, *clock)):
                due.append(DueDigest(user, day, late))
    return due[:limit]


def news_of(people, now):
    """Return what waits for the next digest of `people`: of tasks that they may see and have not muted.

    What is so old that its mail may be forgotten was told in time, or nobody was there to read it.
    """
    return _news(now).filter(user__in=people)


def key_of(user, day):
    """Return the key of the mail: two digests on one local date are one."""
    return f"digest-{user}-{day}"


def _clocks(now):
    """Return {date: {name of a time zone: hour}} of all clocks that people read."""
    names = User.objects.active().order_by().annotate(clock=CLOCK).values_list("clock", flat=True).distinct()
    clocks = defaultdict(dict)
    for name in names:
        local = timezone.localtime(now, zoneinfo.ZoneInfo(name))
        clocks[local.date()][name] = local.hour
    return clocks


def _moment(day, clock, hour):
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=zoneinfo.ZoneInfo(clock))


def _without_digest(day):
    """Return the active people who are not away on `day` and whose digest of that date is not written."""
    key = Concat(Value("digest-"), Cast(OuterRef("pk"), CharField()), Value(f"-{day}"))
    absences = Absence.objects.filter(user=OuterRef("pk"), first_day__lte=day, last_day__gte=day)
    people = User.objects.active().annotate(clock=CLOCK)
    return people.filter(~Exists(absences), ~Exists(Mail.objects.filter(key=key)))


def _hour_has_come(clocks):
    names = defaultdict(list)
    for name, hour in clocks.items():
        names[hour].append(name)
    come = Q()
    for hour, theirs in names.items():
        come |= Q(clock__in=theirs, digest_hour__lte=hour)
    return come


def _is_at_work(day, departments):
    """Whether the date `day` is a working day of the person: of those in `departments`, and of who is in none."""
    at_work = Q(department__in=departments)
    return at_work | Q(department=None) if day.isoweekday() in monday_to_friday() else at_work


def _is_late(day, calendars, now):
    """Whether something is overdue that the person works on and wants to hear of."""
    ends = defaultdict(list)
    for pk, calendar in calendars.items():
        # By the clock of the department and by that of the person.
        ends[min(day, calendar.day_of(now))].append(pk)
    late = Q(pk__in=[])
    for end, departments in ends.items():
        theirs = Task.objects.assigned_and_open(OuterRef("pk")).overdue(end)
        late |= Q(Exists(theirs.filter(department__in=departments)))
    return late & ~Q(Exact(_choice(Group.ASSIGNMENTS), Value(str(Delivery.APP))))


def _choice(group):
    """What the person, or else the site, has chosen for `group`."""
    own = Preference.objects.filter(user=OuterRef("pk"), group=group).values("delivery")
    site = Preference.objects.filter(user=None, group=group).values("delivery")
    return Coalesce(Subquery(own), Subquery(site), Value(str(DEFAULTS[group])))


def _news(now):
    muted = Watch.objects.filter(task=OuterRef("task"), user=OuterRef("user"), is_muted=True)
    waiting = Notification.objects.unread().filter(delivery=Delivery.DIGEST, mail=None)
    return waiting.filter(reader_sees(), ~Exists(muted), created_at__gte=now - KEPT)
