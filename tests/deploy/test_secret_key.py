"""The key that web makes itself where none is set, and that the others wait for."""

import stat

WEB = {"MIGRATE_ON_START": "true", "SECRET_KEY": ""}


def test_web_makes_a_random_key_once(container):
    first = container.start(**WEB)
    path = container.secrets / "secret_key"
    key = path.read_text()
    second = container.start(**WEB)

    assert (first.code, second.code) == (0, 0)
    assert "secret_key_made" in first.events and "secret_key_made" not in second.events
    assert len(key) >= 50
    assert path.read_text() == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(container.secrets.iterdir()) == [path]
    assert key not in first.text + second.text


def test_the_application_takes_the_key_from_there(container):
    container.start(**WEB)

    command = "from config import settings; print(settings.SECRET_KEY)"
    start = container.start("python", "-c", command, SECRET_KEY="")

    assert start.printed.strip() == (container.secrets / "secret_key").read_text()


def test_a_worker_waits_for_the_key(container):
    worker = container.begin("printf", "WORKER", SECRET_KEY="", WAIT_FOR_MIGRATIONS="true")
    worker.until("event=secret_key_wait")

    container.start(**WEB)

    assert (worker.end().code, worker.printed) == (0, "WORKER")


def test_a_key_that_is_set_is_not_written_anywhere(container):
    assert container.start(MIGRATE_ON_START="true").code == 0
    assert list(container.secrets.iterdir()) == []


def test_two_webs_at_once_make_one_key(container):
    starts = [container.begin(**WEB) for _ in range(2)]

    assert [start.end().code for start in starts] == [0, 0]
    assert sum(start.events.count("secret_key_made") for start in starts) == 1
