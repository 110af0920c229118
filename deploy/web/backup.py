"""A backup of the database that one can rely on: written aside, read through, made durable, then given its name.

`python backup.py LABEL` makes one at any time; a start makes one named after the migration that it starts from.
"""

import os
import re
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import children
from database import connect, for_programs
from logfmt import Fatal, Stage, log

REUSE_SECONDS = 3600
STALE_DRAFT_SECONDS = 24 * 3600


def folder() -> Path:
    """Return where backups are kept."""
    return Path(os.environ.get("BACKUP_DIR") or "/data/backups")


def before_migrating(connection: Any, head: str) -> Path:
    """Return a good backup of the database as it is at `head`, one of the last hour or a new one. Raises Fatal."""
    label = f"at-{_plain(head or 'unknown')}"
    _check_folder()
    if recent := _recent(label):
        log("backup_reuse", "A backup of this state was made within the hour; it is kept.", path=recent)
        return recent
    return make(connection, label)


def make(connection: Any, label: str) -> Path:
    """Write, verify and name a new backup, then remove old ones of the same label. Raises Fatal."""
    with Stage("backup", "Making a backup of the database.", label=label):
        _check_folder()
        _check_client(connection)
        _check_space(connection)
        name = f"{label}-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.dump"
        final, draft = folder() / name, folder() / f"{name}.partial"
        children.unfinished.add(draft)
        try:
            _dump(draft)
            _read_through(draft)
            _make_durable(draft, final)
        finally:
            draft.unlink(missing_ok=True)
            children.unfinished.discard(draft)
    log("backup_made", "The backup was read through and is good.", path=final, bytes=final.stat().st_size)
    _prune(label)
    return final


def _check_folder() -> None:
    if not (folder().is_dir() and os.access(folder(), os.W_OK | os.X_OK)):
        raise Fatal(
            73, "backup_not_writable", f"Backups cannot be written to {folder()}: mount a volume there."
        )


def _recent(label: str) -> Path | None:
    for path in reversed(_of(label)):
        if 0 <= time.time() - path.stat().st_mtime < REUSE_SECONDS and path.stat().st_size:
            return path
    return None


def _check_client(connection: Any) -> None:
    code, printed = _run(["pg_dump", "--version"], capture=True)
    found = re.search(r"(\d+)", printed)
    client, server = int(found[1]) if found and not code else 0, connection.server_version // 10000
    if client < server:
        words = f"pg_dump is of PostgreSQL {client} and the server of {server}: an older client cannot back it up."
        raise Fatal(78, "client_too_old", words, client=client, server=server)


def _check_space(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        needed, free = cursor.fetchone()[0], shutil.disk_usage(folder()).free
    if free < needed:
        words = "The disk for backups has less room than the database takes."
        raise Fatal(74, "backup_no_space", words, free_bytes=free, needed_bytes=needed)


def _dump(draft: Path) -> None:
    where, environment = for_programs()
    draft.touch(mode=0o600)
    # No pipe: its end would hide that the dump has failed.
    code, _ = _run(["pg_dump", "--format=custom", f"--file={draft}", f"--dbname={where}"], env=environment)
    if code:
        raise Fatal(74, "dump_failed", "pg_dump has failed; its own words stand above.", pg_dump_exit=code)


def _read_through(draft: Path) -> None:
    # Not --list: it reads the table of contents alone and finds a file good that was cut off.
    code, _ = _run(["pg_restore", "--file=/dev/null", str(draft)])
    if code:
        raise Fatal(74, "dump_corrupt", "The backup cannot be read through.", pg_restore_exit=code)


def _make_durable(draft: Path, final: Path) -> None:
    _fsync(draft)
    draft.rename(final)
    _fsync(final.parent)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prune(label: str) -> None:
    """Keep the newest of a label, and always its oldest: what follows it may all be copies of a broken state."""
    keep = max(1, int(os.environ.get("BACKUP_KEEP") or 14))
    for path in _of(label)[1:-keep]:
        path.unlink(missing_ok=True)
        log("backup_pruned", path=path)
    for path in folder().glob("*.dump.partial"):
        if time.time() - path.stat().st_mtime > STALE_DRAFT_SECONDS:
            path.unlink(missing_ok=True)


def _of(label: str) -> list[Path]:
    """Return the backups of a label, the oldest first."""
    pattern = re.compile(re.escape(label) + r"-\d{8}T\d{6}Z\.dump")
    return sorted(path for path in folder().iterdir() if pattern.fullmatch(path.name))


def _run(command: list[str | Path], **more: Any) -> tuple[int, str]:
    try:
        return children.run(command, **more)
    except FileNotFoundError:
        raise Fatal(78, "no_client", f"{command[0]} is not installed here.") from None


def _plain(text: str) -> str:
    return re.sub(r"[^\w.-]+", "_", text)


def _main() -> int:
    connection = connect()
    print(make(connection, _plain(sys.argv[1] if len(sys.argv) > 1 else "manual")))
    return 0


if __name__ == "__main__":
    sys.exit(children.main("backup", _main))
