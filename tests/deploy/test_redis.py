"""Redis is not there when a container starts: pages come all the same, and the worker goes on when it comes."""

import json

import pytest

from config.redis import Redis
from tests import ports
from tests.containers.systems import visit
from tests.deploy.starts import until

# Nobody listens there.
NOWHERE = "redis://127.0.0.1:1/0"
QUIET = {"DJANGO_SETTINGS_MODULE": "config.settings", "CELERY_QUEUE": "alone"}


@pytest.fixture
def own_redis(tmp_path):
    """A Redis that has an address already, and is not started."""
    server = Redis(tmp_path / "redis")
    server.folder.mkdir()
    server._configure()
    yield server
    server.stop()


def test_web_starts_without_redis_and_says_that_something_is_missing(container):
    port = ports.reserve()
    gunicorn = ["gunicorn", f"--bind=127.0.0.1:{port}", "--no-control-socket", "--log-level=warning"]
    start = container.begin(
        *gunicorn, "config.wsgi", REDIS_URL=NOWHERE, COLLECTSTATIC_ON_START="true", **QUIET
    )
    start.until("event=start ")

    status, body = until(lambda: (found := visit(f"http://localhost:{port}/health/"))[0] and found, start)

    report = json.loads(body)
    assert (status, report["status"], report["cache"]) == (200, "degraded", "unavailable")
    assert visit(f"http://localhost:{port}/accounts/login/")[0] == 200
    assert "fatal" not in start.events


def test_a_worker_without_redis_shows_no_heartbeat_and_goes_on_when_it_comes(container, own_redis):
    heartbeat = container.folder / "heartbeat"
    celery = ["celery", "--quiet", "--app=config", "worker", "--concurrency=1", "--loglevel=INFO"]
    start = container.begin(
        *celery,
        "--without-gossip",
        "--without-mingle",
        REDIS_URL=own_redis.url(),
        HEARTBEAT_FILE=heartbeat,
        WAIT_FOR_MIGRATIONS="true",
        **QUIET,
    )
    start.until("Cannot connect")
    assert not heartbeat.exists()

    own_redis._launch()

    until(heartbeat.exists, start)
    assert start.process.poll() is None
