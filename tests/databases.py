"""Databases that are copied, not migrated: one template for each state of the migrations."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
from django.core.management import call_command
from django.db import connection, connections

from config.embedded import BASE

LOCK = 7_355_608  # any number: that of the advisory lock under which a template is made
OF_A_SESSION = re.compile(r"(?:test_)?handoff_(\d+)")


def template() -> str:
    """Return the name of a migrated, empty database to copy; makes it where it is not there yet."""
    name = f"handoff_template_{_digest()}"
    with _server() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")
        present = {row[0] for row in cursor.fetchall()}
        for leftover in sorted(filter(_is_left_behind, present)):
            _drop(cursor, leftover)
        if name not in present:
            _drop(cursor, f"{name}_draft")
            cursor.execute(f'CREATE DATABASE "{name}_draft"')
            _migrate(f"{name}_draft")
            cursor.execute(f'ALTER DATABASE "{name}_draft" RENAME TO "{name}"')
    return name


def create(name: str) -> None:
    """Make an empty, migrated database."""
    source = template()
    with _server() as cursor:
        _drop(cursor, name)
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def drop(name: str) -> None:
    """Remove the database, also while someone is connected to it."""
    with _server() as cursor:
        _drop(cursor, name)


def free(name: str) -> None:
    """End the sessions of others on the database: a process that was just stopped may still seem connected."""
    with _server() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def _digest() -> str:
    digest = hashlib.sha256((BASE / "requirements" / "base.txt").read_bytes())
    for path in sorted((BASE / "board" / "migrations").glob("*.py")):
        digest.update(path.read_bytes())
    digest.update((BASE / "config" / "settings.py").read_bytes())  # the installed applications
    return digest.hexdigest()[:12]


def _is_left_behind(name: str) -> bool:
    """Tell whether a session that was killed has left this database."""
    session = OF_A_SESSION.match(name)
    return bool(session) and not psutil.pid_exists(int(session[1]))


def _migrate(name: str) -> None:
    connection = connections["default"]
    connection.close()
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


@contextmanager
def _server() -> Iterator[Any]:
    with connections["default"]._nodb_cursor() as cursor:
        # Whoever makes the template may need longer than a request may wait for a lock.
        cursor.execute("SET lock_timeout = 0")
        yield cursor


def _drop(cursor: Any, name: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def own_url() -> str:
    """Return the address of this test's database, for a process of its own."""
    return f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{connection.settings_dict['NAME']}"
