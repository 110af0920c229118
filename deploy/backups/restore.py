"""Put a backup back, the database and its files: `python restore.py FILE [--over-running]`.

The backup is read through first, the present state backed up, and the database replaced in one transaction: whatever
fails leaves everything as it was. Where other programs use the database it refuses, unless --over-running is said.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import backup
import children
import full_backup
import lock
import media
import schema
from database import for_programs
from logfmt import Fatal, Stage, log

# What PostgreSQL's own template database has, so that a later backup sees nothing unusual in it.
EMPTY = """\\set ON_ERROR_STOP on
BEGIN;
SET LOCAL lock_timeout = '30s';
SET LOCAL client_min_messages = warning;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
COMMENT ON SCHEMA public IS 'standard public schema';
"""
OTHERS = """
    SELECT count(*), string_agg(DISTINCT coalesce(host(client_addr), 'this machine'), ', ') FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
STOP = "docker compose stop web live worker beat"


def main() -> int:
    names = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    if len(names) != 1:
        print("Say which backup:", file=sys.stderr)
        full_backup.print_all()
        return 64
    dump = _find(names[0])
    archive = media.archive_of(dump)
    _check(dump, archive)
    with lock.MigrationLock() as connection:
        _refuse_over_others(connection)
        if schema.look(connection).has_tables:
            media.pack(backup.make(connection, "before-restore"))
        unpacked = media.unpack(archive) if archive.exists() else None
        with Stage("restore", f"Replacing the database by {dump.name}."):
            _replace_database(dump)
        if unpacked:
            media.put_in_place(unpacked)
        state = schema.look(connection)
    log("restored", _last_words(archive, state), path=dump, head=state.head)
    return 0


def _find(name: str) -> Path:
    for path in (Path(name), backup.folder() / Path(name).name):
        if path.is_file():
            return path
    full_backup.print_all()
    raise Fatal(66, "no_such_backup", f"There is no backup {name}; those above are there.")


def _check(dump: Path, archive: Path) -> None:
    with Stage("verify", f"Reading {dump.name} through."):
        backup._read_through(dump)
        if archive.exists():
            media.read_through(archive)


def _refuse_over_others(connection: Any) -> None:
    if "--over-running" in sys.argv:
        return
    # A program that has just been stopped may take a moment to leave.
    deadline = time.monotonic() + 3
    while True:
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
            count, addresses = cursor.fetchone()
        if not count:
            return
        if time.monotonic() > deadline:
            words = f"The board is running: {count} connections from {addresses}. Stop it first: {STOP}"
            raise Fatal(75, "in_use", words, connections=count)
        time.sleep(0.3)


def _replace_database(dump: Path) -> None:
    where, environment = for_programs()
    psql = subprocess.Popen(
        ["psql", "--no-psqlrc", "--quiet", "--output=/dev/null", f"--dbname={where}"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=children.STDERR,
    )
    assert psql.stdin
    try:
        psql.stdin.write(EMPTY.encode())
        psql.stdin.flush()
        read = subprocess.run(
            ["pg_restore", "--no-owner", "--no-privileges", "--file=-", str(dump)],
            stdin=subprocess.DEVNULL,
            stdout=psql.stdin,
        )
        # Only now: had the reading failed half way, the end of the input would be no reason to commit.
        psql.stdin.write(b"COMMIT;\nANALYZE;\n" if not read.returncode else b"ROLLBACK;\n")
        psql.stdin.close()
    except BrokenPipeError:
        read = None
    code = psql.wait()
    if code or not read or read.returncode:
        words = "The backup could not be put back; what PostgreSQL says stands above. Nothing has changed."
        raise Fatal(74, "restore_failed", words, psql_exit=code)


def _last_words(archive: Path, state: schema.State) -> str:
    words = "The database is as it was then" + (
        " and so are the files." if archive.exists() else "; files stay."
    )
    if state.missing:
        words += f" It is {len(state.missing)} migrations behind this image: web applies them when it starts."
    return words + " Start the board: docker compose up --detach"


if __name__ == "__main__":
    sys.exit(children.main("restore", main))
