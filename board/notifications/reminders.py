"""Whom the clock reminds, and of what: the rows of one reminder about one task."""

from django.db.models import Exists, OuterRef, Q

from board import live
from board.models import Delivery, Notification, Reason, Reminder, User, Watch
from board.models.mail import MailKind
from board.models.task_access import who_leads, who_sees
from board.notifications.notices import queue
from board.notifications.recipients import chosen_by, delivery_of


def remind(task, reminder, day):
    """Write that the people whom `reminder` of `task` is for should hear of it, once for each `day`; return how many.

    The board of `task` is locked, and the task as it is now. Never for who has muted it, is inactive or may not see it.
    """
    if Notification.objects.filter(task=task.pk, reminder=reminder, day=day).exists():
        return 0
    reason, belongs = _audience(task, reminder)
    muted = Watch.objects.filter(task=task.pk, is_muted=True).values("user")
    people = User.objects.order_by("pk").filter(belongs, who_sees(task)).exclude(pk__in=muted)
    chosen = people.annotate(chosen=chosen_by(OuterRef("pk"))).values_list("pk", "chosen")
    deliveries = {person: delivery_of(reason, choice) for person, choice in chosen}
    mails = queue(
        [
            (MailKind.TASK, person, None, task.pk, f"reminder-{task.pk}-{reminder}-{day}-{person}")
            for person, delivery in deliveries.items()
            if delivery == Delivery.NOW
        ]
    )
    Notification.objects.bulk_create(
        [
            Notification(
                user_id=person,
                task=task,
                reminder=reminder,
                day=day,
                reason=reason,
                delivery=delivery,
                mail_id=mails.get(person),
            )
            for person, delivery in deliveries.items()
        ]
    )
    live.heard(deliveries)
    return len(deliveries)


def _audience(task, reminder):
    """Return (Reason, condition on people) of those whom `reminder` is for."""
    if reminder == Reminder.CLOSING:
        has_left = Exists(User.objects.filter(pk=task.requester_id, is_active=False))
        leads = who_leads(task.requesting_department_id)
        return Reason.MOVE, Q(pk=task.requester_id) | (leads & Q(has_left))
    if reminder != Reminder.UNATTENDED and task.assignee_id:
        return Reason.ASSIGNED, Q(pk=task.assignee_id)
    return Reason.INBOX, who_leads(task.department_id)
