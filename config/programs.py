"""The programs that a board consists of, as they run on one's own machine."""

import sys
from pathlib import Path

# Celery warns root at every start. Here it runs for whoever tries a board on a machine of their own.
NO_WARNING = "-Wignore:You're running the worker with superuser privileges"


def programs(var: Path, port: int, live_port: int, *, reload: bool) -> dict[str, list[str]]:
    """Return the command of each program by its name. With `reload` they start anew when a source changes."""
    celery = [sys.executable, NO_WARNING, "-m", "celery", "--quiet", "--app", "config"]
    worker = [
        *celery,
        "worker",
        # One child may wait for a mail server that is slow; the other goes on.
        "--concurrency=2",
        "--loglevel=WARNING",
        "--without-gossip",
        "--without-mingle",
    ]
    # No pid file: a killed run would leave one that stops the next.
    beat = [*celery, "beat", "--loglevel=WARNING", "--pidfile=", f"--schedule={var / 'beat'}"]
    live = _gunicorn(live_port, "--worker-class=config.streaming.Worker", app="config.asgi")
    if reload:
        return {
            "web": [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}"],
            "live": _again_on_change(live, "board,config"),
            "worker": _again_on_change(worker, "board,config"),
            "beat": _again_on_change(beat, "board,config"),
            "assets": _again_on_change([sys.executable, "-m", "config.assets"], "templates,static,board"),
        }
    web = _gunicorn(port, "--worker-class=gthread", "--workers=2", "--threads=4", app="config.wsgi")
    return {"web": web, "live": live, "worker": worker, "beat": beat}


def _gunicorn(port: int, *options: str, app: str) -> list[str]:
    common = [
        "--graceful-timeout=3",
        "--no-control-socket",
        "--log-level=warning",
        f"--bind=127.0.0.1:{port}",
    ]
    return [sys.executable, "-m", "gunicorn", *options, *common, app]


def _again_on_change(command: list[str], folders: str) -> list[str]:
    return [sys.executable, "-m", "config.reload", folders, *command]
