from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from board.demo import LANGUAGES, LOGINS, PASSWORD
from board.demo.fill import fill
from board.models import Department, User


class Command(BaseCommand):
    help = "Fills an empty database with departments, people and their tasks, to look at and to try out."

    def add_arguments(self, parser):
        parser.add_argument("--language", choices=LANGUAGES, default=settings.LANGUAGE_CODE[:2])

    def handle(self, *, language, verbosity, **options):
        if Department.objects.exists() or User.objects.exists():
            raise CommandError(
                "There are departments or people here already; the demo is for an empty database."
            )
        fill(language, timezone.localdate())
        if verbosity:
            self.stdout.write(f"Sign in as {', '.join(LOGINS)}; the password is {PASSWORD}.")
