"""Ports for the servers that tests start: each for one process at a time, and none that the kernel gives away."""

import random
import socket
import tempfile
from pathlib import Path
from typing import IO

from config import processes

# Below those that connections and servers get who ask for any port (32768 and up on Linux, 49152 elsewhere).
RANGE = range(20_000, 30_000)
FOLDER = Path(tempfile.gettempdir()) / "handoff-test-ports"

_held: list[IO[str]] = []


def reserve() -> int:
    """Return a port on which nobody listens, and which no other process of tests gets until this one ends."""
    for port in random.sample(RANGE, len(RANGE)):
        if not (lock := processes.try_lock(FOLDER / str(port))):
            continue
        if _is_free(port):
            _held.append(lock)
            return port
        lock.close()
    raise AssertionError("Every port for tests is taken.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: what an ended one has left in the kernel's tables is in nobody's way.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
