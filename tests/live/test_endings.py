"""How a stream ends: with a deploy, with a browser that vanishes, and by itself after a while."""

import json

import pytest
from django.conf import settings
from django.db import connection, transaction

from board.cache import pages
from board.queries.live import Wish
from board.streams.hub import BEATS, PATIENCE, Hub
from board.streams.stream import BEAT, LIVES, Stream
from config.streaming import UNANSWERED
from tests.live.process import Live, wait_until
from tests.live.vanishing import vanish

PREFIX = f"{settings.CACHES['pages']['KEY_PREFIX']}-own"


@pytest.fixture
def own_live(cast, tmp_path):
    process = Live(connection.settings_dict["NAME"], tmp_path / "live", CACHE_PREFIX=PREFIX)
    process.wait_until_it_answers()
    yield process
    process.stop()


def test_a_deploy_ends_all_streams_at_once(cast, listen, own_live):
    streams = [listen(cast.ana, process=own_live) for _number in range(20)]
    own_live.terminate()
    assert all(stream.wait_for_the_end(3) for stream in streams)
    # The browsers come back by themselves.
    assert [stream.said for stream in streams] == [[]] * 20
    assert own_live.wait(10) == 0


def test_a_process_that_cannot_go_on_is_started_anew(cast, listen, own_live):
    stream = listen(cast.ana, process=own_live)
    pages.publish(f"{PREFIX}:live", '"no message"')
    assert stream.wait_for_the_end(5)
    own_live.wait_until_it_answers()
    wait_until(lambda: "cannot go on" in own_live.log.read_text(), 5)
    assert listen(cast.ana, process=own_live).status == 200


@pytest.mark.long
def test_while_the_database_does_not_say_who_may_hear_nobody_does(cast, listen, own_live):
    stream = listen(cast.ana, f"board={cast.legal.pk}", process=own_live)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
        wait_until(lambda: "so nobody does" in own_live.log.read_text(), 15)
        board = {"version": 1, "order": [cast.todo.pk], "columns": {}}
        pages.publish(f"{PREFIX}:live", json.dumps({"boards": {cast.legal.pk: board}}))
        assert stream.next(1) is None
    assert stream.next(15) == {"resync": True}


def test_a_client_that_closes_is_forgotten(cast, listen, own_live):
    streams = [listen(cast.ana, process=own_live) for _number in range(5)]
    assert own_live.connections() == 5
    for stream in streams:
        stream.close()
    wait_until(lambda: own_live.connections() == 0, 5)


@pytest.mark.long
def test_clients_that_vanish_are_freed_within_a_minute(cast, listen, own_live):
    people = [cast.person(f"p{n}", f"Person {n}", cast.legal) for n in range(5)]
    streams = [listen(people[number % 5], process=own_live) for number in range(200)]
    stays = listen(cast.ana, process=own_live)
    for stream in streams:
        vanish(stream.socket)
    assert own_live.connections() == 201
    wait_until(lambda: own_live.connections() == 1, 60)
    assert not stays.has_ended


def test_what_frees_them_is_short_enough():
    assert BEATS + UNANSWERED / 1000 < 60
    assert PATIENCE < 60


def test_a_person_has_not_endlessly_many_streams(cast, listen):
    streams = [listen(cast.ana) for _number in range(51)]
    assert [stream.status for stream in streams].count(200) == 50
    assert streams[-1].status == 429
    assert listen(cast.boris).status == 200


def wish(kind, pk=None):
    return Wish("session", "seal", 1, kind, pk)


def test_a_stream_lives_ten_minutes_at_most_and_not_all_alike():
    ends = {Stream([wish("me")], now=0).ends for _number in range(50)}
    assert len(ends) > 40
    assert all(LIVES[0] <= end <= LIVES[1] <= 600 for end in ends)


def test_a_slow_reader_gets_one_message_about_all():
    stream = Stream([wish("me"), wish("board", 3)], now=0)
    stream.say_board(3, {"version": 1, "order": [7, 8], "columns": {"7": 1}})
    stream.say_board(3, {"version": 2, "order": [8, 7], "columns": {"8": 5}})
    stream.say_task(1042, 1)
    stream.say_task(1042, 2)
    assert stream.take() == (
        b'data: {"boards":{"3":{"version":2,"order":[8,7],"columns":{"7":1,"8":5}}},"tasks":{"1042":2}}\n\n',
        False,
    )
    assert stream.take() == (BEAT, False)


def test_what_was_lost_is_not_said_although_it_was_to_be():
    stream = Stream([wish("me"), wish("board", 3), wish("task", 1042)], now=0)
    stream.say_board(3, {"version": 1, "order": [7], "columns": {"7": 1}})
    stream.say_task(1042, 1)
    stream.lose([wish("board", 3)])
    assert stream.take() == (b'data: {"tasks":{"1042":1},"gone":{"boards":[3]}}\n\n', False)


def test_after_the_session_only_the_end_is_said():
    stream = Stream([wish("me"), wish("board", 3)], now=0)
    stream.say_board(3, {"version": 1, "order": [7], "columns": {"7": 1}})
    stream.lose([wish("me"), wish("board", 3)])
    assert stream.take() == (b"event: end\ndata:\n\n", True)


def test_who_comes_after_the_end_is_sent_away():
    hub = Hub(ask=None)
    hub.close()
    stream = Stream([wish("me")], now=0)
    hub.add(stream, {wish("me"): (None, False)})
    assert stream.take() == (b"", True)
    hub.remove(stream)
    assert len(hub) == 0
