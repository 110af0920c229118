"""Django's PostgreSQL, emptied between tests that commit by deleting the few rows there are.

TRUNCATE makes the files of all tables and indexes anew, whatever is in them: six times the work.
"""

from django.db import OperationalError
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg2.errors import DeadlockDetected

TRIES = 5
# Written by migrations alone: making them anew after each test takes as long as the rest.
OF_THE_MIGRATIONS = {"auth_permission", "django_content_type"}
# What the migrations have written stays here, too: how those hear of things who have not chosen.
OF_THE_TESTS = {"board_preference": " WHERE user_id IS NOT NULL"}


class Operations(DatabaseOperations):
    def sql_flush(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        if reset_sequences or allow_cascade:
            return super().sql_flush(
                style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade
            )
        emptied = [table for table in tables if table not in OF_THE_MIGRATIONS]
        names = ", ".join(map(self.quote_name, emptied))
        rows = [f"{self.quote_name(table)}{OF_THE_TESTS.get(table, '')}" for table in emptied]
        # As TRUNCATE does: a request that is still under way ends first, and leaves nothing.
        return [f"LOCK TABLE {names}", *(f"DELETE FROM {some}" for some in rows)]

    def execute_sql_flush(self, sql_list):
        """Empty the tables, again where a request that is still under way holds one and waits for another."""
        for _try in range(TRIES):
            try:
                return super().execute_sql_flush(sql_list)
            except OperationalError as error:
                if not isinstance(error.__cause__, DeadlockDetected):
                    raise
        return super().execute_sql_flush(sql_list)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations
