"""While the database does not say who may hear, nobody hears; after that, all pages ask."""

import pytest
from django.db import InterfaceError, OperationalError

from board.queries.live import Wish
from board.streams.hub import Hub
from board.streams.stream import Stream
from tests.live.loop import run

MINE = Wish("session", "seal", 1, "me")


@pytest.mark.parametrize(
    "error", [OperationalError("no answer"), InterfaceError("connection already closed")]
)
def test_a_database_that_is_gone_silences_the_hub_and_does_not_end_it(error):
    answers = [error, {MINE: (None, False)}]

    async def ask(_function, _wishes):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def test():
        hub, stream = Hub(ask), Stream([MINE], now=0)
        hub.add(stream, {MINE: (None, False)})
        await hub.check({stream})
        assert not stream.wake.is_set()
        await hub.check({stream})
        return stream.take()

    assert run(test) == (b'data: {"resync":true}\n\n', False)
