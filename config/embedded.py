"""PostgreSQL and Redis of our own below `var/`, for machines that have none.

`python -m config.embedded COMMAND …` runs a command with both.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.postgres import CannotStart, Postgres
from config.processes import Lease
from config.redis import Redis

BASE = Path(__file__).resolve().parent.parent


def var_folder() -> Path:
    """Return the folder that everything made at run time lies below."""
    return Path(os.environ.get("VAR_DIR") or BASE / "var").resolve()


class Servers:
    """The servers that the environment does not name. Programs may share them: the last one stops them."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.lease = Lease(folder)
        own_database = not _has("DATABASE_URL", "POSTGRES_HOST")
        self.postgres = Postgres(folder / "postgres", durable=durable) if own_database else None
        self.redis = None if _has("REDIS_URL") else Redis(folder / "redis")

    def start(self) -> dict[str, str]:
        """Start what is missing and return the environment that leads there. Raises CannotStart."""
        environment = {}
        with self.lease.change():
            self.lease.take()
            if self.postgres:
                self.postgres.start()
                environment["DATABASE_URL"] = self.postgres.url()
            if self.redis:
                self.redis.start()
                environment["REDIS_URL"] = self.redis.url()
        return environment

    def stop(self) -> None:
        """Stop the servers, unless another program still uses them."""
        self.lease.leave()
        with self.lease.change() as unused:
            if unused:
                self.switch_off()

    def switch_off(self) -> None:
        """Stop the servers, whoever uses them."""
        if self.redis:
            self.redis.stop()
        if self.postgres:
            self.postgres.stop()


@contextmanager
def servers(folder: Path, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Keep the servers running meanwhile; yields the environment that leads there."""
    running = Servers(folder, durable=durable)
    try:
        yield running.start()
    finally:
        running.stop()


def main(command: list[str]) -> int:
    if not command:
        print(__doc__)
        return 64
    from config.local import environment

    try:
        with servers(var_folder()) as found:
            # Ctrl-C belongs to the command; we only wait for it, to stop the servers afterwards.
            child = subprocess.Popen(command, env=os.environ | environment() | found, cwd=BASE)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, lambda *_: child.terminate())
            return child.wait()
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 69


def _has(*names: str) -> bool:
    return any(os.environ.get(name) for name in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
