"""Redis stops, freezes and comes back: every change works, and every page hears again."""

import time

import pytest
from django.db import connection

from board import live as publishing
from board.actions.moves import BOTTOM, move_task
from board.actions.tasks import create_task
from board.cache import BreakerCache, breaker
from config.redis import Redis
from tests.brokers import celery_at, freeze, thaw
from tests.live.process import Live, wait_until

STREAMS = 50
SECONDS = 15


@pytest.fixture
def server(tmp_path):
    server = Redis(tmp_path / "redis")
    server.start()
    yield server
    server.stop()
    breaker.reset()


@pytest.fixture
def there(cast, server, tmp_path, monkeypatch):
    """A live process on a Redis of its own, to which this process publishes, too."""
    options = {"OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1}}
    monkeypatch.setattr(publishing, "pages", BreakerCache(server.url(), options))
    process = Live(connection.settings_dict["NAME"], tmp_path / "live", REDIS_URL=server.url(1))
    process.wait_until_it_answers()
    with celery_at(server.url(1)):
        yield process
    process.stop()


def start_again(server):
    """Start the server where it was: same port, same password, and nobody remembered."""
    server._launch()


def test_fifty_streams_are_live_again_after_redis_was_restarted(cast, listen, server, there):
    task = cast.task()
    streams = [listen(cast.boris, f"board={cast.legal.pk}&task={n}", process=there) for n in range(STREAMS)]
    server.stop()
    move_task(task, column=cast.doing.pk, after=BOTTOM, actor=cast.ana)
    start_again(server)
    began = time.monotonic()
    # All ask for what they have missed, ...
    assert all(stream.wait_for("resync", SECONDS) for stream in streams)
    assert time.monotonic() - began < SECONDS
    # ... and once more when nobody leaves Redis alone any longer.
    assert all(stream.wait_for("resync", SECONDS) for stream in streams)

    breaker.reset()
    create_task(cast.todo, title="New", actor=cast.ana)
    assert all(stream.wait_for("boards", 2) for stream in streams)
    assert not any(stream.has_ended for stream in streams)


@pytest.mark.long
def test_a_frozen_redis_is_noticed(cast, listen, server, there):
    stream = listen(cast.boris, f"board={cast.legal.pk}", process=there)
    freeze(server)
    # It is asked after five seconds of silence, and given up after five more.
    wait_until(lambda: "Redis is not heard" in there.log.read_text(), 2 * SECONDS)
    thaw(server)
    assert stream.wait_for("resync", SECONDS)


def test_a_change_takes_two_seconds_more_at_most_where_redis_is_frozen(cast, server, there):
    task = cast.task()
    freeze(server)
    began = time.monotonic()
    move_task(task, column=cast.doing.pk, after=BOTTOM, actor=cast.ana)
    assert time.monotonic() - began < 2
    began = time.monotonic()
    move_task(task, column=cast.todo.pk, after=None, actor=cast.ana)
    assert time.monotonic() - began < 0.5
    task.refresh_from_db()
    assert task.column == cast.todo
    thaw(server)


def test_who_could_not_be_heard_says_so_with_the_next_word(cast, listen, server, there):
    task = cast.task()
    stream = listen(cast.boris, process=there)
    breaker.trip("for a moment")
    move_task(task, column=cast.doing.pk, after=BOTTOM, actor=cast.ana)
    breaker.reset()
    move_task(task, column=cast.todo.pk, after=None, actor=cast.ana)
    assert stream.wait_for("resync")
