"""The cache of pages on a Redis that works, stops and freezes."""

import time
from contextlib import suppress

import pytest
import redis
from django.db import transaction
from django.test import Client

from board.actions.mails import queue_mail
from board.cache import BreakerCache, breaker
from board.models import Mail
from board.models.mail import MailKind
from config.celery import app
from config.redis import Redis
from tests.brokers import celery_at, freeze, thaw
from tests.cast import PASSWORD


@pytest.fixture
def server(tmp_path):
    """A Redis of its own, which a test may stop and freeze."""
    server = Redis(tmp_path / "redis")
    server.start()
    yield server
    with suppress(ProcessLookupError):
        thaw(server)
    server.stop()
    breaker.reset()


@pytest.fixture
def pages(server):
    return BreakerCache(server.url(), {"OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1}})


@pytest.fixture
def broker(server):
    """Celery's nudges go to that Redis too."""
    with celery_at(server.url(1)):
        yield


def use(pages):
    """Do what a page may do, and return how many seconds that takes."""
    begin = time.monotonic()
    assert pages.get("name", "nothing") == "nothing"
    assert pages.get_many(["name", "other"]) == {}
    assert pages.has_key("name") is False
    assert pages.touch("name") is False
    assert pages.delete("name") is False
    assert pages.set_many({"name": 1}) == ["name"]
    assert pages.get_or_set("name", "computed") == "computed"
    pages.set("name", "value")
    pages.delete_many(["name"])
    pages.clear()
    return time.monotonic() - begin


def test_what_is_put_in_comes_out(pages):
    pages.set("name", "value")

    assert pages.get("name") == "value"
    assert pages.answers()
    assert not breaker.is_open


def test_a_frozen_redis_costs_two_seconds_once(pages, server):
    pages.set("name", "value")
    freeze(server)

    assert use(pages) < 2
    assert use(pages) < 0.1
    assert not pages.answers()


def test_a_stopped_redis_costs_nothing(pages, server):
    server.stop()

    assert use(pages) < 1
    assert breaker.is_open


def test_after_the_pause_it_is_asked_again(pages, server):
    freeze(server)
    use(pages)
    thaw(server)

    breaker.reset()

    pages.set("name", "value")
    assert pages.get("name") == "value"


@pytest.mark.django_db(transaction=True)
def test_a_change_is_saved_though_the_nudge_finds_a_frozen_redis(cast, server, broker, pages):
    freeze(server)
    begin = time.monotonic()

    for number in range(3):
        with transaction.atomic():
            queue_mail(MailKind.PASSWORD_RESET, cast.ana, key=f"mail-{number}")
    use(pages)

    assert time.monotonic() - begin < 3
    assert Mail.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_the_nudge_reaches_the_broker_after_the_commit(cast, server, broker, pages):
    with transaction.atomic():
        queue_mail(MailKind.PASSWORD_RESET, cast.ana, key="mail")
        assert waiting(server) == 0

    assert waiting(server) == 1
    assert not breaker.is_open


def waiting(server):
    with redis.Redis.from_url(server.url(1)) as client:
        return client.llen(app.conf.task_default_queue)


def test_failed_sign_ins_count_while_redis_is_gone(cast):
    breaker.trip("gone")
    client = Client()
    for _try in range(5):
        client.post("/accounts/login/", {"login": "ana", "password": "wrong"})

    client.post("/accounts/login/", {"login": "ana", "password": PASSWORD})

    assert client.get("/settings/").status_code == 302
