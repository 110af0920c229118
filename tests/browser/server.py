"""The site as `make run` serves it: gunicorn on a free port, over the database of this worker's tests."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from config import processes
from config.embedded import BASE

SECONDS = 30


class Site:
    """A running gunicorn; `url` is where it answers."""

    def __init__(self, database: str, log: Path, *, workers: int = 1, threads: int = 8) -> None:
        self.log = log
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": _with_database(os.environ["DATABASE_URL"], database),
            "SITE_URL": self.url,
        }
        options = ["--worker-class=gthread", f"--workers={workers}", f"--threads={threads}"]
        options += ["--graceful-timeout=1", "--no-control-socket"]
        options += ["--log-level=warning", f"--bind=127.0.0.1:{port}"]
        with log.open("w") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *options, "config.wsgi"],
                cwd=BASE,
                env=environment,
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
        raise AssertionError(f"The site did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGQUIT)  # at once: the tests wait for no request
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _with_database(url: str, name: str) -> str:
    parts = urlsplit(url)
    folder = parts.path.rpartition("/")[0]
    return urlunsplit(parts._replace(path=f"{folder}/{name}"))
