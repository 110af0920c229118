"""The clock reminds of what nobody has done."""

import logging

from django.db import transaction
from django.utils import timezone

from board.actions.locks import lock_task
from board.errors import Refused
from board.models import Task
from board.notifications.reminders import remind
from board.queries.reminders import due_reminders, is_still_due

# Of so many tasks one look of the clock reminds; the next one goes on.
AT_ONCE = 1000

logger = logging.getLogger(__name__)


def write_reminders(*, now=None):
    """Write all reminders that are due, each in a transaction of its own; return how many people hear of something.

    A task that has changed meanwhile, or fails, leaves the others alone.
    """
    due = due_reminders(now or timezone.now(), limit=AT_ONCE)
    tasks = Task.objects.in_bulk({reminder.task for reminder in due})
    count = 0
    for pk, reminder, day in due:
        try:
            count += remind_of(tasks[pk], reminder=reminder, day=day, actor=None)
        except Refused:
            continue
        except Exception:
            logger.exception("#%d: the reminder %r was not written", pk, str(reminder))
    return count


@transaction.atomic
def remind_of(task, *, reminder, day, actor):
    """Write the Reminder of `task` that is about `day`; return how many hear of it: none where it is due no more.

    Raises Refused where another department has taken the task over.
    """
    lock_task(task)
    return remind(task, reminder, day) if is_still_due(task, reminder, day) else 0
