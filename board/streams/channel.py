"""The one subscription of this process: what web, worker and beat say has changed."""

import asyncio
import json
import logging

from django.conf import settings
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import RedisError

from board.cache import PAUSE
from board.streams.stream import chance

SILENCE = 5.0  # seconds after which Redis is asked whether it is still there, and then has for its answer
PAUSES = (0.2, 3.0)  # seconds between two tries to connect: at first, and at most
logger = logging.getLogger(__name__)


async def listen(hub):
    """Tell `hub` what is said, for ever. Whenever it was deaf, all pages ask for what they may have missed."""
    pause, first = PAUSES[0], True
    late = None
    while True:
        try:
            async for message in _messages():
                if message is not None:
                    hub.hear(message)
                    continue
                pause = PAUSES[0]
                if not first:
                    logger.warning("Redis is heard again.")
                    hub.resync()
                    # Until then, others may still leave Redis alone and say nothing.
                    late = asyncio.get_running_loop().call_later(PAUSE + 1, hub.resync)
                first = False
        except (RedisError, OSError) as error:
            if late:
                late.cancel()
            if pause == PAUSES[0]:
                logger.warning("Redis is not heard, trying again: %s", error)
            first = False
            await asyncio.sleep(pause * chance.uniform(0.5, 1.5))
            pause = min(PAUSES[1], pause * 2)


async def _messages():
    """Yield None once Redis listens, then each message. Raises RedisError or OSError where it is gone."""
    options = {"socket_connect_timeout": 2, "retry": Retry(NoBackoff(), 0), "decode_responses": True}
    async with Redis.from_url(settings.REDIS_URL, **options) as client, client.pubsub() as pubsub:
        await pubsub.subscribe(settings.LIVE_CHANNEL)
        asked = False
        while True:
            answer = await pubsub.get_message(timeout=SILENCE)
            if answer is None:
                if asked:
                    raise Disconnected("no answer to a ping")
                await pubsub.ping()
            elif answer["type"] == "subscribe":
                yield None
            elif answer["type"] == "message":
                yield json.loads(answer["data"])
            asked = answer is None
