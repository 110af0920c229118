"""What becomes of an activity in its own transaction: notifications, and the mails that are due."""

from datetime import timedelta

from django.conf import settings
from django.db import connection

from board import live
from board.models import Delivery, Notification, Verb
from board.models.mail import MailKind, MailState, Urgency
from board.notifications.recipients import recipients, recipients_of_each

# What comes to a department is told to its own address, too.
TO_DEPARTMENT = {Verb.ASKED, Verb.HANDED_OFF}

# A mail about a task that no worker has taken yet tells what happens meanwhile, too. The update locks it, so that
# a worker passes it over until this transaction has ended.
_QUEUE = """
    INSERT INTO board_mail (kind, user_id, department_id, task_id, key, due_at, urgency, state,
                            attempts, error, message_id, created_at)
    SELECT kind, user_id, department_id, task_id, key, now() + %s, %s, %s, 0, '', '', now()
    FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[])
         AS row (kind, user_id, department_id, task_id, key)
    ON CONFLICT (user_id, task_id) WHERE kind = 'task' AND state = 'due' AND attempts = 0
    DO UPDATE SET task_id = excluded.task_id
    RETURNING user_id, id
"""


def tell(activity):
    """Write who hears of `activity`, and the mails that are due for it: three statements at most.

    Return the ids of those people.
    """
    hearers = recipients(activity)
    rows = [
        (MailKind.TASK, hearer.user, None, activity.task_id, f"task-{activity.pk}-{hearer.user}")
        for hearer in hearers
        if hearer.delivery == Delivery.NOW
    ]
    if activity.verb in TO_DEPARTMENT:
        department = activity.task.department_id
        rows.append((MailKind.DEPARTMENT, None, department, activity.task_id, f"department-{activity.pk}"))
    mails = queue(rows)
    _write([(activity, hearer, mails) for hearer in hearers])
    return {hearer.user for hearer in hearers}


def tell_each(activities):
    """Write who hears of the same verb done to several tasks of a board at once; each person gets one mail for all.

    What was done to one alone is told in the mail about that one. Return the ids of those people.
    """
    hearers = recipients_of_each(activities)
    told_at_once = {
        hearer.user for each in hearers.values() for hearer in each if hearer.delivery == Delivery.NOW
    }
    first, *others = activities
    kind, task = (MailKind.TASKS, None) if others else (MailKind.TASK, first.task_id)
    mails = queue([(kind, user, None, task, f"{kind}-{first.pk}-{user}") for user in sorted(told_at_once)])
    _write([(activity, hearer, mails) for activity, each in hearers.items() for hearer in each])
    return {hearer.user for each in hearers.values() for hearer in each}


def untell(activity):
    """Take back what nobody has read yet, and no mail has told, of `activity`: it is undone."""
    unread = Notification.objects.filter(activity=activity, read_at=None)
    untold = unread.exclude(mail__state=MailState.SENT)
    live.heard(untold.values_list("user", flat=True))
    untold.delete()


def queue(rows, *, urgency=Urgency.NOW, held=True):
    """Write mails that are due, or join those about the same task that wait still; return {user's id: mail's id}.

    A row is (kind, user's id, department's id, task's id, key). They are held for MAIL_HOLD, so that an undo, an
    edit or reading in the app can change what they say.
    """
    if not rows:
        return {}
    wait = timedelta(seconds=settings.MAIL_HOLD if held else 0)
    columns = [list(column) for column in zip(*rows, strict=True)]
    columns[0] = [str(kind) for kind in columns[0]]
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE, [wait, urgency, MailState.DUE, *columns])
        return dict(cursor.fetchall())


def _write(notices):
    Notification.objects.bulk_create(
        [
            Notification(
                user_id=hearer.user,
                task_id=activity.task_id,
                activity=activity,
                reason=hearer.reason,
                delivery=hearer.delivery,
                mail_id=mails.get(hearer.user) if hearer.delivery == Delivery.NOW else None,
            )
            for activity, hearer, mails in notices
        ],
        batch_size=1000,
    )
