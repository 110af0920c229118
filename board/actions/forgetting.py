"""What nobody asks about any more is removed, in portions that hold up nobody."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from board.models import Mail, Mention, Notification, Reason
from board.models.mail import MailState

# Notifications that were read, and mails that are done with.
KEPT = timedelta(days=90)
UNREAD_KEPT = timedelta(days=365)
PORTION = 2000


def forget_old_notifications(*, now=None):
    """Delete the notifications that were read and are older than KEPT, and the others older than UNREAD_KEPT.

    Those of a mention stay as long as the name stands there: an edit must not tell of it again.
    """
    now = now or timezone.now()
    named = Mention.objects.filter(task=OuterRef("task"), user=OuterRef("user"))
    over = Notification.objects.filter(Q(read_at__isnull=False) | Q(created_at__lt=now - UNREAD_KEPT))
    over = over.exclude(Exists(named), reason=Reason.MENTIONED)
    edge = 0
    # Along their numbers, which grow with time: there is no other index to find old ones by.
    while old := _portion_after(edge, now - KEPT):
        over.filter(pk__in=old).delete()
        edge = old[-1]


def forget_old_mails(*, now=None):
    """Delete the rows of mails that are done with for longer than KEPT."""
    over = Mail.objects.exclude(state=MailState.DUE)
    old = over.filter(created_at__lt=(now or timezone.now()) - KEPT).order_by("created_at")
    while portion := list(old.values_list("pk", flat=True)[:PORTION]):
        over.filter(pk__in=portion).delete()


def _portion_after(edge, moment):
    """Return the ids of the next notifications from before `moment`; none where the time of newer ones begins."""
    rows = Notification.objects.filter(pk__gt=edge).order_by("pk").values_list("pk", "created_at")
    return [pk for pk, created_at in rows[:PORTION] if created_at < moment]
