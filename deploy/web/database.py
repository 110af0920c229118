"""Where the database is, read as the settings do, and why it does not answer, in one word."""

import os
import re
import socket
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg2

CONNECT_SECONDS = 3

# The server answers in its own language: English, or Russian where its machine speaks it.
NEVER_BY_WAITING = [
    ("password", r"password authentication failed|не прошёл проверку подлинности|no password supplied"),
    ("no_such_role", r"role \".*\" does not exist|роль \".*\" не существует"),
    ("no_such_database", r"database \".*\" does not exist|база данных \".*\" не существует"),
    (
        "not_allowed",
        r"no pg_hba\.conf entry|pg_hba\.conf rejects|нет записи в pg_hba|permission denied for database",
    ),
    ("tls", r"server does not support SSL|certificate verify failed"),
]
BY_WAITING = [
    ("host_unknown", r"could not translate host name"),
    ("starting_up", r"starting up|not yet accepting connections|система баз данных запускается"),
    ("shutting_down", r"shutting down|recovery mode"),
    ("too_many_clients", r"too many clients|remaining connection slots|too many connections"),
    ("timeout", r"timeout expired|timed out"),
    ("unreachable", r"No route to host|Network is unreachable"),
    ("refused", r"Connection refused|No such file or directory"),
    ("closed", r"closed the connection unexpectedly|Connection reset"),
]


def setting(name: str, default: str = "") -> str:
    """Return a setting from the environment, or from the file that NAME_FILE names."""
    if path := os.environ.get(f"{name}_FILE"):
        with open(path, encoding="utf-8") as file:
            return file.read().rstrip("\r\n")
    return os.environ.get(name) or default


def parameters() -> dict[str, str]:
    """Return the parameters of a connection as libpq calls them, the password with them."""
    if url := setting("DATABASE_URL"):
        return _from_url(url)
    return {
        "host": setting("POSTGRES_HOST", "db"),
        "port": setting("POSTGRES_PORT", "5432"),
        "dbname": setting("POSTGRES_DB", "handoff"),
        "user": setting("POSTGRES_USER", "handoff"),
        "password": setting("POSTGRES_PASSWORD"),
    }


def connect(**more: str) -> Any:
    """Return a connection in autocommit mode, idle between statements: then it holds no snapshot.

    Raises psycopg2.OperationalError within seconds.
    """
    given = {name: value for name, value in parameters().items() if value}
    given.setdefault("application_name", f"handoff-start {socket.gethostname()}"[:63])
    connection = psycopg2.connect(
        **given, connect_timeout=CONNECT_SECONDS, keepalives_idle=30, keepalives_interval=10, **more
    )
    connection.autocommit = True
    return connection


def for_programs() -> tuple[str, dict[str, str]]:
    """Return the connection string for pg_dump and its like, and the environment with the password: `ps` shows none."""
    given = {name: value for name, value in parameters().items() if value}
    password = given.pop("password", "")
    environment = dict(os.environ) | {"PGCONNECT_TIMEOUT": "10"}
    if password:
        environment["PGPASSWORD"] = password
    words = (
        f"{name}='{value.translate({92: chr(92) * 2, 39: chr(92) + chr(39)})}'"
        for name, value in given.items()
    )
    return " ".join(words), environment


def reason(error: Exception) -> tuple[str, bool]:
    """Return why a connection failed, in one word, and whether waiting can mend it."""
    text = str(error)
    for reasons, can_mend in ((NEVER_BY_WAITING, False), (BY_WAITING, True)):
        for word, pattern in reasons:
            if re.search(pattern, text):
                return word, can_mend
    return "unknown", True


def _from_url(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    # Not parts.hostname: that makes small letters, and the folder of a socket may have others.
    host, port = re.fullmatch(r"(?:.*@)?(\[[^]]*\]|[^:]*)(?::(\d+))?", parts.netloc, re.DOTALL).groups()  # type: ignore[union-attr]
    host, name = unquote(host).strip("[]"), unquote(parts.path).removeprefix("/")
    if name.startswith("/"):  # postgres://user@//folder/of/the/socket/name
        host, _, name = name.rpartition("/")
    return {
        "host": host,
        "port": port or "",
        "dbname": name,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        **dict(parse_qsl(parts.query)),
    }
