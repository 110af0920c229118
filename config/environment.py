"""What settings.py takes from the environment in more than one line."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import quote

from celery.schedules import crontab
from environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping

from config import addresses

Value = TypeVar("Value")


class WithoutLineEnd(FileAwareMapping):
    """A file that holds a secret ends with a line end, mostly; the secret does not."""

    def __getitem__(self, key: str) -> str:
        value: str = super().__getitem__(key)
        return value.rstrip("\r\n") if self.env.get(f"{key}_FILE") else value


class Environment(FileAwareEnv):
    """The environment, and the files that its variables NAME_FILE name."""

    ENVIRON = WithoutLineEnd()


def stop(message: object) -> NoReturn:
    """End the start with one clear line; 78 is sysexits' EX_CONFIG."""
    sys.stderr.write(f"handoff: {message}\n")
    raise SystemExit(78)


def secret_key(env: FileAwareEnv) -> str:
    """Return the key that is set, else the one that web wrote for all containers at its first start, else nothing."""
    kept = Path(env.str("SECRETS_DIR", default="/nowhere")) / "secret_key"
    return env.str("SECRET_KEY", default="") or (kept.read_text().strip() if kept.is_file() else "")


def build_id(env: FileAwareEnv, var: Path) -> str:
    """Return the name of what is running; an image has a file with what it was built from, nothing else has."""
    built = var / "build_id"
    return env.str("BUILD_ID", default="") or (built.read_text().strip() if built.is_file() else "dev")


def database(env: FileAwareEnv) -> dict[str, Any]:
    """Return Django's settings of the database, from one address or five parts."""
    if env.str("DATABASE_URL", default=""):
        found = env.db_url("DATABASE_URL")
    else:
        found = {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": env.str("POSTGRES_HOST", default="db"),
            "PORT": env.str("POSTGRES_PORT", default="5432"),
            "NAME": env.str("POSTGRES_DB", default="handoff"),
            "USER": env.str("POSTGRES_USER", default="handoff"),
            "PASSWORD": env.str("POSTGRES_PASSWORD", default=""),
        }
    # A request that waits longer than this for someone else's change says "busy, try again".
    options = {"connect_timeout": 3, "options": "-c lock_timeout=5000"}
    return found | {
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": found.get("OPTIONS", {}) | options,
    }


def redis_url(env: FileAwareEnv) -> str:
    """Return the address that is set, else that of the container, with the password that is set."""
    password = quote(env.str("REDIS_PASSWORD", default=""), safe="")
    return env.str("REDIS_URL", default="") or f"redis://{password and f':{password}@'}redis:6379/0"


def nightly_backup(env: FileAwareEnv) -> dict[str, Any]:
    """Return the entry of Celery's schedule, where there is a folder for backups and an hour to make them."""
    if not env.str("BACKUP_DIR", default="") or not (hour := env.str("BACKUP_HOUR", default="2")):
        return {}
    return {"nightly-backup": {"task": "board.jobs.back_up", "schedule": crontab(hour=hour, minute="0")}}


def site_url(env: FileAwareEnv) -> str:
    return _checked(addresses.site_url, env.str("SITE_URL", default="") or addresses.NO_SITE)


def live_origin(env: FileAwareEnv) -> str:
    """Return the origin of the live process where it is not that of the site, else nothing."""
    origin = env.str("LIVE_ORIGIN", default="")
    return _checked(partial(addresses.site_url, name="LIVE_ORIGIN"), origin) if origin else ""


def sender(env: FileAwareEnv) -> str:
    return _checked(addresses.sender, env.str("MAIL_FROM", default="") or addresses.NO_SENDER)


def seconds(env: FileAwareEnv, name: str, default: int, *, at_least: int = 1) -> int:
    check = partial(addresses.seconds, name, at_least=at_least)
    return _checked(check, env.str(name, default="") or str(default))


def mail_server(env: FileAwareEnv, var: Path) -> dict[str, Any]:
    """Return Django's settings of the mail server, or of the folder to which mail is written while none is set."""
    if url := env.str("EMAIL_URL", default=""):
        return _checked(addresses.mail_server, url)
    backend = "django.core.mail.backends.filebased.EmailBackend"
    return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": env.str("MAIL_DIR", default=str(var / "mail"))}


def _checked(check: Callable[[str], Value], text: str) -> Value:
    try:
        return check(text)
    except addresses.Wrong as wrong:
        stop(wrong)


def with_developer_tools(middleware: list[str], *, reload: bool, toolbar: bool) -> list[str]:
    """Return the middleware with those of the tools that are asked for, where they see pages uncompressed."""
    tools = ["config.browser_reload.middleware"] * reload
    tools += ["debug_toolbar.middleware.DebugToolbarMiddleware"] * toolbar
    place = middleware.index("board.middleware.Compression") + 1
    return [*middleware[:place], *tools, *middleware[place:]]
