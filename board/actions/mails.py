"""Mail is a row first: written in the transaction of what it tells of, and sent by a worker afterwards."""

from datetime import timedelta

from django.utils import timezone

from board.models import Mail
from board.models.mail import MailState
from board.notifications import outbox

DAYS_KEPT = 90


def queue_mail(kind, user, *, key, urgency=0):
    """Write that `user` is due a mail of `kind`, once for each `key`; a worker looks once it is committed."""
    Mail.objects.bulk_create([Mail(kind=kind, user=user, key=key, urgency=urgency)], ignore_conflicts=True)
    outbox.nudge()


def cancel_mails(user):
    """Take back what has not been sent to `user` yet."""
    Mail.objects.filter(user=user, state=MailState.DUE).update(
        state=MailState.CANCELLED, error="The person was deactivated."
    )


def forget_old_mails():
    """Delete the rows of mails that are done with for DAYS_KEPT days."""
    over = Mail.objects.exclude(state=MailState.DUE)
    over.filter(created_at__lt=timezone.now() - timedelta(days=DAYS_KEPT)).delete()
