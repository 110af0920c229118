import json
import time

from django.core.management.base import BaseCommand, CommandError

from board.demo.bench import company
from board.demo.bench.fill import FEWEST_TASKS, description, fill
from board.models import Department


class Command(BaseCommand):
    help = (
        "Makes the data set that speed is measured on, and prints what a benchmark has to know of it as JSON."
    )

    def add_arguments(self, parser):
        parser.add_argument("--tasks", type=int, default=100_000, help=f"how many, at least {FEWEST_TASKS}")
        parser.add_argument("--force", action="store_true", help="also beside other departments")

    def handle(self, *, tasks, force, **options):
        if tasks < FEWEST_TASKS:
            raise CommandError(f"At least {FEWEST_TASKS} tasks are needed.")
        if Department.objects.filter(code=company.SMALL).exists():
            raise CommandError("The data set is here already.")
        if Department.objects.exists() and not force:
            raise CommandError("There are departments here already; --force adds the data set beside them.")
        self.began = time.monotonic()
        fill(tasks, self._say)
        self._say("done")
        self.stdout.write(json.dumps(description(), indent=2))

    def _say(self, step):
        self.stderr.write(f"{time.monotonic() - self.began:6.1f} s  {step}")
