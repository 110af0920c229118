"""`make run` as a person starts it, in a folder of its own."""

import contextlib
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil

from config import processes
from config.embedded import BASE, Servers

SECONDS = 60
# What only this session's tests have set.
NOT_SET_THERE = (
    "DATABASE_URL",
    "POSTGRES_HOST",
    "REDIS_URL",
    "DEBUG",
    "SECRET_KEY",
    "SITE_URL",
    "ALLOWED_HOSTS",
)


class StartedRun:
    """A process of `python -m config.run`, its lines so far, and what belongs to it."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.port = var, port
        environment = {name: value for name, value in os.environ.items() if name not in NOT_SET_THERE}
        environment |= {"VAR_DIR": str(var), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "config.settings"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.run"],
            cwd=BASE,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: list[str] = []

    def until(self, words: str) -> str:
        """Read on until a line has the words, and return it."""
        for line in self.process.stdout:
            self.lines.append(line)
            if words in line:
                return line
        raise AssertionError(f"“{words}” was never said, but:\n{''.join(self.lines)}")

    def healthy(self) -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=5) as answer:
            return answer.status == 200

    def send(self, number: int) -> None:
        self.process.send_signal(number)

    def end(self) -> int:
        """Wait for its end and return its exit code."""
        with contextlib.suppress(ValueError):
            self.lines.extend(self.process.stdout)
        return self.process.wait(SECONDS)

    def leftovers(self) -> list[str]:
        """Return the command lines of the processes, servers included, that use its folder."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if str(self.var) in " ".join([*process.cmdline(), process.cwd()]):
                    found.append(" ".join(process.cmdline()))
        return found

    def family(self) -> list[psutil.Process]:
        """Return the processes it has started, PostgreSQL and Redis included."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def clean_up(self) -> None:
        if self.process.poll() is None:
            self.send(signal.SIGKILL)
            self.process.wait(SECONDS)
        self.process.stdout.close()
        processes.stop(processes.left_behind(self.var), seconds=3)
        Servers(self.var).switch_off()


def still_running(family: list[psutil.Process]) -> list[psutil.Process]:
    """Return those of the processes that have not ended within a moment."""
    _, alive = psutil.wait_procs(family, timeout=5)
    return alive
