"""An upgrade over the volumes of an older image: a backup, one migration, and the way back."""

import pytest

from tests.containers.releases import backups, cli, filled, tables, use


@pytest.fixture
def system(shared):
    return shared


def test_an_upgrade_backs_up_migrates_once_and_can_be_taken_back(new_system, image, newer):
    system = new_system()
    system.up()
    before = filled(system)
    assert before["board_task"] != "0"
    assert backups(system) == []

    use(system, newer)
    system.up()
    log = system.logs("web")
    assert log.count("event=backup_made") == 1
    assert log.count("stage=migrate status=ok") == 1
    assert system.sql("SELECT sum(times) FROM upgraded") == "1"
    [backup] = backups(system)
    assert "board.0" in backup  # named after the state that it holds

    # Back to the older image: its backup brings every row of every table.
    use(system, image)
    system.compose("stop", "web", "live", "worker", "beat")
    assert cli(system, "restore", backup) == ""
    system.up()
    assert "event=migrations_none" in system.logs("web")
    assert tables(system) == before

    # And forward again.
    use(system, newer)
    system.up()
    assert system.sql("SELECT sum(times) FROM upgraded") == "1"


def test_a_backup_is_restored_into_an_empty_system_with_its_files(new_system, image):
    system = new_system()
    system.up()
    system.compose(
        "exec", "-T", "web", "sh", "-c", "mkdir /data/media/a && echo kept > /data/media/a/file.txt"
    )
    before = filled(system)
    name = cli(system, "full_backup", "manual").strip()
    assert name in cli(system, "full_backup", "--list")

    # Over a running board it refuses, and changes nothing.
    with pytest.raises(AssertionError, match="exit 75"):
        cli(system, "restore", name)
    assert tables(system) == before

    other = new_system()
    other.up()
    other.compose("stop", "web", "live", "worker", "beat")
    copy_backups(system, other, image)
    cli(other, "restore", name)
    other.up()
    assert tables(other) == before
    assert other.compose("exec", "-T", "web", "cat", "/data/media/a/file.txt") == "kept\n"
    # It is an ordinary database: it can be backed up and restored once more, also while the board runs if told so.
    again = cli(other, "full_backup", "again").strip()
    cli(other, "restore", again, "--over-running")
    assert tables(other) == before


def test_a_broken_backup_changes_nothing(system):
    name = cli(system, "full_backup", "manual").strip()
    system.compose("exec", "-T", "web", "sh", "-c", f"cd /data/backups && head -c 20000 {name} > broken.dump")
    system.compose("stop", "web", "live", "worker", "beat")
    before = tables(system)

    with pytest.raises(AssertionError, match="exit 74"):
        cli(system, "restore", "broken.dump")
    assert tables(system) == before
    system.up()


def test_the_nightly_job_makes_one_backup_a_day(system):
    call = "from board.jobs import back_up; back_up(); back_up()"
    system.python(call, service="worker")

    assert len([name for name in backups(system) if name.startswith("nightly-")]) == 1


def copy_backups(source, target, image):
    """Copy as an operator does who moves to another machine."""
    volumes = [f"{system.name}_backups:/{name}" for system, name in ((source, "from"), (target, "to"))]
    mounts = [part for volume in volumes for part in ("--volume", volume)]
    source.docker("run", "--rm", "--user", "0", "--entrypoint", "cp", *mounts, image, "-a", "/from/.", "/to/")
