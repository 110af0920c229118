"""Parts of a running board go away and come back: what visitors see meanwhile, and that it mends itself."""

import json

import pytest


@pytest.fixture
def system(shared):
    return shared


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


def starts(system):
    """Return how often each container has been started by the engine."""
    found = [system.inspect(container) for container in system.compose("ps", "--all", "--quiet").split()]
    return {state["Name"]: state["RestartCount"] for state in found}
