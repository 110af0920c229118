"""`migrate` for a start that nobody watches."""

import logging
import time

from django.core.management.commands import migrate
from django.db import OperationalError, connection

logger = logging.getLogger(__name__)

LOCK_NOT_AVAILABLE = "55P03"
TRIES = 3
PAUSE_SECONDS = 5
# Requests wait 5 s for each other; a migration may wait longer for them. And a migration that is killed must not
# go on in the server: it looks whether we are still there.
SESSION = "-c lock_timeout=60000 -c client_connection_check_interval=250"


class Command(migrate.Command):
    help = "Applies all migrations without asking; tries again where others hold a table for a while."

    def handle(self, *args, **options):
        connection.close()
        connection.settings_dict["OPTIONS"] = connection.settings_dict["OPTIONS"] | {"options": SESSION}
        for attempt in range(1, TRIES + 1):
            try:
                return super().handle(*args, **{**options, "interactive": False})
            except OperationalError as error:
                if getattr(error.__cause__, "pgcode", None) != LOCK_NOT_AVAILABLE or attempt == TRIES:
                    raise
                logger.warning(
                    "Someone holds a table that the migration needs; try %d of %d.", attempt, TRIES
                )
                connection.close()
                time.sleep(PAUSE_SECONDS)
        return None

    def migration_progress_callback(self, action, migration=None, fake=False):
        # Whole lines, unlike Django's: whoever is stopped in the middle leaves no half of one in the log.
        words = {"apply_start": "Applying", "apply_success": "Applied"}.get(action)
        if words and self.verbosity:
            self.stdout.write(f"{words} {migration}")
            self.stdout.flush()
