"""Each container is stopped while people read and write: it ends by itself, in time, with what it had begun done."""

import time

import pytest

from tests.compose.files import read
from tests.containers.releases import backups
from tests.containers.sessions import Session, locked
from tests.containers.systems import visit
from tests.containers.visitors import Authors, Visitors

GRACE = {
    name: int(service["stop_grace_period"].rstrip("s"))
    for name, service in read("docker-compose.yml")["services"].items()
    if "stop_grace_period" in service
}
# Shorter than the five seconds after which a request gives up waiting for another's change.
HELD_SECONDS = 4
JOB_SECONDS = 5
TRIES = 20
BOARDS = "SELECT id FROM board_department FOR UPDATE"
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%board_department%'"
)


@pytest.fixture
def system(shared):
    return shared


@pytest.fixture
def stop(system):
    """Return a function that stops a service and checks how it ended; afterwards all of them are up again."""

    def stop(service):
        code, took = system.stop(service)
        # 137 would be the engine's SIGKILL after the grace period.
        assert (service, code) == (service, 0), system.logs(service)[-3000:]
        assert took < GRACE[service]
        return took

    yield stop
    system.up()


@pytest.fixture
def authors(system):
    with Authors(system) as authors:
        system.until(lambda: len(authors.written) > 10, "people write")
        yield authors


def stop_in_the_middle(system, authors, stop, service):
    """Stop a service while web works on one comment of each author, and return their texts."""
    with Session(system) as watching:
        for _ in range(TRIES):
            with locked(system, BOARDS) as lock:
                lock.release_after(HELD_SECONDS)
                if all_wait(watching, authors):
                    begun = set(authors.under_way)
                    assert len(begun) == authors.count
                    stop(service)
                    return begun
    raise AssertionError("never has each of them begun at the same time")


def all_wait(watching, authors):
    """Whether a request of each waits in web for the board before half of the time is over."""
    until = time.monotonic() + HELD_SECONDS / 2
    while time.monotonic() < until:
        if int(watching.ask(WAITING)) == authors.count:
            return True
        time.sleep(0.05)
    return False


def test_web_finishes_what_it_has_begun_and_nginx_says_the_rest(system, stop, authors):
    with Visitors(system.address) as visitors:
        system.until(lambda: len(visitors.answers) > 20, "people read")
        begun = stop_in_the_middle(system, authors, stop, "web")
        system.until(lambda: visitors.answers[-1][0] == 503, "nginx says that web is away")
        russian = visit(system.address + "/boards/", Accept_Language="ru-RU,ru;q=0.9")
        stylesheet = system.get("/static/css/app.css")
        system.compose("start", "web")
        system.until(lambda: visitors.answers[-1][0] == 200, "web answers again")
        seen = len(authors.written)
        system.until(lambda: len(authors.written) > seen + 10, "people write again")
    authors.leave()

    assert begun <= authors.written
    # A request is answered by web or, where web had not begun it, by our page; none is cut off.
    assert (visitors.statuses, authors.statuses) == ({200, 503}, {302, 503})
    for status, body in [*visitors.answers, *authors.answers]:
        assert status != 503 or "Back in a moment" in body
    assert authors.stored() == authors.written
    assert russian[0] == 503
    assert "Сейчас вернёмся" in russian[1]
    assert stylesheet[0] == 200


def test_nginx_brings_every_answer_that_web_was_asked_for(system, stop, authors):
    begun = stop_in_the_middle(system, authors, stop, "nginx")
    system.compose("start", "nginx")
    seen = len(authors.written)
    system.until(lambda: len(authors.written) > seen + 10, "people write again")
    authors.leave()

    assert begun <= authors.written
    assert authors.stored() == authors.written


def test_live_ends_in_order_and_nginx_says_that_it_is_away(system, stop):
    usual = system.get("/events/")[0]
    with Visitors(system.address, "/events/") as visitors:
        system.until(lambda: len(visitors.answers) > 20, "people listen")
        stop("live")
        system.until(lambda: visitors.answers[-1][0] == 503, "nginx says that live is away")
        system.compose("start", "live")
        system.until(lambda: visitors.answers[-1][0] == usual, "live answers again")

    assert visitors.statuses == {usual, 503}


def test_a_worker_ends_its_job_first_and_the_next_one_does_what_waits(system, stop):
    # A table that nobody may read for a while: the nightly backup is in the middle of its work until then.
    system.sql("CREATE TABLE held ()")
    try:
        system.compose("exec", "-T", "worker", "sh", "-c", "rm -f /data/backups/nightly-*")
        with locked(system, "LOCK TABLE held") as lock:
            system.python("from board.jobs import back_up; back_up.delay()")
            system.until(
                lambda: system.sql("SELECT count(*) FROM pg_locks WHERE NOT granted") != "0", "it backs up"
            )
            lock.release_after(JOB_SECONDS)
            stop("worker")
        [made] = [name for name in backups(system) if name.startswith("nightly-")]
        assert system.compose("exec", "-T", "web", "find", "/data/backups", "-name", "*.partial") == ""

        system.python("from board.jobs import send_due_mail; send_due_mail.delay()")
        assert queued(system) >= 1
        system.compose("start", "worker")
        system.until(lambda: queued(system) == 0, "the next one does what waits")
        # What had ended is not done again.
        assert made in backups(system)
    finally:
        system.sql("DROP TABLE held")


def test_beat_ends_at_once_and_goes_on(system, stop):
    assert stop("beat") < GRACE["beat"]

    system.compose("start", "beat")
    system.until(lambda: system.health("beat") == "healthy", "beat is healthy")


def test_redis_keeps_what_waits_and_nobody_who_writes_notices(system, stop, authors):
    system.compose("stop", "worker", "beat")
    system.python("from board.jobs import clean_up; clean_up.apply_async(expires=None)")
    waiting = queued(system)
    assert waiting

    stop("redis")
    seen = len(authors.written)
    system.until(lambda: len(authors.written) > seen + 10, "people write")
    system.compose("start", "redis")

    system.until(lambda: system.health("redis") == "healthy", "redis is healthy")
    assert queued(system) >= waiting
    authors.leave()
    assert authors.statuses == {302}
    assert authors.stored() == authors.written


def test_the_database_closes_in_order_and_has_all_that_was_answered(system, stop, authors):
    stop("db")
    system.until(lambda: authors.answers[-1][0] == 503, "pages say so")
    system.compose("start", "db")
    seen = len(authors.written)
    system.until(lambda: len(authors.written) > seen + 10, "people write again")
    authors.leave()

    assert authors.statuses == {302, 503}
    assert authors.written <= authors.stored()
    assert "was not properly shut down" not in system.logs("db")


def queued(system):
    """Return how many jobs wait in Redis."""
    return int(
        system.compose(
            "exec", "-T", "redis", "sh", "-c", "REDISCLI_AUTH=$REDIS_PASSWORD redis-cli llen handoff"
        )
    )
