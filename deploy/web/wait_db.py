"""Wait for the database by real connections: that a port is open, or pg_isready content, does not mean that we get in.

Ends with 69 after DB_WAIT_TIMEOUT seconds, and with 78 at once on what waiting cannot mend.
"""

import os
import sys
import time

import psycopg2
from database import connect, parameters, reason
from logfmt import Fatal, log, milliseconds_since

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 3.0

WORDS = {
    "refused": "The database does not accept connections yet.",
    "host_unknown": "No machine of that name is known (yet): look at POSTGRES_HOST.",
    "starting_up": "The database is starting.",
    "timeout": "The database's machine does not answer.",
    "password": "The database refuses the password. A volume keeps the password that it was created with:"
    " change it there (ALTER ROLE … PASSWORD), or set POSTGRES_PASSWORD back.",
    "no_such_role": "The database knows no such user. A volume keeps the user that it was created with.",
    "no_such_database": "The server has no such database. A volume keeps the name that it was created with; we create"
    " none, since the name may simply be wrong.",
    "not_allowed": "The database lets nobody in from here: look at its pg_hba.conf.",
    "tls": "The database and we do not agree about encryption: look at sslmode.",
}


def wait() -> None:
    """Return once a connection was made. Raises Fatal."""
    begun, pause, attempts, last = time.monotonic(), FIRST_PAUSE, 0, ""
    deadline = begun + int(os.environ.get("DB_WAIT_TIMEOUT") or 60)
    while True:
        attempts += 1
        try:
            connect().close()
        except psycopg2.OperationalError as error:
            why, can_mend = reason(error)
            if not can_mend:
                raise Fatal(78, why, WORDS.get(why, ""), **_where()) from None
            if why != last:
                log("db_wait", WORDS.get(why, _first_line(error)), reason=why, **_where())
                last = why
        else:
            log("db_ready", attempts=attempts, waited_ms=milliseconds_since(begun))
            return
        if time.monotonic() + pause > deadline:
            time.sleep(max(0, deadline - time.monotonic()))
            words = "The database did not answer in time; its own log says more."
            raise Fatal(69, last, words, waited_ms=milliseconds_since(begun))
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)


def _where() -> dict[str, str]:
    given = parameters()
    return {name: given[name] for name in ("host", "dbname", "user") if given[name]}


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), "")


if __name__ == "__main__":
    try:
        wait()
    except Fatal as fatal:
        sys.exit(fatal.tell("wait_db"))
