"""The live process as compose starts it, on a free port, over the database of this worker's tests."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil

from config import processes
from config.embedded import BASE
from tests import ports

SECONDS = 30


class Live:
    """A running live process; `url` is where it answers."""

    def __init__(self, database: str, log: Path, **environment: str) -> None:
        self.log = log
        self.port = ports.reserve()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": with_database(os.environ["DATABASE_URL"], database),
            "LIVE_ORIGIN": self.url,
            **environment,
        }
        self.start()

    def start(self) -> None:
        options = ["--worker-class=config.streaming.Worker", "--graceful-timeout=5", "--no-control-socket"]
        options += ["--log-level=warning", f"--bind=127.0.0.1:{self.port}"]
        with self.log.open("a") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *options, "config.asgi"],
                cwd=BASE,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                preexec_fn=processes.dies_with_its_parent(),
            )

    def wait_until_it_answers(self) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with opener.open(f"{self.url}/health/live/", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"The live process did not start:\n{self.log.read_text()}")

    def worker(self) -> psutil.Process:
        """Return the process that holds the streams."""
        return psutil.Process(self._process.pid).children()[0]

    def connections(self) -> int:
        """Return how many clients it takes for connected."""
        return sum(
            c.status == "ESTABLISHED" and c.laddr[1] == self.port
            for c in self.worker().net_connections("tcp")
        )

    def terminate(self) -> None:
        """Ask it to end, as a deploy does."""
        self._process.send_signal(signal.SIGTERM)

    def wait(self, seconds: float) -> int:
        """Wait for its end and return its exit code. Raises TimeoutExpired."""
        return self._process.wait(seconds)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGQUIT)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def with_database(url: str, name: str) -> str:
    """Return the address of another database on the same server."""
    parts = urlsplit(url)
    folder = parts.path.rpartition("/")[0]
    return urlunsplit(parts._replace(path=f"{folder}/{name}"))


def wait_until(happened: Callable[[], bool], seconds: float) -> None:
    """Ask again and again; fails where it has not happened by then."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)
