"""Mail is a row first: written in the transaction of what it tells of, and sent by a worker afterwards."""

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from board.errors import Refused
from board.models import Mail
from board.models.mail import MailState
from board.notifications import outbox


def queue_mail(kind, user, *, key, urgency=0):
    """Write that `user` is due a mail of `kind`, once for each `key`; a worker looks once it is committed."""
    Mail.objects.bulk_create([Mail(kind=kind, user=user, key=key, urgency=urgency)], ignore_conflicts=True)
    outbox.nudge()


def cancel_mails(user):
    """Take back what has not been sent to `user` yet."""
    Mail.objects.filter(user=user, state=MailState.DUE).update(
        state=MailState.CANCELLED, error="The person was deactivated."
    )


@transaction.atomic
def resend_mail(mail, *, actor, again=False):
    """Let a mail be due now, as if it had never been tried; one that was sent only where `again` confirms that.

    Where another mail about the same task waits for the same person, that one tells what this one would have told.
    Raises Refused while a worker sends it.
    """
    mail = _lock(mail)
    if mail.state == MailState.SENT and not again:
        raise Refused(_("It was sent. To send it a second time, open it."))
    if not _become_due(mail):
        _join_the_one_that_waits(mail)
    outbox.nudge()


@transaction.atomic
def cancel_mail(mail, *, actor):
    """Take back a mail that is due. Raises Refused where it is not, or while a worker sends it."""
    mail = _lock(mail)
    if mail.state != MailState.DUE:
        raise Refused(_("Only what is due can be cancelled. This one: %s.") % mail.get_state_display())
    Mail.objects.filter(pk=mail.pk).update(state=MailState.CANCELLED, error=f"Cancelled by {actor}.")


def _lock(mail):
    """Return the mail as it is now, locked. Raises Refused while a worker has it."""
    # Whoever claims a mail passes over those that are locked.
    locked = Mail.objects.select_for_update(no_key=True).with_holder()
    mail = locked.get(pk=mail.pk)
    if mail.is_held:
        raise Refused(_("A worker is sending it at this moment. Look again in a minute."))
    return mail


def _become_due(mail):
    """Whether the mail is due now: not where another about the same task waits already."""
    # What was sent is another mail the second time: servers leave out what they know the number of.
    number = {"message_id": "", "sent_at": None} if mail.state == MailState.SENT else {}
    try:
        with transaction.atomic():
            Mail.objects.filter(pk=mail.pk).update(
                state=MailState.DUE, due_at=Now(), attempts=0, error="", leased_until=None, **number
            )
    except IntegrityError:
        return False
    return True


def _join_the_one_that_waits(mail):
    if mail.state == MailState.SENT:
        raise Refused(_("Another mail about the same task is due to them already."))
    waiting = Mail.objects.select_for_update(no_key=True).open_about(mail).first()
    if waiting is None:
        raise Refused(_("Just now it was tried. Look again in a minute."))
    mail.notifications.update(mail=waiting)
    Mail.objects.filter(pk=waiting.pk).update(due_at=Now())
    Mail.objects.filter(pk=mail.pk).update(
        state=MailState.CANCELLED, error=f"Mail {waiting.pk} tells what this one would have told."
    )
