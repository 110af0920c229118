"""The live process answers its health page, and nothing else yet."""

import asyncio

import pytest

from config.asgi import application


def ask(path):
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(application({"type": "http", "path": path}, None, send))
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize(
    ("path", "answer"),
    [("/health/live/", (200, b"ok\n")), ("/events/", (404, b"not found\n")), ("/", (404, b"not found\n"))],
)
def test_it_answers_its_health_page_alone(path, answer):
    assert ask(path) == answer
