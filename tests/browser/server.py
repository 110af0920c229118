"""The site as `make run` serves it: gunicorn on a free port, over the database of this worker's tests."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from config import processes
from config.embedded import BASE
from tests import ports
from tests.live.process import Live, with_database

SECONDS = 30


class Site:
    """A running gunicorn; `url` is where it answers."""

    def __init__(
        self, database: str, log: Path, *, workers: int = 1, threads: int = 8, with_live: bool = False
    ) -> None:
        self.log = log
        port = ports.reserve()
        self.url = f"http://127.0.0.1:{port}"
        self.live = Live(database, log.with_name("live"), SITE_URL=self.url) if with_live else None
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": with_database(os.environ["DATABASE_URL"], database),
            "SITE_URL": self.url,
            "LIVE_ORIGIN": self.live.url if self.live else "",
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

    @property
    def pid(self) -> int:
        """The id of the first of its processes, whose children answer the requests."""
        return self._process.pid

    def wait_until_it_answers(self) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with opener.open(f"{self.url}/health/live/", timeout=5):
                    return self.live.wait_until_it_answers() if self.live else None
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"The site did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        if self.live:
            self.live.stop()
        self._process.send_signal(signal.SIGQUIT)  # at once: the tests wait for no request
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
