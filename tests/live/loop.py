"""An event loop for one test."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def run(test):
    """Return what the coroutine function `test` returns."""
    # In a thread of its own: the browser tests of this process may have left an event loop in this one.
    with ThreadPoolExecutor() as pool:
        return pool.submit(lambda: asyncio.run(test())).result(timeout=20)
