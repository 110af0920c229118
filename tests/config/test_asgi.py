"""The live process answers its health page, and nothing else yet."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.asgi import application


def ask(path):
    sent = []

    async def send(message):
        sent.append(message)

    # In a thread of its own: the browser tests of this process may have left an event loop in this one.
    with ThreadPoolExecutor() as pool:
        pool.submit(lambda: asyncio.run(application({"type": "http", "path": path}, None, send))).result()
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize(
    ("path", "answer"),
    [("/health/live/", (200, b"ok\n")), ("/events/", (404, b"not found\n")), ("/", (404, b"not found\n"))],
)
def test_it_answers_its_health_page_alone(path, answer):
    assert ask(path) == answer
