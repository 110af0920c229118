"""What an operator would be asked for, seen from inside a container; names of secrets, never their values."""

import os
import platform
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import full_backup
import psycopg2
import schema
from database import connect, parameters, reason, setting
from static_files import MANIFEST, STAMP

SHOWN = """
    SITE_URL ALLOWED_HOSTS DEBUG SSL_REDIRECT TRUSTED_PROXIES LANGUAGE_CODE TIME_ZONE LOG_LEVEL CONN_MAX_AGE
    MIGRATE_ON_START COLLECTSTATIC_ON_START AUTO_BACKUP WAIT_FOR_MIGRATIONS DB_WAIT_TIMEOUT MIGRATE_LOCK_TIMEOUT
    BACKUP_DIR BACKUP_KEEP BACKUP_HOUR WEB_CONCURRENCY WORKER_CONCURRENCY
"""
HIDDEN = "SECRET_KEY POSTGRES_PASSWORD REDIS_PASSWORD DATABASE_URL REDIS_URL EMAIL_URL"
MAIL_SECONDS = 120
PACKAGES = ("django", "psycopg2-binary", "celery", "redis", "gunicorn")


def main() -> None:
    for title, tell in (
        ("Build", _build),
        ("Settings", _settings),
        ("Database", _database),
        ("Redis", _redis),
        ("Mail", _mail),
        ("Static files", _static),
        ("Space", _space),
        ("Backups", full_backup.print_all),
    ):
        print(f"\n{title}")
        _try(tell)


def _try(tell: Callable[[], None]) -> None:
    try:
        tell()
    except (OSError, subprocess.SubprocessError, psycopg2.Error, SystemExit) as error:
        print(f"  cannot be told: {type(error).__name__}: {str(error).strip().splitlines()[:1]}")


def _build() -> None:
    built = Path(os.environ.get("VAR_DIR", "/opt/handoff")) / "build_id"
    _line("build", os.environ.get("BUILD_ID") or (built.read_text().strip() if built.is_file() else "dev"))
    _line("python", f"{platform.python_version()} on {platform.machine()}, {os.cpu_count()} processors")
    _line("packages", ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    _line("user", f"{os.getuid()}:{os.getgid()}")
    _line("clock", time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()))


def _settings() -> None:
    for name in SHOWN.split():
        _line(name, os.environ.get(name, "(default)"))
    for name in HIDDEN.split():
        state = (
            "from a file" if os.environ.get(f"{name}_FILE") else "set" if os.environ.get(name) else "empty"
        )
        _line(name, state)


def _database() -> None:
    given = parameters()
    _line("where", f"{given['user']}@{given['host']}:{given['port'] or 5432}/{given['dbname']}")
    try:
        connection = connect()
    except psycopg2.OperationalError as error:
        _line("answers", f"no: {reason(error)[0]}")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database())),"
            " current_setting('TimeZone'), (SELECT datcollate FROM pg_database WHERE datname = current_database())"
        )
        _line("server", "PostgreSQL {}, {}, time zone {}, order {}".format(*cursor.fetchone()))
        cursor.execute("SELECT count(*), current_setting('max_connections') FROM pg_stat_activity")
        _line("connections", "{} of {}".format(*cursor.fetchone()))
    state = schema.look(connection)
    _line("migrated to", state.head or "nothing yet")
    _line("pending", ", ".join(".".join(migration) for migration in state.missing) or "none")
    if state.ahead:
        _line("ahead of the code", ", ".join(".".join(migration) for migration in state.ahead))


def _redis() -> None:
    url = urlsplit(setting("REDIS_URL"))
    host, port = url.hostname or "redis", url.port or 6379
    password = url.password or setting("REDIS_PASSWORD")
    with socket.create_connection((host, port), timeout=3) as connection:
        login = f"AUTH {password}\r\n" if password else ""
        connection.sendall(f"{login}PING\r\nQUIT\r\n".encode())
        answer = b""
        while part := connection.recv(4096):
            answer += part
    _line("answers", "yes" if b"+PONG" in answer else "no: it refuses the password")


def _mail() -> None:
    """Let the application say it: how it is set up, whether the mail server takes us, and what waits."""
    told = subprocess.run(
        [sys.executable, "manage.py", "check_mail"],
        cwd=schema.APP,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=MAIL_SECONDS,
    )
    # Where the application itself does not start, the last line says why.
    print(told.stdout.rstrip() if told.returncode in {0, 1} else f"  {told.stdout.strip().splitlines()[-1:]}")


def _static() -> None:
    folder = Path(os.environ.get("STATIC_ROOT", "/data/static"))
    stamp = folder / STAMP
    _line("manifest", "there" if (folder / MANIFEST).is_file() else "missing")
    _line("collected by build", stamp.read_text().split()[0] if stamp.is_file() else "unknown")


def _space() -> None:
    for folder in ("/data/static", "/data/media", "/data/backups", "/data/secrets", "/tmp"):  # noqa: S108
        usage = shutil.disk_usage(folder)
        writable = "writable" if os.access(folder, os.W_OK) else "not writable"
        _line(folder, f"{usage.free / 1e9:.1f} of {usage.total / 1e9:.1f} GB free, {writable}")


def _line(name: str, value: object) -> None:
    print(f"  {name:22} {value}")


if __name__ == "__main__":
    sys.exit(main())
