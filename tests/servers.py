"""The PostgreSQL and Redis of the tests: one pair for all workers and sessions, not that of `make run`."""

import os
import subprocess
from pathlib import Path

import redis

from config import assets, processes
from config.embedded import BASE, Servers, var_folder

# Set once the session's first process has started the servers: its workers inherit it.
SESSION = "HANDOFF_TEST_SESSION"
BENCH = "HANDOFF_BENCH"
DATABASES_A_SESSION = 32

_running: Servers | None = None


def environment() -> dict[str, str]:
    """Return what this process of the session needs in its environment; the first one starts the servers."""
    if SESSION not in os.environ:
        os.environ.update(_start())
    return {
        "CACHE_PREFIX": f"test-{os.environ[SESSION]}-{worker()}",
        "CELERY_QUEUE": f"test-{os.environ[SESSION]}-{worker()}",
        "REDIS_URL": _redis_url(),
    }


def stop() -> None:
    """Stop the servers if this process has started them, unless another session still uses them."""
    if _running:
        _running.stop()


def worker() -> int:
    """Return the number of this process among the session's: 0 for the first, 1 for `gw0`, and so on."""
    name = os.environ.get("PYTEST_XDIST_WORKER", "")
    return int(name.removeprefix("gw")) + 1 if name else 0


def _start() -> dict[str, str]:
    global _running
    # A benchmark has servers of its own, which write to the disk as in production.
    folder = var_folder() / ("bench" if BENCH in os.environ else "test")
    _running = Servers(folder, durable=BENCH in os.environ)
    found = {
        SESSION: str(os.getpid()),
        "VAR_DIR": str(folder),
        "DEBUG": "false",
        "JOINED_ASSETS": "true",
        "SECRET_KEY": "the tests need one, and nobody else has it",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "SITE_URL": "http://testserver",
        "EMAIL_URL": "",
        **_running.start(),
    }
    if _running.postgres:
        # Sessions may run at the same time: each has databases of its own.
        found["DATABASE_URL"] = _running.postgres.url(f"handoff_{os.getpid()}")
    if _running.redis:
        found["HANDOFF_TEST_REDIS"] = str(_first_of_own_databases(_running.redis.url()))
    _prepare_static_files(folder, found)
    return found


def _prepare_static_files(folder: Path, environment: dict[str, str]) -> None:
    with processes.locked(folder / "static.lock"):
        assets.build(folder)
        if not assets.is_collected(folder):
            settings = {"DJANGO_SETTINGS_MODULE": "config.settings", **environment}
            subprocess.run(assets.COLLECT, cwd=BASE, env=os.environ | settings, check=True)
            assets.remember_collected(folder)


def _first_of_own_databases(url: str) -> int:
    with redis.Redis.from_url(url) as client:
        sessions = int(client.incr("test-sessions"))  # type: ignore[arg-type]
    return 1 + sessions * DATABASES_A_SESSION % 4000


def _redis_url() -> str:
    url = os.environ["REDIS_URL"]
    if first := os.environ.get("HANDOFF_TEST_REDIS"):
        # A number of one's own, since clearing a cache empties a whole database.
        return f"{url.rsplit('/', 1)[0]}/{int(first) + worker()}"
    return url
