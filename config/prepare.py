"""Compile the translations, bring the database up to date and, where it is empty, fill it with the demo.

`python -m config.prepare` prints the demo's logins as its last line, if there are any.
"""

import os
import sys

import django
from django.core.management import call_command, get_commands
from django.db import transaction

from board.demo import LOGINS


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("messages", compile=True, stdout=sys.stderr)
    call_command("migrate", interactive=False, verbosity=0)
    _fill_with_the_demo()
    print(_logins())


def _fill_with_the_demo() -> None:
    from board.models import Department

    if "demo" in get_commands() and not Department.objects.exists():
        print("Filling the board with a demo …", file=sys.stderr, flush=True)
        with transaction.atomic():  # an interrupted first start finds the board empty again
            call_command("demo", verbosity=0)


def _logins() -> str:
    from board.models import User

    names = User.objects.filter(username__in=LOGINS, is_active=True).values_list("username", flat=True)
    return ", ".join(name for name in LOGINS if name in set(names))


if __name__ == "__main__":
    main()
