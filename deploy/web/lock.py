"""One start at a time brings a database up to date: an advisory lock on a session of its own.

It is polled and never waited for: a waiting statement holds a snapshot, for which CREATE INDEX CONCURRENTLY in the
other start's migration would wait for ever, while we wait for that start.
"""

import os
import time
from typing import Any

import psycopg2
from database import connect
from logfmt import Fatal, Stage, log, milliseconds_since

KEY = (1_213_288_014, 1)  # any two numbers, the same for every start
POLL_SECONDS = 0.5

HOLDER = """
    SELECT pid, application_name, round(extract(epoch FROM clock_timestamp() - backend_start))
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = %s AND objsubid = 2
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class MigrationLock:
    """Held from `with` to its end, and given back by the server when this process dies, however it does."""

    def __enter__(self) -> Any:
        # A server that closes idle sessions would take the lock away in the middle of a long migration.
        self.connection = connect(options="-c idle_session_timeout=0")
        try:
            with Stage("lock", "Taking turns with other containers that start now."):
                self._acquire()
        except psycopg2.Error as error:
            raise Fatal(69, "connection_lost", str(error).strip()) from None
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def _acquire(self) -> None:
        begun, last = time.monotonic(), None
        deadline = begun + int(os.environ.get("MIGRATE_LOCK_TIMEOUT") or 600)
        with self.connection.cursor() as cursor:
            while True:
                cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", KEY)
                if cursor.fetchone()[0]:
                    return
                cursor.execute(HOLDER, KEY)
                holder = cursor.fetchone()
                if holder and holder[0] != last:
                    last = holder[0]
                    words = "Another container is bringing the database up to date; waiting for it."
                    log("lock_wait", words, holder=holder[1], holder_pid=holder[0], held_s=holder[2])
                if time.monotonic() >= deadline:
                    raise Fatal(
                        75,
                        "lock_timeout",
                        "Another container has been migrating for too long. If it hangs, end its session:"
                        f" SELECT pg_terminate_backend({last});",
                        holder_pid=last,
                        waited_ms=milliseconds_since(begun),
                    )
                time.sleep(POLL_SECONDS)
