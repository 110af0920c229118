"""However often a job is delivered, and however many beats there are, a mail goes out once."""

from collections import Counter

import pytest

from config.celery import app
from tests.brokers import celery_at
from tests.torture.system import until

PEOPLE = 30
DELIVERIES = 5
SECONDS = 60
DUE = """
    INSERT INTO board_mail (kind, user_id, key, due_at, urgency, state, attempts, error, message_id, created_at)
    SELECT 'password_reset', id, 'reset-' || id, now(), 0, 'due', 0, '', '', now()
    FROM board_user WHERE username LIKE 'person%'
"""
LEFT = "SELECT count(*) FROM board_mail WHERE state = 'due' AND due_at <= now()"


def test_five_deliveries_of_one_job_to_two_workers_make_one_mail_for_each(system_with):
    system = system_with()
    system.run("-m", "tests.torture.office", "open", str(3 * PEOPLE))
    workers = [system.begin_worker("worker"), system.begin_worker("another")]
    assert until(lambda: all(worker.has_said("ready.") for worker in workers), seconds=SECONDS)
    system.ask(DUE)

    with celery_at(system.redis.url()):
        for _delivery in range(DELIVERIES):
            app.send_task("board.jobs.send_due_mail", queue="handoff")

    assert until(lambda: done(workers) >= DELIVERIES, seconds=SECONDS)
    assert all(worker.has_said("succeeded") for worker in workers)
    assert_each_has_one(system)


@pytest.mark.long
def test_two_beats_make_one_mail_for_each(system_with):
    system = system_with(MAIL_SWEEP="1")
    system.run("-m", "tests.torture.office", "open", str(3 * PEOPLE))
    worker = system.begin_worker()
    system.ask(DUE)
    beats = [system.begin_beat("beat"), system.begin_beat("second")]

    assert until(lambda: system.ask(LEFT) == [(0,)] and done([worker]) > DELIVERIES, seconds=SECONDS)
    assert all(beat.has_said("Sending due task send-due-mail") for beat in beats)
    assert_each_has_one(system)


def done(workers):
    return sum(
        "send_due_mail" in line and "succeeded" in line for worker in workers for line in worker.lines()
    )


def assert_each_has_one(system):
    people = system.ask("SELECT email FROM board_user WHERE username LIKE 'person%'")
    assert Counter(delivery.recipient for delivery in system.peer.deliveries()) == Counter(
        email for (email,) in people
    )
