"""The outbox: the rows are the truth, and a worker sends each that is due once, the urgent first."""

import logging
import smtplib
import time
from datetime import timedelta
from email.utils import make_msgid

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from board.cache import breaker
from board.models import Mail
from board.models.mail import MailState
from board.notifications import envelope, mails
from board.notifications.left import NotSent
from board.notifications.relay import Relay, Unreachable
from config.celery import app

RUN = 60  # seconds; the broker hands a job that takes 600 to another worker
BACKLOG = 50  # with more due than that, a second worker helps
BACK_OFF = (1, 5, 15, 60, 240)  # minutes after the first, second, … try; the last one repeats
GIVE_UP = timedelta(days=3)
# Seconds between tries to write down what became of a mail, while the database is away; the lease is longer.
PATIENCE = (0.2, 1, 2, 5, 10, 20, 30)
# The server's word about one mail; after anything else there is no use in trying it with the next one.
ABOUT_THE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
DATABASE_ERRORS = (OperationalError, InterfaceError)
logger = logging.getLogger(__name__)

# One statement, so that a worker that is killed holds either the whole claim or nothing. The Message-ID is written
# once and for all tries: a crash after sending may double the mail, and the reader's program sees that.
_CLAIM = """
    UPDATE board_mail
    SET leased_until = statement_timestamp() + %s,
        attempts = attempts + 1,
        message_id = CASE WHEN message_id = '' THEN %s ELSE message_id END
    WHERE id = (
        SELECT id FROM board_mail
        WHERE state = 'due' AND due_at <= statement_timestamp()
          AND (leased_until IS NULL OR leased_until < statement_timestamp())
        ORDER BY urgency, due_at, id
        LIMIT 1
        FOR NO KEY UPDATE SKIP LOCKED
    )
    RETURNING *
"""


def nudge():
    """Have a worker look for due mail after this commit; with Redis gone the sweeper finds it."""
    transaction.on_commit(tell_a_worker, robust=True)


def tell_a_worker(**arguments):
    """Have a worker look for due mail now."""
    if breaker.is_open:
        return
    with breaker.guard(BrokerError, RedisError, OSError):
        app.send_task("board.jobs.send_due_mail", kwargs=arguments, expires=60, retry=False)


def send_due(*, helping=False):
    """Send the mails that are due, for RUN seconds at most, and return how many were sent.

    With many due, another worker is told to help; with some left, to go on. Stops where the mail server cannot be
    reached. `helping`: somebody else sees to that.
    """
    if not helping and _is_backlog(BACKLOG):
        tell_a_worker(helping=True)
    sent, end = 0, time.monotonic() + RUN
    with Relay() as relay:
        while mail := _claim():
            state, reachable = _deliver(mail, relay)
            sent += state == MailState.SENT
            if not reachable:
                return sent
            if time.monotonic() >= end:
                break
    if not helping and _is_backlog(0):
        tell_a_worker()
    return sent


def _is_backlog(number):
    """Whether more than `number` mails are due that nobody holds."""
    return Mail.objects.claimable().order_by()[number : number + 1].exists()


def _claim():
    """Lease the next due mail that nobody else is about to send, and return it, or None."""
    _renew_connection()
    lease = timedelta(seconds=settings.MAIL_LEASE)
    claimed = Mail.objects.raw(_CLAIM, [lease, make_msgid(domain=envelope.host())])
    return next(iter(claimed), None)


def _deliver(mail, relay):
    """Send a claimed mail; return its state now, and whether the mail server can be reached."""
    try:
        relay.send(mails.compose(mail))
    except NotSent as reason:
        return _mark(mail, state=MailState.CANCELLED, error=str(reason)), True
    except Exception as error:  # noqa: BLE001 — one poisoned row must not stop the queue
        logger.warning("Mail %d, try %d: %s", mail.pk, mail.attempts, _words(error))
        # smtplib's errors are OSErrors too.
        return _failed(mail, error), isinstance(error, ABOUT_THE_MAIL) or not isinstance(error, OSError)
    return _mark(mail, state=MailState.SENT, sent_at=timezone.now(), error=""), True


def _failed(mail, error):
    words = _words(error)
    # One that an administrator sends again after days has its tries, too.
    was_tried = mail.attempts >= len(BACK_OFF) and timezone.now() - mail.created_at > GIVE_UP
    if _is_final(error) or was_tried:
        return _mark(mail, state=MailState.FAILED, error=words)
    # A server that is not there has said nothing about this mail, which is tried again as soon as any other.
    attempts = 1 if isinstance(error, Unreachable) else mail.attempts
    minutes = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    return _mark(mail, state=MailState.DUE, due_at=Now() + timedelta(minutes=minutes), error=words)


def _is_final(error):
    """Whether the mail server has refused this mail for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, ABOUT_THE_MAIL) and error.smtp_code >= 500


def _words(error):
    """Return what to show an operator: never the mail's text, which no error of SMTP repeats."""
    text = str(error) if isinstance(error, Unreachable) else f"{type(error).__name__}: {error}"
    return "".join(sign if sign.isprintable() else " " for sign in text)[:500]


def _mark(mail, *, state, **fields):
    """Write down what became of a mail, and return it; a sent one must not go out again for a database's restart."""
    # Only with the lease that we took: whoever took the mail over afterwards says what became of it.
    ours = Mail.objects.filter(pk=mail.pk, leased_until=mail.leased_until)
    for pause in PATIENCE:
        try:
            ours.update(state=state, leased_until=None, **fields)
        except DATABASE_ERRORS as error:
            logger.warning("Mail %d is %s, and the database is away: %s", mail.pk, state, _words(error))
            time.sleep(pause)
            _renew_connection()
        else:
            break
    return state


def _renew_connection():
    """Let go of a connection that has not survived a restart of the database: nothing else does, in a long loop."""
    if not connection.in_atomic_block:
        close_old_connections()
