"""What a load balancer and an operator are told."""

import json
import os
import subprocess
import sys
import textwrap
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from board.cache import breaker
from board.models import Mail
from board.models.mail import MailKind, MailState, Urgency
from board.queries.mail import age_of_the_oldest_due_mail
from config.embedded import BASE
from tests import databases

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
            "mail": "ok",
            "oldest_due_mail": 0,
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
    # The outbox may lack what the code asks it for.
    assert (response.json()["mail"], response.json()["oldest_due_mail"]) == ("unknown", None)


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


@pytest.mark.parametrize(
    ("due_for", "fields", "mail", "told"),
    [
        (290, {}, "ok", 290),
        (320, {}, "late", 320),
        (320, {"urgency": Urgency.DIGEST}, "late", 320),
        (320, {"held_for": 60}, "ok", 0),
        (320, {"held_for": -60}, "late", 320),
        (320, {"state": MailState.FAILED}, "ok", 0),
        (-60, {}, "ok", 0),
    ],
)
def test_mail_that_nobody_takes_is_told_after_five_minutes(cast, due_for, fields, mail, told):
    now = timezone.now()
    fields = dict(fields)
    lease = {}
    if seconds := fields.pop("held_for", None):
        lease = {"leased_until": now + timedelta(seconds=seconds)}
    due_at = now - timedelta(seconds=due_for)
    Mail.objects.create(kind=MailKind.DIGEST, user=cast.ana, key="a", due_at=due_at, **fields | lease)

    response = Client().get("/health/")

    assert (response.status_code, response.json()["mail"]) == (200, mail)
    assert response.json()["status"] == {"ok": "ok", "late": "degraded"}[mail]
    assert response.json()["oldest_due_mail"] == pytest.approx(told, abs=9)


def test_the_oldest_of_many_due_mails_is_found_in_the_index(cast):
    now = timezone.now()
    Mail.objects.bulk_create(
        Mail(
            kind=MailKind.DIGEST,
            user=cast.ana,
            key=f"{state}-{number}",
            state=state,
            urgency=Urgency.values[number % 3],
            due_at=now - timedelta(seconds=number),
        )
        for state in (MailState.DUE, MailState.SENT)
        for number in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE board_mail")

    with CaptureQueriesContext(connection) as captured:
        age = age_of_the_oldest_due_mail()

    [query] = captured.captured_queries
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert age.total_seconds() > 2998
    assert plan.count("Index Scan using mail_due") == len(Urgency)
    assert "Seq Scan" not in plan
    assert "Sort" not in plan


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

    health = json.loads(answers["/health/"][1])
    assert (health["database"], health["mail"]) == ("unavailable", "unknown")
    assert [status for status, _text, _seconds in answers.values()] == [503, 200, 503, 503, 503]
    for address in ("/accounts/login/", "/boards/LEG/", "/settings/"):
        assert "Busy, try again" in answers[address][1]


def test_without_redis_every_page_is_there(db):
    there = ask("/accounts/login/", DATABASE_URL=databases.own_url())
    answers = ask("/accounts/login/", REDIS_URL="redis://127.0.0.1:1/0", DATABASE_URL=databases.own_url())

    status, text, seconds = answers["/accounts/login/"]
    assert status == 200
    assert "Sign in" in text
    # A first page takes as long as the machine lets it; for Redis it waits two seconds at most.
    assert seconds < there["/accounts/login/"][2] + 2
