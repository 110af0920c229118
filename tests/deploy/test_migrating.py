"""Migrations at a start: when, after what, and what is left where they fail."""

import pytest

EXTRA = "migrations.RunSQL('CREATE TABLE extra ()')"
WEB = {"MIGRATE_ON_START": "true", "AUTO_BACKUP": "true"}


def applied(database):
    """Return the names of the board's migrations in the database."""
    return [
        name for (name,) in database.ask("SELECT name FROM django_migrations WHERE app = 'board' ORDER BY id")
    ]


def test_with_nothing_pending_nothing_is_done(container):
    start = container.start(**WEB)

    assert (start.code, start.printed) == (0, "READY")
    assert start.stages == [("wait_db", "ok"), ("schema", "ok"), ("static_check", "ok")]
    assert start.line("migrations_none")["head"].startswith("board.")
    assert container.dumps() == []


def test_a_pending_migration_is_applied_after_a_backup(container, migrated):
    container.with_migration("0900_extra", EXTRA)

    start = container.start(**WEB)

    assert (start.code, start.printed) == (0, "READY")
    assert start.stages == [
        (name, "ok") for name in ("wait_db", "lock", "backup", "migrate", "schema", "static_check")
    ]
    assert start.line("migrations_pending")["names"] == "board.0900_extra"
    assert all(int(line["duration_ms"]) >= 0 for line in start.lines if line["event"] == "stage_end")
    assert start.line("start")["stage"] == "total"
    assert migrated.has_table("extra")
    assert migrated.locks() == 0
    assert len(container.dumps()) == 1


@pytest.mark.parametrize("value", ["false", None])
def test_without_the_flag_nothing_is_migrated(container, migrated, value):
    container.with_migration("0900_extra", EXTRA)

    start = container.start(MIGRATE_ON_START=value, AUTO_BACKUP="true")

    assert (start.code, start.printed) == (0, "READY")
    assert not migrated.has_table("extra")
    assert container.dumps() == []


@pytest.mark.parametrize("value", ["false", None])
def test_without_its_flag_no_backup_is_made(container, migrated, value):
    container.with_migration("0900_extra", EXTRA)
    container.backups.rmdir()

    start = container.start(MIGRATE_ON_START="true", AUTO_BACKUP=value)

    assert start.code == 0
    assert migrated.has_table("extra")
    assert "backup" not in [stage for stage, _ in start.stages]


def test_a_migration_that_fails_half_way_keeps_the_application_down(container, migrated):
    container.with_migration("0900_half", EXTRA)
    container.with_migration("0901_broken", "migrations.RunSQL(['CREATE TABLE rest ()', 'SELECT 1/0'])")

    first = container.start(**WEB)

    assert (first.code, first.printed) == (1, "")
    assert first.stages[-2:] == [("migrate", "failed"), ("schema", "failed")]
    fatal = first.line("fatal")
    [dump] = container.dumps()
    assert (fatal["stage"], fatal["exit"]) == ("migrate", "1")
    assert fatal["backup"] == str(container.backups / dump)
    assert f"make restore FILE={dump}" in fatal["msg"]
    assert "division by zero" in first.text
    assert migrated.has_table("extra") and not migrated.has_table("rest")
    assert migrated.locks() == 0

    # The crash loop: the state half way is backed up once, and the good dump stays.
    second, third = container.start(**WEB), container.start(**WEB, BACKUP_KEEP="1")

    assert (second.code, third.code) == (1, 1)
    assert "backup_made" in second.events and "backup_reuse" in third.events
    assert dump in container.dumps() and len(container.dumps()) == 2


def test_a_database_that_is_ahead_of_the_code_is_a_warning(container, migrated):
    migrated.ask("INSERT INTO django_migrations (app, name, applied) VALUES ('board', '0999_future', now())")

    start = container.start(**WEB)

    assert (start.code, start.printed) == (0, "READY")
    ahead = start.line("database_ahead")
    assert (ahead["level"], ahead["migrations"]) == ("warning", "board.0999_future")


def test_what_is_pending_may_not_be_guessed_where_it_cannot_be_known(container, migrated):
    container.with_migration("0900_broken", "not_python")

    start = container.start(**WEB)

    assert start.code == 1
    assert start.line("fatal")["reason"] == "pending_failed"
    assert container.dumps() == []


def test_a_migration_waits_longer_for_others_than_a_request_does(container, migrated):
    show = "migrations.RunSQL(\"CREATE TABLE shown AS SELECT current_setting('lock_timeout') AS value\")"
    container.with_migration("0900_show", show)

    start = container.start(**WEB)

    assert start.code == 0
    assert migrated.ask("SELECT value FROM shown") == [("1min",)]


def test_a_worker_waits_until_web_has_migrated(container, migrated):
    container.with_migration("0900_extra", EXTRA)
    worker = container.begin("printf", "WORKER", WAIT_FOR_MIGRATIONS="true")
    assert worker.until("event=migrations_wait")["pending"] == "1"

    web = container.start(**WEB)
    worker.end()

    assert (web.code, worker.code, worker.printed) == (0, 0, "WORKER")
    assert int(worker.line("migrations_ready")["waited_ms"]) > 0
    assert "migrate" not in [stage for stage, _ in worker.stages]


def test_a_worker_waits_only_so_long(container):
    container.with_migration("0900_extra", EXTRA)

    start = container.start(WAIT_FOR_MIGRATIONS="true", MIGRATIONS_WAIT_TIMEOUT="1")

    assert (start.code, start.printed) == (75, "")
    assert start.line("fatal")["reason"] == "migrations_wait"


@pytest.mark.parametrize("value", ["true", "false", None])
def test_with_nothing_pending_a_worker_starts_at_once(container, value):
    start = container.start(WAIT_FOR_MIGRATIONS=value)

    assert (start.code, start.printed) == (0, "READY")
    assert ("migrations_ready" in start.events) == (value == "true")


def test_an_empty_database_is_filled_and_offers_the_first_account_once(container_of, empty):
    container = container_of(empty.url)

    first, second = container.start(**WEB, SITE_URL="https://board.example.com"), container.start(**WEB)

    assert (first.code, second.code) == (0, 0)
    assert first.line("backup_skip")["reason"] == "empty"
    assert first.line("setup_link")["url"].startswith("https://board.example.com/setup/")
    assert "setup_link" not in second.events and "setup_link_known" in second.events
    assert container.dumps() == []
    assert empty.has_table("board_task")
