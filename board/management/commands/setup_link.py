"""The way in to a system that nobody administers yet."""

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from board.queries.accounts import has_administrator
from board.tokens import SETUP_SECONDS, setup_token


class Command(BaseCommand):
    help = "Prints a link with which the first administrator makes an account; it works for a day."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="say nothing while an earlier link works")

    def handle(self, *, once, **options):
        if has_administrator():
            raise CommandError("There is an administrator already; they invite others.")
        # The database keeps this: of several containers that start at once one prints the link.
        if cache.add("setup-link", "printed", SETUP_SECONDS) or not once:
            self.stdout.write(settings.SITE_URL + reverse("setup", args=[setup_token()]))
