"""What the people of the sign-in hint should hear of: what has happened lately, as far as it concerns them."""

import datetime

from board.demo import LOGINS
from board.demo.rows import set_times
from board.models import Delivery, Notification, Verb, Visit
from board.notifications.recipients import recipients

DAYS = 4
# Of one person: enough to look at, and no flood.
MOST = 12
MANY = 60
# The rules of the present, where a task has gone on since: whose move it was then is not known any more.
LASTING = {
    Verb.COMMENTED,
    Verb.ASKED,
    Verb.ASSIGNED,
    Verb.DELIVERED,
    Verb.ACCEPTED,
    Verb.PROMISED,
    Verb.HANDED_OFF,
}


def make_notifications(rows):
    """Write them, those on tasks that were visited since as read; nothing is mailed for them."""
    readers = {rows.people[name].pk: [] for name in LOGINS}
    since = rows.activities[-1].created_at - datetime.timedelta(days=DAYS)
    fresh = [row for row in rows.activities if row.created_at >= since and row.verb in LASTING][-MANY:]
    for activity in fresh:
        for hearer in recipients(activity):
            if hearer.user in readers:
                readers[hearer.user].append((activity, hearer))
    seen = {(visit.task_id, visit.user_id): visit for visit in Visit.objects.filter(user__in=readers)}
    notices = [
        _notice(activity, hearer, seen.get((activity.task_id, hearer.user)))
        for heard in readers.values()
        for activity, hearer in heard[-MOST:]
    ]
    notices.sort(key=lambda notice: notice.activity_id)
    Notification.objects.bulk_create(notices)
    set_times(Notification, notices, [notice.activity.created_at for notice in notices])


def _notice(activity, hearer, visit):
    is_read = visit is not None and visit.activity_id >= activity.pk
    return Notification(
        user_id=hearer.user,
        task_id=activity.task_id,
        activity=activity,
        reason=hearer.reason,
        # A digest would gather them.
        delivery=Delivery.APP,
        read_at=activity.created_at if is_read else None,
    )
