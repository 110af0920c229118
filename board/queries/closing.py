"""What was delivered closes by itself once nobody has returned it for long enough."""

from datetime import timedelta

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Value

from board.calendar import calendar_of, calendars_of
from board.models import State, Task

DAY = timedelta(days=1)


def closing_of(task, holidays=None):
    """Return until when `task` can be returned (board.calendar.Closing); None where it will not close by itself.

    Reads the days off of the requesting department, unless the caller has them; nothing for what is not delivered.
    """
    return end_of_returning(task, holidays) if task.state == State.DELIVERED else None


def end_of_returning(task, holidays=None):
    """Return the same for a task that was delivered, whatever became of it."""
    number = task.department.closes_after
    return number and calendar_of(task.requesting_department, holidays).closing(task.finished_at, number)


def due_for_closing(now, *, limit):
    """Return at most `limit` delivered tasks that nobody has returned in time, those delivered first at the front."""
    waiting = list(_delivered_long_ago(now))
    calendars = calendars_of({asking for _pk, asking, _number, _at in waiting})
    due = []
    for pk, asking, number, delivered_at in waiting:
        closing = calendars[asking].closing(delivered_at, number)
        if closing and closing.at <= now:
            due.append(pk)
    return Task.objects.filter(pk__in=due[:limit]).select_related("department").order_by("turn_since", "pk")


def _delivered_long_ago(now):
    """Return what could be due: so many working days are at least as many times 24 hours, whatever the clocks do."""
    number = F("department__closes_after")
    days = ExpressionWrapper(number * Value(DAY), output_field=DurationField())
    latest = ExpressionWrapper(Value(now) - days, output_field=DateTimeField())
    # The first of the two dates is what the index begins with.
    return (
        Task.objects.filter(state=State.DELIVERED, turn_since__lte=now - DAY)
        .filter(department__closes_after__isnull=False, turn_since__lte=latest)
        .order_by("turn_since", "pk")
        .values_list("pk", "requesting_department", number, "finished_at")
    )
