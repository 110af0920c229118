"""A worker that has lived through a fault sends the next mail, without being started anew."""

import logging
import time
from contextlib import suppress

import pytest
from django.conf import settings
from kombu import Connection, Consumer, Producer, Queue

from config.redis import Redis
from tests.brokers import freeze, thaw
from tests.torture import peer
from tests.torture.system import until

SECONDS = 60
logger = logging.getLogger(__name__)
DUE = """
    INSERT INTO board_mail (kind, user_id, key, due_at, urgency, state, attempts, error, message_id, created_at)
    SELECT 'password_reset', id, %s, now(), 0, 'due', 0, '', '', now() FROM board_user WHERE username = 'person0'
"""
LEASED = "SELECT 1 FROM board_mail WHERE leased_until > now()"


@pytest.fixture
def system(system_with):
    """A board with one person, whose worker and beat are ready."""
    system = system_with(MAIL_SWEEP="1", MAIL_TIMEOUT="5")
    system.run("-m", "tests.torture.office", "open", "3")
    worker = system.begin_worker()
    system.begin_beat()
    assert until(lambda: worker.has_said("ready."), seconds=SECONDS)
    return system


def is_sent(system, key):
    system.ask(DUE, key)
    return until(
        lambda: system.ask("SELECT state FROM board_mail WHERE key = %s", key) == [("sent",)], seconds=SECONDS
    )


@pytest.mark.long
def test_a_worker_hears_again_after_every_outage(system):
    def outage(begin, end, seconds):
        begin()
        time.sleep(seconds)
        end()

    def outage_in_a_job():
        system.peer.switch(peer.STALLING)
        system.ask(DUE, "stalled")
        assert until(lambda: system.ask(LEASED), seconds=SECONDS)
        outage(system.stop_redis, system.start_redis, 3)
        system.peer.switch(peer.FINE)

    faults = {
        "Redis was stopped in a job": outage_in_a_job,
        "Redis was stopped": lambda: outage(system.stop_redis, system.start_redis, 4),
        "Redis was frozen": lambda: outage(system.freeze_redis, system.thaw_redis, 6),
        "Redis was emptied": system.flush_redis,
        "PostgreSQL was restarted": system.restart_postgres,
        "PostgreSQL was stopped": lambda: outage(system.postgres.stop, system.postgres.start, 4),
        "all children were killed": lambda: [child.kill() for child in system.programs["worker"].children()],
    }
    assert is_sent(system, "before")

    for words, fault in faults.items():
        begin = time.time()
        fault()
        print(words, begin)
        assert is_sent(system, words), words
        print("heard after", time.time() - begin)
    for program in system.programs.values():
        assert program.process.poll() is None
        assert not any("Traceback" in line or line.startswith("  File") for line in program.lines())


@pytest.fixture
def server(tmp_path):
    """A Redis with three jobs in it."""
    server = Redis(tmp_path / "redis")
    server.start()
    with connection_to(server) as broker:
        queue = Queue("jobs", channel=broker.default_channel)
        for number in range(3):
            Producer(broker).publish(number, routing_key="jobs", declare=[queue])
    yield server
    with suppress(ProcessLookupError):
        thaw(server)
    server.stop()


def connection_to(server):
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS | {"socket_timeout": 0.2}
    return Connection(server.url(), transport_options=options)


def take(broker):
    """Return the list to which the jobs come that are taken: one, and then as many as have been answered."""
    taken = []
    queue = Queue("jobs", channel=broker.default_channel)
    consumer = Consumer(broker, [queue], callbacks=[lambda _body, message: taken.append(message)])
    consumer.qos(prefetch_count=1)
    consumer.consume()
    broker.drain_events(timeout=SECONDS)
    return taken


def test_jobs_that_could_not_be_acknowledged_leave_room_for_others(server):
    with connection_to(server) as broker:
        taken = take(broker)
        for answer in ("ack_log_error", "reject_log_error"):
            freeze(server)
            getattr(taken[-1], answer)(logger, broker.connection_errors)
            thaw(server)
            broker.drain_events(timeout=SECONDS)

    assert [message.payload for message in taken] == [0, 1, 2]


def test_a_job_that_ends_after_the_connection_does_not_end_the_worker(server):
    broker = connection_to(server)
    [job] = take(broker)
    server.stop()
    broker.release()

    job.ack()
