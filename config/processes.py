"""Processes that outlive the one who started them: whose they are, and how they are stopped."""

import contextlib
import ctypes
import fcntl
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import psutil

# Every process of a run carries this variable, its value the run's own folder, so that what a killed run
# left behind is found: also the children of its children.
RUN_MARK = "HANDOFF_RUN"


class Lease:
    """A share in something below `folder` that the last one to leave has to switch off.

    The shares are file locks, which the kernel gives back for a process that was killed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._share: IO[str] | None = None

    @contextlib.contextmanager
    def change(self) -> Iterator[bool]:
        """Hold the right to start or stop it; yields whether nobody else has a share."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with _open(self._folder / "change.lock") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield self._is_unused()

    def take(self) -> None:
        """Take a share. Call it inside `change`."""
        self._share = _open(self._folder / "users.lock")
        fcntl.flock(self._share, fcntl.LOCK_SH)

    def leave(self) -> None:
        """Give the share back. Call it before `change`."""
        if self._share:
            self._share.close()
            self._share = None

    def _is_unused(self) -> bool:
        with _open(self._folder / "users.lock") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True


def try_lock(path: Path) -> IO[str] | None:
    """Lock the file for as long as the returned handle is open, or return None where another holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = _open(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        return None
    return handle


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until nobody else holds the file's lock, and hold it meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _open(path) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def stop(processes: list[psutil.Process], *, with_signal: int = signal.SIGTERM, seconds: float) -> None:
    """Ask the processes to end, and kill those that have not ended after `seconds`."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(with_signal)
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=2)


def left_behind(folder: Path) -> list[psutil.Process]:
    """Return the living processes that a run of `folder` started, without this one."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid != os.getpid() and process.environ().get(RUN_MARK) == str(folder):
                found.append(process)
    return found


def dies_with_its_parent() -> Callable[[], None] | None:
    """Return what a child on Linux calls before it starts, so that it ends when its parent was killed."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    set_parent_death_signal = 1  # PR_SET_PDEATHSIG in <sys/prctl.h>
    return lambda: libc.prctl(set_parent_death_signal, signal.SIGTERM)


def _open(path: Path) -> IO[str]:
    return path.open("a+", encoding="utf-8")
