"""A cache that a page never waits for: an error is a miss, and then Redis is left alone for a while."""

import logging
import time
from contextlib import contextmanager

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.connection import ConnectionProxy
from django.utils.functional import cached_property
from redis.exceptions import RedisError

PAUSE = 10.0  # seconds
logger = logging.getLogger(__name__)

# What makes pages quick. Django's own `cache` is another one, in the database: it counts failed sign-ins.
pages = ConnectionProxy(caches, "pages")


class Breaker:
    """Open for PAUSE seconds after a failure; one for the process, shared by all who use Redis for speed."""

    def __init__(self):
        self.failures = 0
        self._closed_again = 0.0

    @property
    def is_open(self):
        return time.monotonic() < self._closed_again

    def trip(self, error):
        self.failures += 1
        self._closed_again = time.monotonic() + PAUSE
        logger.warning("Redis does not answer, leaving it alone for %d s: %s", PAUSE, error)

    def reset(self):
        self._closed_again = 0.0

    @contextmanager
    def guard(self, *errors):
        """Swallow `errors` of the block, and leave Redis alone after one."""
        try:
            yield
        except errors as error:
            self.trip(error)


breaker = Breaker()


def _guarded(name, missing):
    def method(self, *args, **kwargs):
        if not breaker.is_open:
            with breaker.guard(RedisError, OSError):
                return getattr(RedisCache, name)(self, *args, **kwargs)
        return missing(*args, **kwargs)

    method.__name__ = name
    return method


def _default(key, default=None, version=None):
    return default


class OneClient(RedisCacheClient):
    """Of the one server there is. Django's makes a client for each command, which takes longer than the command."""

    @cached_property
    def _client_of_all(self):
        return super().get_client(write=True)

    def get_client(self, key=None, *, write=False):
        return self._client_of_all


class BreakerCache(RedisCache):
    """Django's Redis cache, where a failure counts as a miss."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = OneClient

    get = _guarded("get", _default)
    get_many = _guarded("get_many", lambda keys, version=None: {})
    set = _guarded("set", lambda *args, **kwargs: None)
    set_many = _guarded("set_many", lambda data, *args, **kwargs: list(data))
    add = _guarded("add", lambda *args, **kwargs: True)
    touch = _guarded("touch", lambda *args, **kwargs: False)
    delete = _guarded("delete", lambda *args, **kwargs: False)
    delete_many = _guarded("delete_many", lambda *args, **kwargs: None)
    has_key = _guarded("has_key", lambda *args, **kwargs: False)
    clear = _guarded("clear", lambda: False)

    def publish(self, channel, text):
        """Say `text` to whoever listens on `channel`; False where Redis does not answer, and nobody hears it."""
        if not breaker.is_open:
            with breaker.guard(RedisError, OSError):
                self._cache.get_client(write=True).publish(channel, text)
                return True
        return False

    def answers(self):
        """Whether Redis answers now; False while it is left alone."""
        if breaker.is_open:
            return False
        with breaker.guard(RedisError, OSError):
            return bool(self._cache.get_client(write=True).ping())
        return False
