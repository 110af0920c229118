"""Every mail goes out once, whatever the mail server does."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from board.actions.mails import queue_mail
from board.models import Mail
from board.models.mail import MailKind, MailState
from board.notifications import outbox


@pytest.fixture
def due(cast):
    """A password reset that Ana is due."""
    return queue(cast.ana, "first")


def queue(user, key, **fields):
    queue_mail(MailKind.PASSWORD_RESET, user, key=key, **fields)
    return Mail.objects.get(key=key)


def minutes_until(moment):
    return round((moment - timezone.now()) / timedelta(minutes=1))


def test_a_due_mail_is_sent_and_marked(due, peer):
    assert outbox.send_due() == 1

    due.refresh_from_db()
    assert (due.state, due.attempts, due.leased_until) == (MailState.SENT, 1, None)
    assert due.sent_at
    assert peer.recipients == ["ana@example.com"]
    assert peer.received[0]["Message-ID"] == due.message_id
    assert peer.received[0]["Auto-Submitted"] == "auto-generated"


def test_a_sent_mail_is_not_sent_again(due, peer):
    outbox.send_due()

    assert outbox.send_due() == 0
    assert len(peer.received) == 1


def test_one_key_makes_one_mail(due, cast):
    queue(cast.ana, "first")

    assert Mail.objects.count() == 1


def test_the_urgent_go_first_then_the_older(cast, peer):
    queue(cast.vera, "digest", urgency=5)
    queue(cast.oleg, "later")
    Mail.objects.filter(key="later").update(due_at=timezone.now() - timedelta(seconds=5))
    queue(cast.ana, "soonest")
    Mail.objects.filter(key="soonest").update(due_at=timezone.now() - timedelta(hours=1))

    outbox.send_due()

    assert peer.recipients == ["ana@example.com", "oleg@example.com", "vera@example.com"]


def test_a_mail_of_the_future_waits(due, peer):
    Mail.objects.update(due_at=timezone.now() + timedelta(minutes=2))

    assert outbox.send_due() == 0


def test_a_mail_that_another_worker_holds_is_left_to_it_until_the_lease_ends(due, peer):
    Mail.objects.update(leased_until=timezone.now() + timedelta(minutes=4))
    assert outbox.send_due() == 0

    Mail.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert outbox.send_due() == 1


def test_a_refusal_for_good_is_final_and_stops_nobody_else(cast, peer):
    refused, fine = queue(cast.ana, "refused"), queue(cast.vera, "fine")
    peer.says["ana@example.com"] = "550 No such user here"

    outbox.send_due()

    refused.refresh_from_db()
    fine.refresh_from_db()
    assert (refused.state, fine.state) == (MailState.FAILED, MailState.SENT)
    assert "No such user here" in refused.error


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_a_refusal_for_now_backs_off_longer_each_time(due, peer, command):
    peer.says[command] = "451 Come back later"

    waits = []
    for _try in range(6):
        Mail.objects.update(due_at=timezone.now())
        outbox.send_due()
        due.refresh_from_db()
        waits.append(minutes_until(due.due_at))

    assert waits == [1, 5, 15, 60, 240, 240]
    assert due.state == MailState.DUE
    assert "Come back later" in due.error


def test_after_days_of_trying_it_fails_and_one_that_begins_anew_has_its_tries_too(cast, peer):
    tried, anew = queue(cast.ana, "tried"), queue(cast.vera, "anew")
    peer.says["RCPT"] = "451 Come back later"
    Mail.objects.update(created_at=timezone.now() - timedelta(days=4))
    Mail.objects.filter(pk=tried.pk).update(attempts=16)

    outbox.send_due()

    tried.refresh_from_db()
    anew.refresh_from_db()
    assert (tried.state, anew.state) == (MailState.FAILED, MailState.DUE)


def test_a_server_that_is_not_there_is_tried_once_and_keeps_everything_due(cast, peer, settings):
    first, second = queue(cast.ana, "first"), queue(cast.vera, "second")
    settings.EMAIL_PORT = 1

    assert outbox.send_due() == 0

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.attempts) == (MailState.DUE, 1)
    assert (second.state, second.attempts) == (MailState.DUE, 0)


def test_without_starttls_nothing_goes_out_in_clear_text(due, peer, settings):
    settings.EMAIL_USE_TLS = True

    outbox.send_due()

    due.refresh_from_db()
    assert peer.received == []
    assert (due.state, due.attempts) == (MailState.DUE, 1)
    assert "STARTTLS" in due.error


def test_a_connection_lost_after_sending_doubles_one_mail_under_one_message_id(due, peer):
    peer.says["drop"] = True
    outbox.send_due()
    peer.says.clear()
    Mail.objects.update(due_at=timezone.now())

    outbox.send_due()

    due.refresh_from_db()
    assert due.state == MailState.SENT
    assert [message["Message-ID"] for message in peer.received] == [due.message_id] * 2


def test_a_poisoned_row_does_not_stop_the_queue(cast, peer):
    poisoned, fine = queue(cast.ana, "poisoned"), queue(cast.vera, "fine")
    Mail.objects.filter(pk=poisoned.pk).update(kind="unknown")

    outbox.send_due()

    poisoned.refresh_from_db()
    fine.refresh_from_db()
    assert (poisoned.state, fine.state) == (MailState.DUE, MailState.SENT)
    assert poisoned.error.startswith("KeyError")


def test_an_error_is_kept_on_one_short_line(due, peer):
    peer.says["DATA"] = "554-" + "x" * 490 + "\r\n554 y"

    outbox.send_due()

    due.refresh_from_db()
    assert due.state == MailState.FAILED
    assert len(due.error) <= 500
    assert due.error.isprintable()


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_never_send_the_same_mail(cast, peer):
    for number in range(12):
        person = cast.person(f"person{number}", f"Person {number}", cast.legal)
        queue(person, f"mail-{number}")
    start = threading.Barrier(4)

    def work():
        start.wait()
        try:
            outbox.send_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(peer.recipients) == sorted(f"person{number}@example.com" for number in range(12))
    assert set(Mail.objects.values_list("state", "attempts")) == {(MailState.SENT, 1)}
