"""A whole board of a test's own: PostgreSQL, Redis, mail server, worker and beat, each of which can fail."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import psycopg2

from config.embedded import BASE
from config.postgres import Postgres, _binary
from config.redis import Redis
from tests import ports
from tests.torture.peer import Peer
from tests.torture.programs import Program

CELERY = [sys.executable, "-m", "celery", "--quiet", "--app=config"]
# As in docker-compose.yml.
WORKER = [*CELERY, "worker", "--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
BEAT = [*CELERY, "beat", "--loglevel=INFO", "--pidfile="]
# Mails that are due later than the longest back-off wait for the test, not for the time.
HURRY = """
    UPDATE board_mail SET due_at = now()
    WHERE state = 'due' AND due_at > now() AND due_at < now() + interval '12 hours'
      AND (leased_until IS NULL OR leased_until < now())
"""
ORPHAN_SECONDS = 10


class System:
    """Everything real; `kills` counts what was ended at a moment where a mail may have been on its way."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.kills = 0
        self.postgres = Postgres(folder / "postgres", durable=False)
        self.redis = Redis(folder / "redis")
        self.redis_port = ports.reserve()
        self.peer = Peer(folder / "peer")
        self.settings = settings
        self.programs: dict[str, Program] = {}

    def start(self, schema: Path) -> None:
        """Start the servers and load the schema; programs come when they are asked for."""
        self.postgres.start()
        self.start_redis()
        self.peer.start(self.folder)
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": self.postgres.url(),
            "REDIS_URL": self.redis.url(),
            "EMAIL_URL": f"smtp+tls://localhost:{self.peer.port}",
            "SSL_CERT_FILE": str(self.peer.certificate),
            "CELERY_QUEUE": "handoff",
            "SITE_URL": "https://tasks.example.com",
            "MAIL_HOLD": "0",
            "PYTHONUNBUFFERED": "1",
            **self.settings,
        }
        with schema.open() as source:
            self._psql(source)

    def stop(self) -> None:
        for program in reversed(self.programs.values()):
            program.stop()
        self.peer.stop()
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            self.thaw_redis()
        self.redis.stop()
        self.postgres.stop()

    def run(self, *arguments: str) -> str:
        """Run a Python program to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=BASE,
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def begin(self, name: str, command: list[str]) -> Program:
        """Start a program that runs until it is stopped or killed."""
        self.programs[name] = Program(name, command, self.environment)
        self.programs[name].start(self.folder)
        return self.programs[name]

    def begin_worker(self, name: str = "worker") -> Program:
        return self.begin(name, WORKER)

    def begin_beat(self, name: str = "beat") -> Program:
        return self.begin(name, [*BEAT, f"--schedule={self.folder / name}"])

    def ask(self, statement: str, *values: Any) -> list[tuple]:
        with contextlib.closing(self.postgres.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def hurry(self) -> None:
        """Let the time pass for which mails are put off."""
        with contextlib.suppress(psycopg2.Error):
            self.ask(HURRY)

    # What may happen to it.

    def kill_a_child(self) -> None:
        """Kill one that works: a worker whose children end while it starts gives up, and the engine starts another."""
        worker = self.programs["worker"]
        if worker.has_said("ready.") and (children := worker.children()):
            self.kills += 1
            random.choice(children).kill()

    def kill_the_worker(self) -> None:
        """Kill the worker alone, see its children end too, and start another."""
        worker = self.programs["worker"]
        orphans = worker.kill()
        self.kills += len(orphans)
        worker.start(self.folder)

    def restart_postgres(self) -> None:
        """Stop it with all its connections cut, and start it."""
        self.kills += len(self.programs["worker"].children())
        self.postgres.stop()
        self.postgres.start()

    def stop_redis(self) -> None:
        self.redis.stop()

    def start_redis(self) -> None:
        """Start it where it was before: empty."""
        if not self.redis.folder.exists():
            self.redis.folder.mkdir(parents=True)
            self.redis._configure()
            path = self.redis.folder / "redis.conf"
            lines = [line for line in path.read_text().splitlines() if not line.startswith("port ")]
            path.write_text("\n".join([*lines, f"port {self.redis_port}", ""]))
        self.redis._launch()

    def freeze_redis(self) -> None:
        os.kill(self._redis_pid(), signal.SIGSTOP)

    def thaw_redis(self) -> None:
        os.kill(self._redis_pid(), signal.SIGCONT)

    def mend_redis(self) -> None:
        """Have it run and answer, whatever has become of it."""
        with contextlib.suppress(ProcessLookupError):
            self.thaw_redis()
        if not self.redis._answers():
            self.start_redis()

    def flush_redis(self) -> None:
        import redis

        with redis.Redis.from_url(self.redis.url(), socket_timeout=2) as client:
            client.flushall()

    def _psql(self, source: IO[str]) -> None:
        command = [
            _binary("psql"),
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "--dbname=handoff",
            "--username=handoff",
        ]
        command.append(f"--host={self.postgres._socket_folder()}")
        subprocess.run(command, stdin=source, stdout=subprocess.DEVNULL, check=True, timeout=60)

    def _redis_pid(self) -> int:
        return int((self.redis.folder / "redis.pid").read_text())


def until(condition: Callable[[], Any], *, seconds: float, every: float = 0.1) -> Any:
    """Wait until the condition holds and return what it gave, or what it gives at the end of the time."""
    deadline = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(every)
    return found
