"""The backup before a migration: what it is worth, and that nothing is migrated without it."""

import os
import resource
import signal
import stat
import subprocess
import time

import pytest

EXTRA = "migrations.RunSQL('CREATE TABLE extra ()')"
WEB = {"MIGRATE_ON_START": "true", "AUTO_BACKUP": "true"}


@pytest.fixture
def pending(container):
    """A container with a migration to apply."""
    container.with_migration("0900_extra", EXTRA)
    return container


def refused(start, migrated, code, reason):
    """Whether the backup ended the start with this code and reason, and nothing was migrated."""
    found = (
        start.code,
        start.line("fatal")["reason"],
        start.printed,
        migrated.has_table("extra"),
        migrated.locks(),
    )
    return found == (code, reason, "", False, 0)


def test_it_is_whole_private_and_named_after_where_it_starts_from(pending, migrated):
    assert pending.start(**WEB).code == 0

    [name] = pending.dumps()
    dump = pending.backups / name
    last = migrated.ask("SELECT max(name) FROM django_migrations WHERE app = 'board' AND name < '0900'")[0][0]
    assert name.startswith(f"at-board.{last}-")
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600
    read = subprocess.run(
        ["pg_restore", "--file=-", dump], env=pending.environment, capture_output=True, text=True, check=True
    )
    assert "irina@example.com" in read.stdout
    assert "extra" not in read.stdout


def test_a_disk_with_too_little_room(pending, migrated, mounted):
    start = pending.start(**WEB, BACKUP_DIR=mounted("size=2m"))

    assert refused(start, migrated, 74, "backup_no_space")


def test_a_disk_that_is_full_before_the_end(pending, migrated):
    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    start = pending.start(**WEB, preexec_fn=small_files)

    assert refused(start, migrated, 74, "dump_failed")
    assert pending.dumps() == []


def test_a_folder_that_is_not_there(pending, migrated):
    pending.backups.rmdir()

    assert refused(pending.start(**WEB), migrated, 73, "backup_not_writable")


def test_a_folder_that_cannot_be_written(pending, migrated, mounted):
    assert refused(pending.start(**WEB, BACKUP_DIR=mounted("ro")), migrated, 73, "backup_not_writable")


def test_a_client_that_is_older_than_the_server(pending, migrated):
    pending.with_program("pg_dump", 'echo "pg_dump (PostgreSQL) 9.6.24"')

    start = pending.start(**WEB)

    assert refused(start, migrated, 78, "client_too_old")
    assert start.line("fatal")["client"] == "9"


def test_no_client_at_all(pending, migrated, tmp_path):
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("dash", "cat", "tr", "printf"):
        (bare / name).symlink_to(f"/usr/bin/{name}")
    path = pending.environment["PATH"].split(":")[0]

    start = pending.start(**WEB, PATH=f"{path}:{bare}")

    assert refused(start, migrated, 78, "no_client")


def test_a_dump_that_was_cut_off_is_not_taken_for_a_good_one(pending, migrated):
    cut = 'for word; do case $word in --file=*) file=${word#--file=};; esac; done; "$REAL" "$@" || exit'
    pending.with_program("pg_dump", f'{cut}; [ -z "${{file:-}}" ] || truncate -s -200 "$file"')

    start = pending.start(**WEB)

    assert refused(start, migrated, 74, "dump_corrupt")
    assert pending.dumps() == []


def test_old_ones_are_removed_but_never_the_oldest_of_a_state(pending):
    broken = "migrations.RunSQL('SELECT 1/0')"
    pending.with_migration("0901_broken", broken)
    assert pending.start(**WEB).code == 1
    [first] = pending.dumps()
    assert pending.start(**WEB).code == 1
    label = next(name for name in pending.dumps() if name != first).rpartition("-")[0]
    assert "0900_extra" in label
    hour_ago = time.time() - 3700
    for number in range(4):
        old = pending.backups / f"{label}-2020010{number + 1}T000000Z.dump"
        old.write_text("an old one")
        os.utime(old, (hour_ago, hour_ago))
    for path in pending.backups.glob(f"{label}-2*"):
        os.utime(path, (hour_ago, hour_ago))
    other = pending.backups / "somebody's notes.txt"
    other.touch()

    start = pending.start(**WEB, BACKUP_KEEP="2")

    left = [name for name in pending.dumps() if name.startswith(label)]
    assert "backup_made" in start.events
    assert len(left) == 3
    assert left[0] == f"{label}-20200101T000000Z.dump"
    assert first in pending.dumps() and other.exists()
