"""What can wait comes to each person in one mail a day, at their own hour."""

import logging
from collections import defaultdict

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from board.models import Mail, Notification
from board.models.mail import MailKind, MailState, Urgency
from board.notifications import outbox
from board.queries.digests import due_digests, key_of, news_of

# So many people one look of the clock serves; the next one goes on.
AT_ONCE = 10_000
PORTION = 500
# A second beat waits for the first to commit, and then writes nothing.
_WRITE = """
    INSERT INTO board_mail (kind, user_id, key, urgency, state, due_at, attempts, error, message_id, created_at)
    SELECT %s, user_id, key, %s, %s, now(), 0, '', '', now()
    FROM unnest(%s::bigint[], %s::text[]) AS row (user_id, key)
    ON CONFLICT (key) DO NOTHING
    RETURNING user_id, id
"""

logger = logging.getLogger(__name__)


def write_digests(*, now=None):
    """Write the digests that are due, some people in a transaction each; return how many.

    One that fails leaves the others alone.
    """
    now = now or timezone.now()
    due = due_digests(now, limit=AT_ONCE)
    portions = [due[start : start + PORTION] for start in range(0, len(due), PORTION)]
    count = sum(_write(portion, now) for portion in portions)
    if count:
        outbox.nudge()
    return count


@transaction.atomic
def write_digests_to(due, *, now, actor):
    """Write that each of `due` (DueDigests) is due a digest, with what is in it; return how many are.

    Nobody has two of one local date, and an empty one is not written.
    """
    news = defaultdict(list)
    # What a page marks as read in this moment is not waited for.
    waiting = news_of([digest.user for digest in due], now).select_for_update(
        skip_locked=True, no_key=True, of=("self",)
    )
    for pk, user in waiting.order_by().values_list("pk", "user"):
        news[user].append(pk)
    full = sorted(digest for digest in due if digest.is_late or digest.user in news)
    mails = _insert(full)
    told = [pk for user in mails for pk in news[user]]
    mail = Mail.objects.filter(pk__in=mails.values(), user=OuterRef("user")).values("pk")
    Notification.objects.filter(pk__in=told).update(mail=Subquery(mail))
    return len(mails)


def _write(due, now):
    """Write the digests; where that fails, those of one half and of the other, so that only the broken one fails."""
    try:
        return write_digests_to(due, now=now, actor=None)
    except Exception:
        if len(due) == 1:
            logger.exception("The digest of person %d was not written", due[0].user)
            return 0
    half = len(due) // 2
    return _write(due[:half], now) + _write(due[half:], now)


def _insert(due):
    """Write the mails of those who have none of that date yet; return {user's id: mail's id}."""
    users, keys = [digest.user for digest in due], [key_of(digest.user, digest.day) for digest in due]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [MailKind.DIGEST, Urgency.DIGEST, MailState.DUE, users, keys])
        return dict(cursor.fetchall())
