"""Of what the clock has to remind somebody now."""

import datetime
from collections import defaultdict
from typing import NamedTuple

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
)

from board.calendar import DAY, HORIZON, calendar_of, calendars_of
from board.models import Activity, Department, Notification, Reminder, State, Task, User, Visit, Watch
from board.models.task_access import who_leads_there
from board.queries.closing import closing_of

# Nobody is reminded of anything before this hour, where they work.
MORNING = 7
# So many days late a reminder still comes, where the worker stood still; what is older than the site is not dug up.
LATE = 7
# What could not be told for so long is past any LATE, however many holidays lie between.
LONG_AGO = datetime.timedelta(days=60)


class DueReminder(NamedTuple):
    """`day`: for which it was promised, the last on which it can be returned, or on which it came to the inbox."""

    task: int
    reminder: Reminder
    day: datetime.date


def due_reminders(now, *, limit):
    """Return at most `limit` DueReminders that nobody has been told of, though there is somebody to tell.

    The number of statements is the same for one and for many.
    """
    calendars = calendars_of(Department.objects.current().values("pk"))
    today = {pk: day for pk, calendar in calendars.items() if (day := _day_at_work(calendar, now))}
    windows = {pk: windows_of(calendars[pk], day) for pk, day in today.items()}
    found = []
    for reminder in (Reminder.TODAY, Reminder.SOON, Reminder.OVERDUE):
        found += _promised(reminder, windows, limit)
    found += _untold([*_closing(now), *_unattended(now, calendars, windows)])
    return found[:limit]


def is_still_due(task, reminder, day):
    """Whether `task`, read anew on a locked board, is still what `reminder` with this `day` is about."""
    match reminder:
        case Reminder.CLOSING:
            closing = closing_of(task)
            return bool(closing) and closing.last_day == day
        case Reminder.UNATTENDED:
            came_on = calendar_of(task.department).day_of(task.turn_since)
            unopened = Task.objects.filter(~_opened(), pk=task.pk, state=State.SUBMITTED)
            return came_on == day and unopened.exists()
    return task.state == State.ACCEPTED and not task.waiting_on and task.promised_on == day


def windows_of(calendar, today):
    """Return {Reminder: (first, last)}: of the days from `first` to `last` it is time to remind on `today`.

    `today` is a working day there. For UNATTENDED they are the days on which something came to the inbox; a whole
    working day has passed since. A reminder that is due on no working day is left out.
    """
    ahead, before = calendar.add_working_days(today, 1), calendar.add_working_days(today, -1)
    # The first of the working days whose reminders, not written then, are not too late today.
    start = calendar.add_working_days(today - DAY * (LATE + 1), 1)
    windows = {Reminder.TODAY: (today, today)}
    if ahead:
        windows[Reminder.SOON] = (today + DAY, ahead)
    since = calendar.add_working_days(start, -1) or start - DAY * HORIZON
    windows[Reminder.OVERDUE] = (since, today - DAY)
    if before:
        since = calendar.add_working_days(start, -2) or start - DAY * HORIZON
        windows[Reminder.UNATTENDED] = (since, before - DAY)
    return windows


def _day_at_work(calendar, now):
    """Return the date that it is there, where that is a working day and the morning has come; or None."""
    local = now.astimezone(calendar.zone)
    return local.date() if local.hour >= MORNING and calendar.is_working_day(local.date()) else None


def _promised(reminder, windows, limit):
    departments = defaultdict(list)
    for pk, of_department in windows.items():
        if reminder in of_department:
            departments[of_department[reminder]].append(pk)
    if not departments:
        return []
    promised = Q()
    for window, theirs in departments.items():
        promised |= Q(department__in=theirs, promised_on__range=window)
    told = Notification.objects.filter(task=OuterRef("pk"), reminder=reminder, day=OuterRef("promised_on"))
    to_tell = _hears("assignee") | Q(assignee=None) & _coordinator_hears("department")
    tasks = Task.objects.filter(promised, to_tell, ~Exists(told), state=State.ACCEPTED, waiting_on="")
    rows = tasks.order_by("promised_on", "pk").values_list("pk", "promised_on")[:limit]
    return [DueReminder(pk, reminder, day) for pk, day in rows if day]


def _closing(now):
    """Yield the DueReminders of what can be returned today for the last time."""
    asker_hears = Q(requester__is_active=False) & _coordinator_hears("requesting_department")
    number = F("department__closes_after")
    # So many working days are at least as many dates, and on the last of them the morning has come.
    days = ExpressionWrapper((number - 1) * Value(DAY), output_field=DurationField())
    latest = ExpressionWrapper(Value(now) - days, output_field=DateTimeField())
    delivered = list(
        Task.objects.filter(_hears("requester") | asker_hears, state=State.DELIVERED)
        .filter(department__closes_after__isnull=False, turn_since__lte=latest)
        .order_by("turn_since", "pk")
        .values_list("pk", "requesting_department", number, "finished_at")
    )
    calendars = calendars_of({asking for _pk, asking, _number, _at in delivered})
    today = {pk: _day_at_work(calendar, now) for pk, calendar in calendars.items()}
    for pk, asking, days, at in delivered:
        calendar, last_day = calendars[asking], today[asking]
        if last_day and calendar.working_days_between(calendar.day_of(at), last_day) == days:
            yield DueReminder(pk, Reminder.CLOSING, last_day)


def _unattended(now, calendars, windows):
    """Yield the DueReminders of what nobody there has opened."""
    tasks = Task.objects.filter(~_opened(), _coordinator_hears("department"), state=State.SUBMITTED)
    tasks = tasks.filter(department__in=windows, turn_since__gte=now - LONG_AGO)
    for pk, department, since in tasks.order_by("pk").values_list("pk", "department", "turn_since"):
        day = calendars[department].day_of(since)
        first, last = windows[department].get(Reminder.UNATTENDED, (day, None))
        if last and first <= day <= last:
            yield DueReminder(pk, Reminder.UNATTENDED, day)


def _untold(found):
    """Return those of `found` that nobody has been told of."""
    rows = Notification.objects.filter(
        task__in={due.task for due in found}, reminder__in={due.reminder for due in found}
    )
    told = set(rows.order_by().values_list("task", "reminder", "day"))
    return [due for due in found if tuple(due) not in told]


def _opened():
    """The task was seen, or something done with it, by one of the owner's people since it came to them."""
    theirs = {"task": OuterRef("pk"), "user__department": OuterRef("department")}
    since = OuterRef("turn_since")
    visits = Visit.objects.filter(Q(seen_at__gte=since) | Q(activity__created_at__gte=since), **theirs)
    deeds = Activity.objects.filter(
        task=OuterRef("pk"), actor__department=OuterRef("department"), created_at__gte=since
    )
    return Exists(visits) | Exists(deeds)


def _hears(person):
    """The task has somebody as its `person` (the name of a field), who is active and has not muted it."""
    muted = Watch.objects.filter(task=OuterRef("pk"), user=OuterRef(person), is_muted=True)
    return Q(**{f"{person}__is_active": True}) & ~Exists(muted)


def _coordinator_hears(department):
    """A coordinator in the `department` (the name of a field) of the task has not muted it."""
    muted = Watch.objects.filter(task=OuterRef(OuterRef("pk")), user=OuterRef("pk"), is_muted=True)
    leads = User.objects.active().order_by().filter(who_leads_there(), department=OuterRef(department))
    return Exists(leads.exclude(Exists(muted)))
