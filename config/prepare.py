"""Compile the translations, bring the database up to date and, where it is empty, fill it with the demo.

`python -m config.prepare` prints the demo's logins, if there are any, and nothing else; with `--empty` it leaves
an empty database empty.
"""

import os
import sys

import django
from django.core.management import call_command
from django.db import transaction


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("messages", compile=True, stdout=sys.stderr)
    call_command("migrate", interactive=False, verbosity=0)
    if "--empty" not in sys.argv:
        _fill_with_the_demo()
    print(_logins())


def _fill_with_the_demo() -> None:
    from board.models import Department, User

    if not Department.objects.exists() and not User.objects.exists():
        print("Filling the board with a demo …", file=sys.stderr, flush=True)
        with transaction.atomic():  # an interrupted first start finds the board empty again
            call_command("demo", verbosity=0)


def _logins() -> str:
    from board.demo import LOGINS, PASSWORD
    from board.models import User

    known = set(User.objects.filter(username__in=LOGINS, is_active=True).values_list("username", flat=True))
    names = ", ".join(name for name in LOGINS if name in known)
    return f"Sign in as {names}; the password is {PASSWORD}." if names else ""


if __name__ == "__main__":
    main()
