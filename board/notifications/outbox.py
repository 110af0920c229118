"""The outbox: the rows are the truth, and a worker sends each that is due once, the urgent first."""

import logging
import smtplib
from datetime import timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from board.cache import breaker
from board.models import Mail
from board.models.mail import MailState
from board.notifications import mails
from config.celery import app

# Longer than a send can take, with each step of SMTP timing out.
LEASE = timedelta(minutes=5)
BACK_OFF = (1, 5, 15, 60, 240)  # minutes after the first, second, … try; the last one repeats
GIVE_UP = timedelta(days=3)
# The server's word about one mail; after anything else there is no use in trying it with the next one.
ABOUT_THE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
logger = logging.getLogger(__name__)


def nudge():
    """Have a worker look for due mail after this commit; with Redis gone the sweeper finds it."""
    transaction.on_commit(_tell_the_worker, robust=True)


def send_due():
    """Send every mail that is due and return how many were; stops where the mail server cannot be reached."""
    sent = 0
    while mail := _claim():
        state, reachable = _deliver(mail)
        sent += state == MailState.SENT
        if not reachable:
            break
    return sent


def _tell_the_worker():
    if breaker.is_open:
        return
    with breaker.guard(BrokerError, RedisError, OSError):
        app.send_task("board.jobs.send_due_mail", expires=60, retry=False)


@transaction.atomic
def _claim():
    """Lease the next due mail that nobody else is about to send, and return it, or None."""
    due = Mail.objects.claimable().order_by("urgency", "due_at", "id")
    key = due.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True).first()
    if key is None:
        return None
    Mail.objects.filter(pk=key).update(leased_until=Now() + LEASE, attempts=F("attempts") + 1)
    # Once and for all tries: a crash after sending may double this mail, and the reader's program sees that.
    Mail.objects.filter(pk=key, message_id="").update(message_id=_new_message_id())
    return Mail.objects.select_related("user__department").get(pk=key)


def _new_message_id():
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname)


def _deliver(mail):
    """Send a claimed mail; return its state now, and whether the mail server can be reached."""
    if reason := mails.why_not(mail):
        return _mark(mail, state=MailState.CANCELLED, error=reason), True
    try:
        mails.compose(mail).send()
    except Exception as error:  # noqa: BLE001 — one poisoned row must not stop the queue
        logger.warning("Mail %d, try %d: %s: %s", mail.pk, mail.attempts, type(error).__name__, error)
        # smtplib's errors are OSErrors too.
        return _failed(mail, error), isinstance(error, ABOUT_THE_MAIL) or not isinstance(error, OSError)
    return _mark(mail, state=MailState.SENT, sent_at=timezone.now(), error=""), True


def _failed(mail, error):
    words = _words(error)
    if _is_final(error) or timezone.now() - mail.created_at > GIVE_UP:
        return _mark(mail, state=MailState.FAILED, error=words)
    minutes = BACK_OFF[min(mail.attempts, len(BACK_OFF)) - 1]
    return _mark(mail, state=MailState.DUE, due_at=Now() + timedelta(minutes=minutes), error=words)


def _is_final(error):
    """Whether the mail server has refused this mail for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, ABOUT_THE_MAIL) and error.smtp_code >= 500


def _words(error):
    """Return what to show an operator: never the mail's text, which no error of SMTP repeats."""
    text = f"{type(error).__name__}: {error}"
    return "".join(sign if sign.isprintable() else " " for sign in text)[:500]


def _mark(mail, *, state, **fields):
    # Only with the lease that we took: whoever took the mail over afterwards says what became of it.
    ours = Mail.objects.filter(pk=mail.pk, leased_until=mail.leased_until)
    ours.update(state=state, leased_until=None, **fields)
    return state
