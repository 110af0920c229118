"""`make run` and `make dev`: everything that a board on one's own machine needs, until Ctrl-C."""

import argparse
import datetime
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

import psutil

from config import assets, local, processes
from config.embedded import BASE, Servers, var_folder
from config.postgres import CannotStart
from config.programs import programs
from config.supervisor import Supervisor

HEALTHY_SECONDS = 60


class Stopped(Exception):
    """Someone pressed Ctrl-C, or asked us to end by another signal."""


class Run:
    """One run: `start` does what a start needs in turn, and whatever happened, `stop` takes it back."""

    def __init__(self, *, reload: bool) -> None:
        self.reload = reload
        self.var = var_folder()
        self.port = local.port()
        # Chosen at the start: the next one that is free.
        self.live_port = 0
        self.address = f"http://localhost:{self.port}"
        self.signal = 0
        self.lock: IO[str] | None = None
        self.servers: Servers | None = None
        self.supervisor: Supervisor | None = None

    def start(self) -> None:
        """Start everything and say where it is. Raises CannotStart, Stopped."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._remember_signal)
        self._be_the_only_one()
        self._check_port()
        _say("Starting PostgreSQL and Redis …")
        self.servers = Servers(self.var)
        environment = os.environ | local.environment() | {processes.RUN_MARK: str(self.var)}
        environment.setdefault("LIVE_ORIGIN", f"http://localhost:{self.live_port}")
        environment |= {"JOINED_ASSETS": "false" if self.reload else "true", "PYTHONUNBUFFERED": "1"}
        environment |= self.servers.start()
        self._check_signal()
        if assets.build(self.var):
            _say("The front end's files are made anew.")
        logins = self._step("Migrating the database …", [sys.executable, "-m", "config.prepare"], environment)
        if environment["DEBUG"].lower() not in ("1", "true", "yes", "on"):
            if not assets.is_collected(self.var):
                self._step("Collecting the static files …", assets.COLLECT, environment)
                assets.remember_collected(self.var)
        self.supervisor = Supervisor(environment, BASE)
        self.supervisor.start(programs(self.var, self.port, self.live_port, reload=self.reload))
        self._wait_until_healthy()
        where = f"Handoff is at {self.address}."
        _say(f"\n{' '.join(filter(None, [where, logins, 'Ctrl-C stops it.']))}\n")

    def wait(self) -> NoReturn:
        """Wait until a signal or the end of one of the programs. Raises CannotStart, Stopped."""
        while True:
            self._check_signal()
            self._check_programs()
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop what was started, in turn."""
        if not self.lock:
            return
        if self.supervisor:
            self.supervisor.stop()
        processes.stop(processes.left_behind(self.var), seconds=2)
        if self.servers:
            self.servers.stop()
        self.lock.truncate(0)
        self.lock.close()

    def _remember_signal(self, number: int, _frame: FrameType | None) -> None:
        # An exception here could hit anywhere, also between starting a server and knowing that.
        if not self.signal:
            self.signal = number
            # Not print(): it may be what the signal has interrupted, and it cannot be entered twice.
            os.write(sys.stdout.fileno(), "\nStopping …\n".encode())

    def _check_signal(self) -> None:
        if self.signal:
            raise Stopped

    def _check_programs(self) -> None:
        if self.supervisor and (name := self.supervisor.ended()):
            raise CannotStart(f"The program `{name}` has ended; its last lines above say why.")

    def _be_the_only_one(self) -> None:
        path = self.var / "run.lock"
        self.lock = processes.try_lock(path)
        if not self.lock:
            raise CannotStart(already_running(path))
        self.lock.seek(0)
        if self.lock.read():  # the last run was killed
            processes.stop(processes.left_behind(self.var), seconds=3)
        self.lock.truncate(0)
        since = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        json.dump({"pid": os.getpid(), "address": self.address, "since": since}, self.lock)
        self.lock.flush()

    def _check_port(self) -> None:
        if not _is_free(self.port):
            other = _free_after(self.port)
            raise CannotStart(
                f"Port {self.port} is taken{_by_whom(self.port)}."
                f" Choose another: PORT={other} make {'dev' if self.reload else 'run'}"
            )
        self.live_port = _free_after(self.port) or _free_after(1023)

    def _step(self, label: str, command: list[str], environment: dict[str, str]) -> str:
        """Run the command to its end and return what it printed, without what it said on stderr."""
        _say(label)
        child = subprocess.Popen(
            command,
            cwd=BASE,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=processes.dies_with_its_parent(),
        )
        while child.poll() is None:
            self._check_signal()
            time.sleep(0.02)
        assert child.stdout
        printed = child.stdout.read().strip()
        if child.returncode:
            raise CannotStart(f"{label} It failed; the reason stands above.")
        return printed

    def _wait_until_healthy(self) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        deadline = time.monotonic() + HEALTHY_SECONDS
        while time.monotonic() < deadline:
            self._check_signal()
            self._check_programs()
            try:
                with opener.open(f"http://127.0.0.1:{self.port}/health/", timeout=2):
                    return
            except (OSError, http.client.HTTPException):  # refused, or not ours: another took the port
                time.sleep(0.1)
        raise CannotStart(
            f"{self.address}/health/ does not say that all is well; the lines above may say why."
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m config.run", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="reload on change, with separate CSS and JS files")
    arguments = parser.parse_args()
    try:
        run = Run(reload=arguments.dev)
    except ValueError:
        print(f"PORT is {os.environ['PORT']!r}; it must be a number from 1 to 65535.", file=sys.stderr)
        return 64
    try:
        _start_and_wait(run)
    except Stopped:
        return 128 + run.signal
    except (CannotStart, assets.CannotBuild) as reason:
        print(reason, file=sys.stderr)
        return 1


def _start_and_wait(run: Run) -> NoReturn:
    try:
        run.start()
        run.wait()
    finally:
        run.stop()


def already_running(path: Path) -> str:
    try:
        other = json.loads(path.read_text())
    except ValueError:
        return "Handoff is just being started or stopped here by another `make run`."
    since = datetime.datetime.fromisoformat(other["since"]).strftime("%Y-%m-%d %H:%M:%S")
    return f"Handoff is already running: {other['address']} (process {other['pid']}, since {since})."


def _free_after(port: int) -> int:
    return next((other for other in range(port + 1, 65536) if _is_free(other)), 0)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _by_whom(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr[1] == port and connection.pid:
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:  # macOS shows others' connections to root alone
        pass
    return ""


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
