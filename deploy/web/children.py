"""Programs that a stage starts, and how all of it ends at once when a signal comes.

The work is done in a thread: the main thread is free to hear TERM while the work waits for the network.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from logfmt import Fatal

GRACE_SECONDS = 0.6
STDERR = 2

_starting = threading.Lock()
_stopping = threading.Event()
_current: "subprocess.Popen[str] | None" = None
# What must not stay where the work is cut off.
unfinished: set[Path] = set()


def main(stage: str, work: Callable[[], int]) -> int:
    """Do `work` and return its exit code; on TERM or INT end the program that runs and leave with 128 + signal."""
    codes: list[int] = []

    def guarded() -> None:
        try:
            codes.append(work())
        except Fatal as fatal:
            codes.append(fatal.tell(stage))

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    thread = threading.Thread(target=guarded, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
    return codes[0] if codes else 70  # a bug of ours: the traceback stands above


def run(command: list[str | Path], *, capture: bool = False, **more: Any) -> tuple[int, str]:
    """Run a program to its end and return its exit code, as a shell counts it, and what it printed if `capture`d."""
    global _current
    with _starting:
        if _stopping.is_set():
            threading.Event().wait()
        _current = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if capture else STDERR,
            text=True,
            **more,
        )
    printed, _ = _current.communicate()
    if _stopping.is_set():  # the main thread has the last word
        threading.Event().wait()
    code = _current.returncode
    return (128 - code if code < 0 else code), printed or ""


def _stop(number: int, _frame: object) -> None:
    _stopping.set()
    if _starting.acquire(timeout=GRACE_SECONDS / 2) and _current and _current.poll() is None:
        _current.terminate()
        try:
            _current.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            _current.kill()
    for path in unfinished:
        path.unlink(missing_ok=True)
    os._exit(128 + number)
