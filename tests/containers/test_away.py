"""Parts of a running board go away and come back: what visitors see meanwhile, and that it mends itself."""

import json
import time

from tests.containers.systems import visit
from tests.containers.visitors import Visitors


def test_without_redis_pages_come_and_the_worker_mends_itself(system):
    system.compose("stop", "redis")

    system.until(lambda: "degraded" in system.get("/health/")[1], "/health/ says degraded")
    assert system.get("/health/")[0] == 200
    assert system.get("/accounts/login/")[0] == 200
    system.until(
        lambda: system.health("worker") == "unhealthy", "the worker without its broker is unhealthy", 90
    )

    before = starts(system)
    system.compose("start", "redis")
    system.until(lambda: system.health("worker") == "healthy", "the worker is healthy again", 60)
    system.until(lambda: json.loads(system.get("/health/")[1])["status"] == "ok", "/health/ says ok")
    assert starts(system) == before


def test_without_the_database_nothing_restarts_and_pages_say_so(system):
    before = starts(system)
    system.compose("stop", "db")

    system.until(lambda: system.get("/health/")[0] == 503, "/health/ is 503")
    status, body = system.get("/accounts/login/")
    assert status == 503
    assert "Traceback" not in body
    assert system.compose(
        "exec", "-T", "web", "python", "-I", "-S", "/usr/local/lib/handoff/probe.py", "8000", "/health/live/"
    )
    system.until(lambda: system.health("web") == "unhealthy", "web is unhealthy")

    system.compose("start", "db")
    system.until(lambda: system.get("/health/")[0] == 200, "/health/ is 200")
    assert system.get("/accounts/login/")[0] == 200
    assert starts(system) == before


def test_while_web_is_away_nginx_says_so_in_the_visitors_language(system):
    system.compose("stop", "web")

    status, body = system.get("/boards/")
    assert status == 503
    assert "Back in a moment" in body
    assert visit(system.address + "/static/css/app.css")[0] == 200

    system.compose("start", "web")
    system.until(lambda: system.get("/health/")[0] == 200, "web is back")


def test_under_load_web_ends_in_order_and_what_it_had_begun_is_answered(system):
    with Visitors(system.address) as visitors:
        system.until(lambda: len(visitors.answers) > 50, "the visitors are busy")
        begun = time.monotonic()
        system.compose("stop", "web")
        took = time.monotonic() - begun
        system.until(lambda: visitors.answers[-1][0] == 503, "nginx says that web is away")
        system.compose("start", "web")
        system.until(lambda: visitors.answers[-1][0] == 200, "web answers again")

    assert took < 40
    assert system.inspect(system.containers("web")[0])["State"]["OOMKilled"] is False
    # A request is answered by web or, where web had not begun it, by our page; none is cut off.
    assert {status for status, _ in visitors.answers} == {200, 503}
    assert all("Back in a moment" in body for status, body in visitors.answers if status == 503)


def test_every_container_ends_by_itself_within_its_time(system):
    for service, seconds in {
        "worker": 60,
        "beat": 15,
        "live": 15,
        "nginx": 30,
        "redis": 20,
        "db": 60,
    }.items():
        begun = time.monotonic()
        system.compose("stop", service)
        took = time.monotonic() - begun
        state = system.inspect(system.containers(service)[0])["State"]
        # 137 would be the engine's SIGKILL after the time was up.
        assert (service, state["ExitCode"]) in {(service, code) for code in (0, 143)}, state
        assert took < seconds
    system.up()


def starts(system):
    """Return how often each container has been started by the engine."""
    found = [system.inspect(container) for container in system.compose("ps", "--all", "--quiet").split()]
    return {state["Name"]: state["RestartCount"] for state in found}
