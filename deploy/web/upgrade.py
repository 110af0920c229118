"""Bring the database up to date, one container at a time: the key, what is pending, a backup, the migrations."""

import os
import sys
from pathlib import Path
from typing import Any

import backup
import children
import lock
import schema
import secret_key
from database import connect
from logfmt import Fatal, Stage, log


def main() -> int:
    connection = connect()
    state = schema.look(connection)
    if state.is_current and secret_key.is_there():
        log("migrations_none", "The database is up to date.", head=state.head)
    elif code := _under_the_lock():
        return code
    _warn_if_ahead(schema.look(connection))
    _offer_set_up(connection)
    connection.close()
    return 0


def _under_the_lock() -> int:
    with lock.MigrationLock() as connection:
        secret_key.make()
        state = schema.look(connection)
        if state.is_current:  # whoever had the lock before us has done it
            log("migrations_none", "The database is up to date.", head=state.head)
            return 0
        code, names = _pending()
        if code == schema.NONE:
            log("migrations_none", "The database is up to date.", head=state.head)
            return 0
        if code != schema.PENDING:
            raise Fatal(
                code, "pending_failed", "What is pending could not be found out; the reason stands above."
            )
        log("migrations_pending", pending=len(names), head=state.head or "none", names=",".join(names[:20]))
        made = _back_up(connection, state)
        return _migrate(len(names), made)


def _pending() -> tuple[int, list[str]]:
    code, printed = children.run([sys.executable, "manage.py", "pending"], capture=True, cwd=schema.APP)
    return code, printed.split() if code == schema.PENDING else []


def _back_up(connection: Any, state: schema.State) -> Path | None:
    if os.environ.get("AUTO_BACKUP") != "true":
        return None
    if not state.has_tables:
        log("backup_skip", "The database is empty: there is nothing to back up.", reason="empty")
        return None
    return backup.before_migrating(connection, state.head)


def _migrate(pending: int, made: Path | None) -> int:
    with Stage(
        "migrate", f"Applying {pending} migration{'' if pending == 1 else 's'}.", pending=pending
    ) as stage:
        code, _ = children.run([sys.executable, "manage.py", "upgrade"], cwd=schema.APP)
        stage.failed = bool(code)
    if code:
        words = "A migration has failed; what it says stands above. The application is not started."
        fields = {}
        if made:
            words += f" To go back: start the image that ran before, with `make restore FILE={made.name}`."
            fields = {"backup": made}
        log("fatal", words, stage="migrate", reason="migration_failed", exit=code, **fields)
    return code


def _warn_if_ahead(state: schema.State) -> None:
    if state.ahead:
        names = ",".join(".".join(migration) for migration in state.ahead[:20])
        words = "The database is ahead of this code, as after going back to an older image. Starting all the same."
        log("database_ahead", words, level="warning", migrations=names)


def _offer_set_up(connection: Any) -> None:
    """On a system that nobody administers yet, log the link with which the first administrator makes an account."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM board_user WHERE is_admin)")
        if cursor.fetchone()[0]:
            return
    code, printed = children.run(
        [sys.executable, "manage.py", "setup_link", "--once"], capture=True, cwd=schema.APP
    )
    if code:
        log("setup_link_failed", "`manage.py setup_link` makes one.", level="warning", exit=code)
    elif link := printed.strip():
        words = "Nobody administers this system yet. Open this link to make the first account; it works for a day."
        log("setup_link", words, url=link)
    else:
        words = "Nobody administers this system yet. The link for the first account was logged at an earlier start;"
        log("setup_link_known", words + " `manage.py setup_link` makes another.")


if __name__ == "__main__":
    sys.exit(children.main("schema", main))
