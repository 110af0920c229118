"""The look at migration files that spares a start of Django must see what Django sees."""

import os
import subprocess
import sys

from django.db.migrations.loader import MigrationLoader

from config.embedded import BASE

LIST = "import schema; print(*sorted('.'.join(found) for found in schema.known_migrations()))"


def quick_look(**environment):
    environment = (
        os.environ | {"PYTHONPATH": str(BASE / "deploy" / "web"), "HANDOFF_APP": str(BASE)} | environment
    )
    ran = subprocess.run(
        [sys.executable, "-c", LIST], env=environment, capture_output=True, text=True, check=True
    )
    return set(ran.stdout.split())


def test_it_sees_the_migrations_that_django_sees():
    loader = MigrationLoader(None, ignore_no_migrations=True)

    assert quick_look() == {".".join(key) for key in loader.disk_migrations}


def test_under_debug_it_sees_too_many_rather_than_too_few():
    assert quick_look(DEBUG="true") > quick_look()


def test_it_does_not_start_django():
    command = "import sys, schema; schema.known_migrations(); print('django' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(BASE / "deploy" / "web"), "HANDOFF_APP": str(BASE)}

    ran = subprocess.run(
        [sys.executable, "-c", command], env=environment, capture_output=True, text=True, check=True
    )

    assert ran.stdout == "False\n"
