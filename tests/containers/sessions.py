"""Sessions of the database of a system, which a test keeps open."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from tests.containers.systems import System

END = "-- end of the answer --"


class Session:
    """One psql inside the database's container: a statement costs no start of a process, and locks stay."""

    def __init__(self, system: System) -> None:
        command = 'exec psql -XAtq -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB"'
        container = system.containers("db")[0]
        self._process = subprocess.Popen(
            ["docker", "exec", "--interactive", container, "sh", "-c", command],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, statements: str) -> str:
        """Return the rows of the last statement, one a line. Raises AssertionError."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{statements};\n\\echo {END}\n")
        self._process.stdin.flush()
        lines = []
        for line in self._process.stdout:
            if line.rstrip() == END:
                return "\n".join(lines)
            lines.append(line.rstrip())
        raise AssertionError(f"psql ended: {lines}")

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)


class Lock:
    """What a statement locks, until it is released."""

    def __init__(self, session: Session, statement: str) -> None:
        self._session, self._turn, self._is_held = session, threading.Lock(), True
        session.ask(f"BEGIN; {statement}")

    def release(self) -> None:
        with self._turn:
            if self._is_held:
                self._session.ask("ROLLBACK")
            self._is_held = False

    def release_after(self, seconds: float) -> None:
        """Release it then, while the test goes on."""
        timer = threading.Timer(seconds, self.release)
        timer.daemon = True
        timer.start()


@contextmanager
def locked(system: System, statement: str) -> Iterator[Lock]:
    """Hold the locks that a statement takes, at the longest to the end of the block."""
    with Session(system) as session:
        lock = Lock(session, statement)
        try:
            yield lock
        finally:
            lock.release()
