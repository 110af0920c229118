"""The database comes late, never, or not with what we have."""

import pytest

from tests.deploy.conftest import Database

WAIT = {"DB_WAIT_TIMEOUT": "30"}


@pytest.fixture
def guarded(server):
    """Let a role of the private server need its password; return a function that makes a URL."""
    rules = server.data / "pg_hba.conf"
    with server.connect("postgres") as connection, connection.cursor() as cursor:
        connection.autocommit = True
        before = rules.read_text()
        rules.write_text(f"local all reader scram-sha-256\nlocal all nobody_here trust\n{before}")
        cursor.execute("DROP ROLE IF EXISTS reader")
        cursor.execute("CREATE ROLE reader LOGIN PASSWORD 'right'")
        cursor.execute("SELECT pg_reload_conf()")

    def url(role="reader", password="right", name="handoff"):
        return f"postgres://{role}:{password}@/{server._socket_folder()}/{name}"

    yield url
    rules.write_text(before)


def test_a_database_that_is_there_is_used_at_once(container):
    start = container.start()

    assert (start.code, start.printed) == (0, "READY")
    assert start.line("db_ready")["attempts"] == "1"
    assert start.stages == [("wait_db", "ok"), ("static_check", "ok")]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgres://me:geheim@127.0.0.1:1/handoff", "refused"),
        ("postgres://me:geheim@nowhere.invalid/handoff", "host_unknown"),
    ],
)
def test_a_database_that_never_comes_ends_the_start(container_of, url, reason):
    start = container_of(url).start(DB_WAIT_TIMEOUT="1", MIGRATE_ON_START="true")

    fatal = start.line("fatal")
    assert (start.code, start.printed) == (69, "")
    assert (fatal["stage"], fatal["reason"]) == ("wait_db", reason)
    assert 1000 <= int(fatal["waited_ms"]) < 6000
    assert start.events.count("db_wait") == 1, "one line for a reason, however often it is tried"
    assert "geheim" not in start.text


def test_the_parts_of_an_address_serve_as_well_as_one_url(container_of, migrated):
    from django.db import connections

    settings = connections["default"].settings_dict
    container = container_of(None)
    parts = {f"POSTGRES_{name}": settings[name] for name in ("HOST", "PORT", "USER", "PASSWORD")}

    start = container.start(POSTGRES_DB=migrated.name, **parts, MIGRATE_ON_START="true")

    assert (start.code, start.printed) == (0, "READY")


def test_a_database_that_comes_late_is_waited_for(container_of, server):
    server.stop()
    start = container_of(server.url()).begin(**WAIT)
    assert start.until("event=db_wait")["reason"] == "refused"

    server.start()

    start.end()
    ready = start.line("db_ready")
    assert (start.code, start.printed) == (0, "READY")
    assert int(ready["attempts"]) > 1
    assert int(ready["waited_ms"]) > 0


def test_waiting_mends_no_wrong_password(container_of, guarded):
    start = container_of(guarded(password="wrong")).start(**WAIT)

    fatal = start.line("fatal")
    assert (start.code, fatal["reason"]) == (78, "password")
    assert "A volume keeps the password" in fatal["msg"]
    assert start.seconds < 5
    assert "wrong" not in start.text


def test_the_right_password_is_right_also_from_a_file_with_a_line_end(container_of, guarded, tmp_path):
    (tmp_path / "url").write_text(guarded() + "\n")

    start = container_of(None).start(DATABASE_URL_FILE=tmp_path / "url")

    assert (start.code, start.printed) == (0, "READY")


def test_waiting_makes_no_unknown_role(container_of, guarded):
    start = container_of(guarded(role="nobody_here")).start(**WAIT)

    assert (start.code, start.line("fatal")["reason"]) == (78, "no_such_role")


def test_a_missing_database_is_never_made(container_of, migrated):
    name = "handoff_that_nobody_made"
    start = container_of(Database(name).url).start(**WAIT, MIGRATE_ON_START="true")

    assert (start.code, start.line("fatal")["reason"]) == (78, "no_such_database")
    assert start.seconds < 5
    assert migrated.ask("SELECT count(*) FROM pg_database WHERE datname = %s", name) == [(0,)]


def test_term_while_waiting_ends_it_at_once(nowhere):
    start = nowhere.begin(DB_WAIT_TIMEOUT="60", MIGRATE_ON_START="true")
    start.until("event=db_wait")

    seconds = start.term()

    assert (start.code, start.printed) == (143, "")
    assert seconds < 1
    assert start.lines[-1]["event"] == "stopped"
