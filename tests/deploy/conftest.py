"""Databases and containers for the starts."""

import contextlib
import os
import subprocess
import sys
import uuid

import psycopg2
import pytest
from django.db import connections

from config import postgres
from tests import databases
from tests.deploy.starts import Container

ADMINISTRATOR = """
    INSERT INTO board_user (name, name_key, password, username, email, role, is_active, is_admin, language, theme,
        invitation_nonce, date_joined)
    VALUES ('Irina', 'irina', '!', 'irina', 'irina@example.com', 'member', true, true, '', '', '', now())
"""


class Database:
    """One database, asked from outside of Django."""

    def __init__(self, name):
        self.name = name
        self.url = f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"

    def ask(self, statement, *values):
        """Return the rows of a statement, run in autocommit mode."""
        with contextlib.closing(self._connect()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall() if cursor.description else []

    @contextlib.contextmanager
    def locked(self, table):
        """Let nobody else read or write a table meanwhile."""
        with contextlib.closing(self._connect()) as connection, connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{table}"')
            yield

    def _connect(self):
        settings = connections["default"].settings_dict
        where = {"host": settings["HOST"], "port": settings["PORT"], "password": settings["PASSWORD"]}
        return psycopg2.connect(dbname=self.name, user=settings["USER"], **where)

    def has_table(self, name):
        return self.ask("SELECT to_regclass(%s) IS NOT NULL", name) == [(True,)]

    def locks(self):
        """Return how many advisory locks are held here."""
        return self.ask(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )[0][0]


@pytest.fixture(scope="session")
def programs():
    """Return the folder with PostgreSQL's client programs of the server's version."""
    try:
        folder = postgres._binary("pg_dump").parent
    except postgres.CannotStart as reason:
        _leave_out(str(reason))
    return folder


def _leave_out(reason):
    """Skip, except in CI, which leaves nothing out."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def empty(django_db_blocker):
    """An empty database."""
    with django_db_blocker.unblock(), databases._server() as cursor:
        name = f"handoff_{os.getpid()}_{uuid.uuid4().hex[:8]}"
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield Database(name)
    with django_db_blocker.unblock():
        databases.drop(name)


@pytest.fixture
def migrated(django_db_blocker):
    """A database with everything applied that has an administrator."""
    with django_db_blocker.unblock():
        name = f"handoff_{os.getpid()}_{uuid.uuid4().hex[:8]}"
        databases.create(name)
    database = Database(name)
    database.ask(ADMINISTRATOR)
    yield database
    with django_db_blocker.unblock():
        databases.drop(name)


@pytest.fixture
def container_of(tmp_path, programs):
    """Return a function from a URL to a container that starts with that database."""
    made = []

    def make(url, name="container"):
        (tmp_path / name).mkdir()
        made.append(Container(tmp_path / name, url, programs))
        return made[-1]

    yield make
    for container in made:
        container.stop()


@pytest.fixture
def container(container_of, migrated):
    """A container with a database where nothing is pending."""
    return container_of(migrated.url)


@pytest.fixture
def nowhere(container_of):
    """A container whose database is not there; a start that gets as far says so by exit code 69."""
    container = container_of("postgres://handoff:geheim@127.0.0.1:1/handoff")
    container.environment["DB_WAIT_TIMEOUT"] = "0"
    return container


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A PostgreSQL server of our own, that a test may stop and start."""
    own = postgres.Postgres(tmp_path_factory.mktemp("server"), durable=False)
    try:
        own.start()
    except postgres.CannotStart as reason:
        _leave_out(str(reason))
    yield own
    own.stop()


@pytest.fixture
def mounted(tmp_path):
    """Return a function that mounts a small disk and returns its folder: mounted(size="2m")."""
    folders = []

    def mount(options):
        if os.geteuid() or sys.platform != "linux":
            _leave_out("only root may mount a small disk")
        folder = tmp_path / f"disk{len(folders)}"
        folder.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, text=True
        )
        if done.returncode:
            _leave_out(f"a small disk cannot be mounted here: {done.stderr.strip()}")
        folders.append(folder)
        return folder

    yield mount
    for folder in folders:
        subprocess.run(["umount", folder], check=True)
