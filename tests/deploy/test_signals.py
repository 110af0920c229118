"""TERM and KILL in the middle of a start, and several starts at once."""

import os
import shutil
import signal
import subprocess
import time

import psutil
import pytest

from tests.deploy.conftest import _leave_out
from tests.deploy.starts import SECONDS

WEB = {"MIGRATE_ON_START": "true", "AUTO_BACKUP": "true"}
SLOW = "migrations.RunSQL(['CREATE TABLE extra ()', 'SELECT pg_sleep(60)'])"
EXTRA = "migrations.RunSQL('CREATE TABLE extra ()')"


@pytest.fixture
def stuck(container, migrated):
    """A start in the middle of a slow migration."""
    container.with_migration("0900_slow", SLOW)
    start = container.begin(**WEB)
    start.until("stage_start stage=migrate")
    wait_for(migrated, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'", 1)
    return start


def wait_for(database, statement, count):
    """Ask again until the statement returns `count`; each question takes some milliseconds by itself."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if database.ask(f"{statement} AND datname = current_database()") == [(count,)]:
            return
    raise AssertionError(f"never {count}: {statement}")


def test_term_while_migrating_rolls_back_and_frees_the_lock(stuck, migrated):
    seconds = stuck.term()

    assert (stuck.code, stuck.printed) == (143, "")
    assert seconds < 1
    assert "fatal" not in stuck.events
    wait_for(migrated, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'", 0)
    assert not migrated.has_table("extra")
    assert migrated.locks() == 0


def test_term_as_process_1_too(container, migrated):
    if os.geteuid() or not shutil.which("unshare"):
        _leave_out("only root may make a namespace of processes")
    container.with_migration("0900_slow", SLOW)
    start = container.begin(wrapper=("unshare", "--pid", "--fork", "--kill-child"), **WEB)
    start.until("stage_start stage=migrate")
    wait_for(migrated, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'", 1)
    [first] = psutil.Process(start.process.pid).children()

    first.send_signal(signal.SIGTERM)

    assert start.end().code == 143
    assert start.lines[-1]["event"] == "stopped"
    wait_for(migrated, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'", 0)
    assert not migrated.has_table("extra")


def test_term_while_backing_up_leaves_no_half_of_a_backup(container, migrated):
    container.with_migration("0900_extra", EXTRA)
    container.with_program(
        "pg_dump", 'case $* in *--file*) echo dumping >&2; exec sleep 60;; esac; exec "$REAL" "$@"'
    )
    start = container.begin(**WEB)
    start.until("dumping")
    assert [name for name in container.dumps() if name.endswith(".partial")]

    seconds = start.term()

    assert (start.code, container.dumps()) == (143, [])
    assert seconds < 1
    assert migrated.locks() == 0
    assert not migrated.has_table("extra")


def test_term_while_waiting_for_the_lock(stuck, container):
    other = container.begin(**WEB)
    line = other.until("event=lock_wait")
    assert line["holder"].startswith("handoff-start")

    seconds = other.term()

    assert other.code == 143
    assert seconds < 1


def test_the_lock_is_waited_for_only_so_long(stuck, container):
    other = container.start(**WEB, MIGRATE_LOCK_TIMEOUT="1")

    assert (other.code, other.printed) == (75, "")
    assert other.line("fatal")["reason"] == "lock_timeout"


def test_when_the_holder_is_killed_the_next_one_goes_on(stuck, container, migrated):
    (container.app / "board" / "migrations" / "0900_slow.py").write_text(
        (container.app / "board" / "migrations" / "0900_slow.py").read_text().replace("pg_sleep(60)", "1")
    )
    other = container.begin(**WEB)
    other.until("event=lock_wait")

    stuck.kill()

    assert other.end().code == 0, other.text
    assert other.printed == "READY"
    assert migrated.has_table("extra")


def at_once(container_of, migrated, operations, count=2):
    """Let `count` containers start at the same time and return their starts, once all have ended."""
    first = container_of(migrated.url)
    first.with_migration("0900_extra", operations)
    starts = [first.begin("printf", str(number), **WEB) for number in range(count)]
    return first, [start.end() for start in starts]


def check_two_at_once(container_of, migrated, operations):
    container, starts = at_once(container_of, migrated, operations)

    assert [(start.code, start.printed) for start in starts] == [(0, "0"), (0, "1")], (
        starts[0].text + starts[1].text
    )
    assert sum(start.text.count("Applying board.0900_extra") for start in starts) == 1
    assert len(container.dumps()) == 1
    assert migrated.locks() == 0


def test_two_at_once_make_one_backup_and_one_migration(container_of, migrated):
    check_two_at_once(container_of, migrated, EXTRA)


def test_an_index_that_is_made_concurrently_does_not_wait_for_who_waits_for_the_lock(container_of, migrated):
    index = "migrations.RunSQL('CREATE INDEX CONCURRENTLY extra ON board_task (title)')"

    check_two_at_once(container_of, migrated, index)


@pytest.mark.long
@pytest.mark.parametrize("repetition", range(10))
def test_two_at_once_ten_times_over(container_of, migrated, repetition):
    check_two_at_once(container_of, migrated, EXTRA)


@pytest.mark.long
def test_two_at_once_on_an_empty_database(container_of, empty):
    first = container_of(empty.url)
    starts = [first.begin(**WEB, SECRET_KEY="") for _ in range(2)]
    starts = [start.end() for start in starts]

    assert [start.code for start in starts] == [0, 0], starts[0].text + starts[1].text
    assert sum(start.events.count("setup_link") for start in starts) == 1
    assert sum(start.events.count("secret_key_made") for start in starts) == 1


def test_nothing_of_a_start_goes_on_after_it_was_stopped(stuck):
    mine = [child.pid for child in psutil.Process(stuck.process.pid).children(recursive=True)]

    stuck.term()

    assert mine and not [pid for pid in mine if psutil.pid_exists(pid)]


def test_the_command_takes_the_place_of_the_entrypoint_and_hears_the_signal_itself(container):
    script = "trap 'echo heard; exit 7' TERM; echo waiting >&2; while :; do sleep 0.05; done"
    start = container.begin("sh", "-c", script)
    start.until("waiting")

    start.process.send_signal(signal.SIGTERM)

    assert (start.end().code, start.printed) == (7, "heard\n")


def test_the_command_does_not_ignore_what_a_shell_lets_its_children_ignore(container):
    start = container.begin("sleep", "60")
    start.until("event=start ")
    ignored = int(subprocess.run(
        ["awk", "/SigIgn/ {print $2}", f"/proc/{start.process.pid}/status"], capture_output=True, text=True
    ).stdout, 16)  # fmt: skip

    assert not ignored & (1 << (signal.SIGINT - 1) | 1 << (signal.SIGTERM - 1))
