"""The live process, `gunicorn -k asgi config.asgi`: it answers its health page, and everything else with 404."""

from collections.abc import Awaitable, Callable
from typing import Any

Message = dict[str, Any]
NEVER_STORED = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]


async def application(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        found = scope["path"] == "/health/live/"
        await send({"type": "http.response.start", "status": 200 if found else 404, "headers": NEVER_STORED})
        await send({"type": "http.response.body", "body": b"ok\n" if found else b"not found\n"})


async def _live(
    receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    while (await receive())["type"] != "lifespan.shutdown":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
