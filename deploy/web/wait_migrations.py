"""Wait until web has applied every migration that this code knows, and has made the secret key.

After a reboot all containers start at once, whatever `depends_on` says.
"""

import os
import sys
import time

import psycopg2
import schema
import secret_key
from database import connect, reason
from logfmt import Fatal, log, milliseconds_since

POLL_SECONDS = 1.0
# Under DEBUG the quick look may miss what Django does not count: then Django is asked, at times.
POLLS_BEFORE_DJANGO = 15


def wait() -> None:
    """Return once nothing is pending. Raises Fatal after MIGRATIONS_WAIT_TIMEOUT seconds."""
    begun, polls, last = time.monotonic(), 0, ""
    deadline = begun + int(os.environ.get("MIGRATIONS_WAIT_TIMEOUT") or 900)
    while (waits_for := _what_is_missing(polls)) is not None:
        word, fields, words = waits_for
        if word != last:
            log(word, words, **fields)
            last = word
        if time.monotonic() >= deadline:
            waited = milliseconds_since(begun)
            raise Fatal(75, word, "Web did not get ready in time; its log says why.", waited_ms=waited)
        time.sleep(POLL_SECONDS)
        polls += 1
    log("migrations_ready", "The database is up to date.", waited_ms=milliseconds_since(begun))


def _what_is_missing(polls: int) -> tuple[str, dict[str, object], str] | None:
    if not secret_key.is_there():
        return "secret_key_wait", {"path": secret_key.path()}, "Web has not made the secret key yet."
    try:
        connection = connect()
        try:
            state = schema.look(connection)
        finally:
            connection.close()
    except psycopg2.Error as error:
        why, _ = reason(error)
        return "db_wait", {"reason": why}, "The database has gone again."
    if state.is_current:
        return None
    if polls % POLLS_BEFORE_DJANGO == 2 and schema.ask_django() == schema.NONE:
        return None
    return (
        "migrations_wait",
        {"pending": len(state.missing)},
        "Web has not brought the database up to date yet.",
    )


if __name__ == "__main__":
    try:
        wait()
    except Fatal as fatal:
        sys.exit(fatal.tell("wait_migrations"))
