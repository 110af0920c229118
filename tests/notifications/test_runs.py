"""One run of a worker: one connection for many mails, an end in time, help with many, and nothing lost on the way."""

import asyncio
import base64
import json
from datetime import timedelta
from threading import Thread

import pytest
import redis
from django.conf import settings as site
from django.db import connection
from django.utils import timezone

from board.actions.mails import queue_mail
from board.models import Mail
from board.models.mail import MailKind, MailState
from board.notifications import outbox


@pytest.fixture
def due(cast):
    """Password resets that three people are due."""
    for person in (cast.ana, cast.boris, cast.vera):
        queue_mail(MailKind.PASSWORD_RESET, person, key=person.username)


@pytest.fixture
def told():
    """Return a function that gives the arguments of the jobs that were asked for since."""
    queue = site.CELERY_TASK_DEFAULT_QUEUE
    with redis.Redis.from_url(site.REDIS_URL) as client:
        client.delete(queue)

        def arguments():
            jobs = [json.loads(job) for job in client.lrange(queue, 0, -1)]
            bodies = [json.loads(base64.b64decode(job["body"])) for job in jobs]
            return [keywords for _positional, keywords, _rest in bodies]

        yield arguments
        client.delete(queue)


def on_data(peer, act):
    """Have the peer call `act(server, session)` when it gets a mail, before it answers."""
    handle = peer.handle_DATA

    async def handle_data(server, session, envelope):
        act(server, session)
        return await handle(server, session, envelope)

    peer.handle_DATA = handle_data


def test_one_connection_serves_many_mails(due, peer):
    clients = []
    on_data(peer, lambda server, session: clients.append(session.peer))

    assert outbox.send_due() == 3

    assert len(clients) == 3 and len(set(clients)) == 1


def test_after_a_refusal_the_next_mail_goes_out_all_the_same(due, peer):
    peer.says["ana@example.com"] = "451 Come back later"

    assert outbox.send_due() == 2


def test_a_server_that_ends_the_connection_after_each_mail_gets_each_once(due, peer):
    clients = []

    def hang_up(server, session):
        clients.append(session.peer)
        # Right after the answer, which is written before the loop goes on.
        asyncio.get_running_loop().call_soon(server.transport.close)

    on_data(peer, hang_up)
    for _run in range(3):
        outbox.send_due()
        Mail.objects.update(due_at=timezone.now())

    assert sorted(peer.recipients) == ["ana@example.com", "boris@example.com", "vera@example.com"]
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}
    assert len(set(clients)) > 1


def test_a_run_ends_in_time_and_has_another_worker_go_on(due, peer, told, monkeypatch):
    monkeypatch.setattr(outbox, "RUN", 0)

    assert outbox.send_due() == 1
    assert told() == [{}]

    monkeypatch.undo()
    assert outbox.send_due() == 2
    assert told() == [{}]


def test_with_many_due_another_worker_helps(cast, peer, told):
    Mail.objects.bulk_create(
        Mail(kind=MailKind.PASSWORD_RESET, user=cast.ana, key=f"many-{number}") for number in range(51)
    )

    outbox.send_due()

    assert told() == [{"helping": True}]
    assert not Mail.objects.filter(state=MailState.DUE).exists()


def test_who_helps_calls_nobody(cast, peer, told, monkeypatch):
    monkeypatch.setattr(outbox, "RUN", 0)
    Mail.objects.bulk_create(
        Mail(kind=MailKind.PASSWORD_RESET, user=cast.ana, key=f"many-{number}") for number in range(60)
    )

    outbox.send_due(helping=True)

    assert told() == []


def test_a_server_that_is_not_there_costs_a_mail_no_longer_wait(due, peer, settings):
    settings.EMAIL_PORT = 1
    for _try in range(6):
        Mail.objects.update(due_at=timezone.now())
        outbox.send_due()

    tried = Mail.objects.filter(attempts__gte=2)
    assert tried.exists()
    for mail in Mail.objects.all():
        assert mail.due_at <= timezone.now() + timedelta(seconds=61)


def test_a_broken_starttls_is_never_followed_by_clear_text(due, peer, settings):
    settings.EMAIL_USE_TLS = True
    for _run in range(3):
        outbox.send_due()
        Mail.objects.update(due_at=timezone.now())

    assert peer.received == []
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.DUE}

    settings.EMAIL_USE_TLS = False
    assert outbox.send_due() == 3


def elsewhere(statement, *parameters):
    """Run a statement in a connection of its own, as another worker would."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(statement, parameters)
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_whoever_lost_the_lease_says_nothing_about_the_mail(due, peer):
    Mail.objects.exclude(key="ana").delete()
    taken = timezone.now() + timedelta(minutes=9)
    take = "UPDATE board_mail SET leased_until = %s, attempts = 2"
    on_data(peer, lambda server, session: run_in_thread(elsewhere, take, taken))

    outbox.send_due()

    mail = Mail.objects.get()
    assert (mail.state, mail.leased_until, mail.attempts) == (MailState.DUE, taken, 2)
    assert mail.sent_at is None


@pytest.mark.django_db(transaction=True)
def test_a_restart_of_the_database_neither_loses_nor_doubles_a_mail(due, peer):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        (database,) = cursor.fetchone()
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
    on_data(peer, lambda server, session: run_in_thread(elsewhere, end, database))

    assert outbox.send_due() == 3

    assert sorted(peer.recipients) == ["ana@example.com", "boris@example.com", "vera@example.com"]
    assert set(Mail.objects.values_list("state", "attempts")) == {(MailState.SENT, 1)}


def run_in_thread(function, *arguments):
    """Call `function` where no event loop runs, and wait for it."""
    thread = Thread(target=function, args=arguments)
    thread.start()
    thread.join()
