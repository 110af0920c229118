"""Sending a mail again, and taking one back."""

import pytest
from django.utils import timezone

from board.actions.mails import cancel_mail, resend_mail
from board.errors import Refused
from board.models import Notification
from board.models.mail import MailKind, MailState
from board.notifications import outbox
from tests.notifications.rows import ago, held


@pytest.mark.parametrize(
    "fields",
    [
        {"state": MailState.FAILED, "attempts": 3, "error": "550 no"},
        {"state": MailState.CANCELLED, "error": "Cancelled by somebody."},
        {"state": MailState.DUE, "attempts": 4, "error": "451 later", "due_at": "in an hour"},
        {"state": MailState.DUE, **held(-5)},
    ],
)
def test_what_did_not_arrive_is_due_now_and_is_sent(cast, mail, peer, fields):
    if "due_at" in fields:
        fields = fields | {"due_at": ago(hours=-1)}
    again = mail(**fields)

    resend_mail(again, actor=cast.irina)
    again.refresh_from_db()
    assert (again.state, again.attempts, again.error, again.leased_until) == (MailState.DUE, 0, "", None)

    outbox.send_due()
    assert peer.recipients == ["ana@example.com"]


def test_what_a_worker_sends_at_this_moment_is_left_to_it(cast, mail):
    sending, forgotten = mail(**held(60)), mail(**held(-60))

    for act in (resend_mail, cancel_mail):
        with pytest.raises(Refused, match="A worker is sending it at this moment"):
            act(sending, actor=cast.irina)
        act(forgotten, actor=cast.irina)
    sending.refresh_from_db()
    assert (sending.state, sending.attempts) == (MailState.DUE, 1)


def test_what_was_sent_goes_out_a_second_time_only_when_that_is_confirmed(cast, mail, peer):
    sent = mail()
    outbox.send_due()
    with pytest.raises(Refused, match=r"It was sent\."):
        resend_mail(sent, actor=cast.irina)

    resend_mail(sent, actor=cast.irina, again=True)
    outbox.send_due()

    first, second = (message["Message-ID"] for message in peer.received)
    assert first != second


def test_a_mail_about_a_task_joins_the_one_that_waits(cast, mail):
    task = cast.task()
    failed = mail(MailState.FAILED, kind=MailKind.TASK, task=task, error="550 no")
    told = Notification.objects.create(
        user=cast.ana,
        task=task,
        activity=task.activities.last(),
        reason="watching",
        delivery="now",
        mail=failed,
    )
    waiting = mail(kind=MailKind.TASK, task=task, due_at=ago(minutes=-2))

    resend_mail(failed, actor=cast.irina)

    for row in (failed, waiting, told):
        row.refresh_from_db()
    assert (failed.state, failed.error) == (
        MailState.CANCELLED,
        f"Mail {waiting.pk} tells what this one would have told.",
    )
    assert told.mail == waiting
    assert waiting.state == MailState.DUE
    assert waiting.due_at <= timezone.now()


def test_one_about_another_task_or_to_somebody_else_stands_in_nobodys_way(cast, mail):
    task, other = cast.task(), cast.task()
    failed = mail(MailState.FAILED, kind=MailKind.TASK, task=task)
    mail(kind=MailKind.TASK, task=other)
    mail(kind=MailKind.TASK, task=task, user=cast.boris)
    mail(kind=MailKind.TASK, task=task, attempts=1)

    resend_mail(failed, actor=cast.irina)

    failed.refresh_from_db()
    assert failed.state == MailState.DUE


def test_a_sent_mail_about_a_task_is_not_sent_again_while_another_waits(cast, mail):
    task = cast.task()
    sent = mail(MailState.SENT, kind=MailKind.TASK, task=task, sent_at=ago(hours=1))
    waiting = mail(kind=MailKind.TASK, task=task)
    with pytest.raises(Refused, match="Another mail about the same task is due"):
        resend_mail(sent, actor=cast.irina, again=True)

    cancel_mail(waiting, actor=cast.irina)
    resend_mail(sent, actor=cast.irina, again=True)
    sent.refresh_from_db()
    assert sent.state == MailState.DUE


def test_a_due_mail_is_cancelled_and_says_by_whom(cast, mail, peer):
    due = mail()

    cancel_mail(due, actor=cast.irina)

    outbox.send_due()
    due.refresh_from_db()
    assert (due.state, due.error) == (MailState.CANCELLED, "Cancelled by Irina Admin.")
    assert peer.received == []


@pytest.mark.parametrize("state", [MailState.SENT, MailState.FAILED, MailState.CANCELLED])
def test_what_is_not_due_is_not_cancelled(cast, mail, state):
    over = mail(state)

    with pytest.raises(Refused, match="Only what is due can be cancelled"):
        cancel_mail(over, actor=cast.irina)

    over.refresh_from_db()
    assert over.state == state
