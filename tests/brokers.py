"""Where the nudges of this process go, for tests with a Redis of their own."""

import os
import signal
from contextlib import contextmanager

from config.celery import app


@contextmanager
def celery_at(url):
    """Send the nudges to that Redis meanwhile."""
    before = app.conf.broker_url
    _point_celery_at(url)
    try:
        yield
    finally:
        _point_celery_at(before)


def freeze(server):
    """Let it take connections and answer nothing."""
    os.kill(pid(server), signal.SIGSTOP)


def thaw(server):
    os.kill(pid(server), signal.SIGCONT)


def pid(server):
    return int((server.folder / "redis.pid").read_text())


def _point_celery_at(url):
    app.conf.broker_url = url
    app.conf.broker_read_url = app.conf.broker_write_url = url
    app._pool = None
    app.amqp._producer_pool = None
