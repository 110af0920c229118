"""What `migrate --check` does not tell apart: nothing to do, something to do, and an error."""

import sys

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PENDING = 10


class Command(BaseCommand):
    help = "Prints the migrations that the database lacks, one a line. Exit code 0: none, 10: some, another: error."
    requires_system_checks = []

    def handle(self, **options):
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        for migration, _backwards in plan:
            self.stdout.write(f"{migration.app_label}.{migration.name}")
        if plan:
            sys.exit(PENDING)
