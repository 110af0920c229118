"""The one clock of all streams: heartbeats, the end of a long life, and readers who take nothing."""

import asyncio
import time

from board.queries.live import Wish
from board.streams.door import ask_database
from board.streams.hub import PATIENCE, Hub
from board.streams.stream import BEAT, Stream
from tests.live.loop import run


def test_it_beats_ends_what_is_old_and_cancels_what_is_stuck():
    async def test():
        hub = Hub(ask_database)
        now = time.monotonic()
        quiet, old, stuck = (
            Stream([Wish("session", "seal", user, "me")], now=age)
            for user, age in ((1, now), (2, now - 700), (3, now))
        )
        for stream in (quiet, old, stuck):
            hub.add(stream, {stream.wishes[0]: (None, False)})
            stream.task = asyncio.create_task(asyncio.sleep(60))
        stuck.sending = now - PATIENCE - 1
        clock = asyncio.create_task(hub.run())

        await asyncio.wait_for(quiet.wake.wait(), 10)
        assert quiet.take() == (BEAT, False)
        await asyncio.wait_for(old.wake.wait(), 10)
        assert old.take() == (b"", True)
        await asyncio.wait([stuck.task], timeout=10)
        assert stuck.task.cancelled()
        assert not quiet.task.done()
        clock.cancel()

    run(test)


def test_a_stream_that_has_gone_is_forgotten_everywhere():
    async def test():
        hub = Hub(ask_database)
        wishes = [Wish("session", "seal", 1, "me"), Wish("session", "seal", 1, "board", 3)]
        stream = Stream(wishes, now=0)
        hub.add(stream, dict.fromkeys(wishes, (None, False)))
        assert (len(hub), hub.count_of(1)) == (1, 1)
        hub.remove(stream)
        assert (len(hub), hub.count_of(1)) == (0, 0)
        assert not hub._hearers
        assert not any(hub._beats)

    run(test)
