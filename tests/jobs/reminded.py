"""What the tests of reminders share: a day, and who was reminded of a task."""

from datetime import UTC, date, datetime

from board.models import Notification

# A Wednesday, and when it is time to remind of it.
DAY = date(2026, 12, 2)
SEVEN = datetime(2026, 12, 2, 7, tzinfo=UTC)


def told(task):
    """Return who was reminded of `task`: [(username, reminder, day)]."""
    rows = Notification.objects.filter(task=task).exclude(reminder="").order_by("pk")
    return list(rows.values_list("user__username", "reminder", "day"))


def kinds(task):
    return [reminder for _user, reminder, _day in told(task)]
