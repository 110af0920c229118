"""What a load balancer and an operator are told."""

import json
import os
import subprocess
import sys
import textwrap

import pytest
from django.db import connection
from django.test import Client

from board.cache import breaker
from config.embedded import BASE

# A process of its own, with servers that are not there: what it answers, as {address: [status, text]}.
WITHOUT_SERVERS = """
    import json, sys, time, django
    django.setup()
    from django.test import Client
    client, answers = Client(), {}
    for address, headers in json.loads(sys.argv[1]):
        begin = time.monotonic()
        if "cookie" in headers:
            client.cookies["session"] = headers.pop("cookie")
        answer = client.get(address, **headers)
        answers[address] = [answer.status_code, answer.content.decode(), time.monotonic() - begin]
    print(json.dumps(answers))
"""


def ask(*addresses, **environment):
    requests = [address if isinstance(address, tuple) else (address, {}) for address in addresses]
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WITHOUT_SERVERS), json.dumps(requests)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "CRITICAL"} | environment,
        cwd=BASE,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(ran.stdout)


@pytest.fixture
def report(db):
    response = Client().get("/health/")
    return response.status_code, response.json()


def test_when_all_is_well_it_says_so(report, settings):
    assert report == (
        200,
        {
            "status": "ok",
            "database": "ok",
            "cache": "ok",
            "pending_migrations": 0,
            "static_files": "ok",
            "build": settings.BUILD_ID,
        },
    )


def test_without_redis_it_serves_on_and_says_degraded(db):
    breaker.trip("gone")

    response = Client().get("/health/")

    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["cache"] == "unavailable"


def test_a_migration_that_has_not_run_means_not_ready(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'board' AND name LIKE '0001%'")

    response = Client().get("/health/")

    assert (response.status_code, response.json()["pending_migrations"]) == (503, 1)


def test_static_files_of_another_build_are_told(db, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    (tmp_path / ".build").write_text("an older one\ndigest\n")

    response = Client().get("/health/")

    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["static_files"] == "stale"


def test_without_static_files_no_page_would_work(db, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path

    response = Client().get("/health/")

    assert (response.status_code, response.json()["static_files"]) == (503, "missing")


@pytest.mark.parametrize("address", ["/health/", "/health/live/"])
def test_probes_are_answered_whatever_the_host_and_without_https(db, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["tasks.example.com"]

    response = Client().get(address, HTTP_HOST="10.0.0.7:8000")

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize("debug", ["false", "true"])
def test_without_a_database_every_page_says_try_again(debug):
    session = {"cookie": "abcdefghijklmnopqrstuvwxyz012345"}
    pages = ["/accounts/login/", "/boards/LEG/", ("/settings/", session)]

    answers = ask(
        "/health/", "/health/live/", *pages, DATABASE_URL="postgres://me@127.0.0.1:1/none", DEBUG=debug
    )

    assert json.loads(answers["/health/"][1])["database"] == "unavailable"
    assert [status for status, _text, _seconds in answers.values()] == [503, 200, 503, 503, 503]
    for address in ("/accounts/login/", "/boards/LEG/", "/settings/"):
        assert "Busy, try again" in answers[address][1]


def test_without_redis_every_page_is_there(db):
    answers = ask("/accounts/login/", REDIS_URL="redis://127.0.0.1:1/0", DATABASE_URL=_own_database())

    status, text, seconds = answers["/accounts/login/"]
    assert status == 200
    assert "Sign in" in text
    assert seconds < 2


def _own_database():
    return f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{connection.settings_dict['NAME']}"
