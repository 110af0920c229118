"""What the live process answers without a stream."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from board.streams.application import Live


def ask(path, method="GET"):
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "query_string": b"", "headers": []}
    # In a thread of its own: the browser tests of this process may have left an event loop in this one.
    with ThreadPoolExecutor() as pool:
        pool.submit(lambda: asyncio.run(Live()(scope, None, send))).result()
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/health/live/", (200, b"ok\n")),
        ("/events/", (503, b"not now\n")),  # before it has begun
        ("/events/more/", (404, b"not found\n")),
        ("/", (404, b"not found\n")),
    ],
)
def test_it_answers_its_health_page_and_events_alone(path, answer):
    assert ask(path) == answer


def test_a_stream_is_asked_for_with_get():
    assert ask("/events/", "POST") == (405, b"GET alone\n")
