"""The live process as an ASGI application: `/events/`, and its health page."""

import asyncio
import logging
import os
import signal
import time

from django.db import Error

from board.streams.answers import RETRY_SOON, answer, begin_stream
from board.streams.channel import listen
from board.streams.door import ask_database, let_in, read_topics
from board.streams.hub import Hub
from board.streams.stream import Stream, greeting

logger = logging.getLogger(__name__)
MOST = 50  # streams of one person: each of their browsers has one


class Live:
    """`end`, called from the loop, ends all streams: gunicorn waits for them before it stops."""

    def __init__(self):
        self._hub = None
        self._tasks = []

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, send)

    def end(self):
        if self._hub:
            self._hub.close()

    async def _live(self, receive, send):
        while (await receive())["type"] != "lifespan.shutdown":
            self._hub = Hub(ask_database)
            loop = asyncio.get_running_loop()
            self._tasks = [loop.create_task(self._hub.run()), loop.create_task(listen(self._hub))]
            for task in self._tasks:
                task.add_done_callback(_stop_if_failed)
            await send({"type": "lifespan.startup.complete"})
        for task in self._tasks:
            task.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope, send):
        headers = dict(scope.get("headers", ()))
        if scope["path"] == "/health/live/":
            await answer(send, 503 if any(task.done() for task in self._tasks) else 200, headers)
        elif scope["path"] != "/events/":
            await answer(send, 404, headers)
        elif scope["method"] != "GET":
            await answer(send, 405, headers, (b"allow", b"GET"))
        elif headers.get(b"sec-fetch-site") == b"cross-site":
            await answer(send, 403, headers)
        else:
            await self._stream(scope["query_string"], headers, send)

    async def _stream(self, query, headers, send):
        try:
            topics = read_topics(query)
        except ValueError:
            return await answer(send, 400, headers)
        if self._hub is None or self._hub.is_closed:
            return await answer(send, 503, headers, RETRY_SOON)
        try:
            reader = await ask_database(let_in, headers.get(b"cookie", b""), topics)
        except Error:
            return await answer(send, 503, headers, RETRY_SOON)
        if reader is None:
            return await answer(send, 401, headers)
        wishes, found = reader
        if self._hub.count_of(wishes[0].user) >= MOST:
            return await answer(send, 429, headers, RETRY_SOON)
        stream = Stream(wishes, now=time.monotonic())
        stream.task = asyncio.current_task()
        self._hub.add(stream, found)
        try:
            await begin_stream(send, headers)
            await _flow(stream, send)
        finally:
            self._hub.remove(stream)
        return None


def _stop_if_failed(task):
    """Have gunicorn start this process anew: without one of the two, streams would be open and say nothing."""
    if not task.cancelled() and task.exception():
        logger.critical("The live process cannot go on.", exc_info=task.exception())
        os.kill(os.getpid(), signal.SIGTERM)


async def _flow(stream, send):
    body, is_last = greeting(), False
    while True:
        stream.sending = time.monotonic()
        await send({"type": "http.response.body", "body": body, "more_body": not is_last})
        stream.sending = None
        if is_last:
            return
        await stream.wake.wait()
        body, is_last = stream.take()
