"""The nightly cleaning: what is read and old goes, and nothing is told twice for it."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from board.actions import forgetting
from board.actions.digests import write_digests
from board.actions.forgetting import forget_old_mails, forget_old_notifications
from board.actions.task_text import edit_description
from board.models import Delivery, Mail, Notification, Reason, Reminder
from board.models.mail import MailKind, MailState

NOW = datetime(2026, 12, 2, 8, tzinfo=UTC)


@pytest.fixture
def notice(cast):
    """Return a function that makes a notification of Ana's, so many days old."""
    task, days = cast.task(), count()

    def make(days_old, *, read=False, **fields):
        row = Notification.objects.create(
            **{"user": cast.ana, "task": task, "reason": Reason.WATCHING, "delivery": Delivery.DIGEST}
            | fields,
            reminder=Reminder.TODAY,
            day=date(2026, 1, 1) + timedelta(days=next(days)),
            read_at=NOW if read else None,
        )
        Notification.objects.filter(pk=row.pk).update(created_at=NOW - timedelta(days=days_old))
        return row

    return make


def mail(cast, days_old, state=MailState.SENT):
    row = Mail.objects.create(kind=MailKind.DIGEST, user=cast.ana, key=f"{state} {days_old}", state=state)
    Mail.objects.filter(pk=row.pk).update(created_at=NOW - timedelta(days=days_old))
    return row


def test_read_ones_go_after_ninety_days_and_unread_ones_after_a_year(notice):
    gone = [notice(366), notice(91, read=True), notice(400, read=True)]
    kept = [notice(364), notice(91), notice(89, read=True), notice(1)]

    forget_old_notifications(now=NOW)

    assert list(Notification.objects.order_by("pk")) == kept
    assert gone


def test_it_goes_in_portions(notice, monkeypatch, cast):
    monkeypatch.setattr(forgetting, "PORTION", 3)
    rows = [notice(100, read=number % 2) for number in range(11)]
    for days_old in range(100, 111):
        mail(cast, days_old)

    forget_old_notifications(now=NOW)
    forget_old_mails(now=NOW)

    assert list(Notification.objects.order_by("pk")) == rows[::2]
    assert not Mail.objects.exists()


def test_mails_that_are_done_with_go_and_those_that_are_due_stay(cast):
    for state in (MailState.SENT, MailState.FAILED, MailState.CANCELLED):
        mail(cast, 91, state)
    kept = [mail(cast, 89), mail(cast, 91, MailState.DUE)]

    forget_old_mails(now=NOW)

    assert list(Mail.objects.order_by("pk")) == kept


def test_what_a_forgotten_digest_told_is_not_told_by_another(cast, notice):
    told = notice(91, mail=mail(cast, 91))
    forget_old_mails(now=NOW)
    told.refresh_from_db()
    assert told.mail is None

    assert write_digests(now=NOW) == 0
    notice(1)
    assert write_digests(now=NOW) == 1
    told.refresh_from_db()
    assert told.mail is None


def test_an_edit_years_later_does_not_tell_of_a_name_again(cast):
    task = cast.task(actor=cast.boris, description="@ana please")
    told = cast.ana.notifications.get(reason=Reason.MENTIONED)
    Notification.objects.filter(pk=told.pk).update(read_at=NOW, created_at=NOW - timedelta(days=800))

    forget_old_notifications(now=NOW)
    edit_description(task, description="@ana please, soon", version=task.version, actor=cast.boris)

    assert cast.ana.notifications.get(reason=Reason.MENTIONED) == told
