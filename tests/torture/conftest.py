"""A board of the test's own."""

import os
import subprocess

import pytest
from django.db import connections

from config.postgres import _binary
from tests import databases
from tests.torture.system import System


@pytest.fixture(scope="session")
def schema(tmp_path_factory, django_db_blocker):
    """Return a file with the migrated, empty database as SQL: quicker than migrating once more."""
    with django_db_blocker.unblock():
        name = databases.template()
    found = connections["default"].settings_dict
    where = {"PGHOST": found["HOST"], "PGPORT": str(found["PORT"]), "PGUSER": found["USER"]}
    path = tmp_path_factory.mktemp("schema") / "schema.sql"
    command = [_binary("pg_dump"), "--no-owner", f"--file={path}", name]
    environment = os.environ | where | {"PGPASSWORD": found["PASSWORD"]}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return path


@pytest.fixture
def system_with(tmp_path, schema):
    """Return a function that starts a System with such settings."""
    started = []

    def start(**settings):
        started.append(System(tmp_path, **settings))
        started[-1].start(schema)
        return started[-1]

    yield start
    for system in started:
        system.stop()
