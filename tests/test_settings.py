"""A wrong environment ends the start with one clear line; a right one is safe."""

import json
import os
import re
import subprocess
import sys

import pytest

from config.embedded import BASE

GOOD = {
    "SECRET_KEY": "x1" * 25,
    "ALLOWED_HOSTS": "tasks.example.com",
    "SITE_URL": "https://tasks.example.com",
    "DATABASE_URL": "postgres://me@localhost/handoff",
    "REDIS_URL": "redis://localhost:6379/0",
}


SAFE = {
    "DEBUG": False,
    "SHOWS_MAIL": False,
    "SESSION_COOKIE_NAME": "__Host-session",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "CSRF_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 31536000,
    "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
    "PASSWORD_RESET_TIMEOUT": 3600,
    "INVITATION_DAYS": 7,
    "EMAIL_TIMEOUT": 10,
}


MAIL_SERVER = ("HOST", "PORT", "USE_TLS", "USE_SSL", "HOST_USER", "HOST_PASSWORD", "TIMEOUT")
MAIL_SECONDS = ("EMAIL_TIMEOUT", "MAIL_HOLD", "MAIL_LEASE")


def start(expression="'started'", **environment):
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", f"from config import settings; print({expression})"],
        env=inherited | GOOD | environment,
        cwd=BASE,
        capture_output=True,
        text=True,
        timeout=30,
    )


def read(*names, **environment):
    """Return the values of settings in an environment that sets only what it must, and `environment`."""
    names = ", ".join(f"settings.{name}" for name in names)
    return json.loads(start(f"__import__('json').dumps([{names}])", **environment).stdout)


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECRET_KEY", ""), ("SECRET_KEY", "short"), ("SECRET_KEY", "change-me" * 9), ("ALLOWED_HOSTS", "")],
)
def test_a_wrong_environment_is_named_in_one_line(name, value):
    ran = start(**{name: value})

    assert ran.returncode == 78
    assert ran.stderr.startswith(f"handoff: {name} ")
    assert ran.stderr.count("\n") == 1


def test_what_is_not_said_is_safe():
    assert read(*SAFE) == list(SAFE.values())


def test_plain_http_on_a_local_network_still_signs_in():
    assert read("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", SITE_URL="http://board.lan") == [
        "session",
        False,
    ]


def test_secrets_come_from_files_too(tmp_path):
    secret = tmp_path / "key"
    secret.write_text("y2" * 25)

    assert read("SECRET_KEY", SECRET_KEY="", SECRET_KEY_FILE=str(secret)) == ["y2" * 25]


def test_a_mail_server_is_taken_from_one_address():
    found = read(
        *(f"EMAIL_{name}" for name in MAIL_SERVER), EMAIL_URL="smtp+tls://me:s3%40cret@mail.example.com"
    )

    assert found == ["mail.example.com", 587, True, False, "me", "s3@cret", 10]


def test_a_mail_server_comes_from_a_file_too(tmp_path):
    (tmp_path / "url").write_text("smtp+ssl://me:s3cret@mail.example.com\n")

    found = read("EMAIL_HOST_PASSWORD", "SHOWS_MAIL", EMAIL_URL="", EMAIL_URL_FILE=str(tmp_path / "url"))

    assert found == ["s3cret", False]


def test_a_lease_outlasts_a_longer_timeout_and_a_hold_may_be_none():
    assert read(*MAIL_SECONDS, MAIL_TIMEOUT="20", MAIL_HOLD="0") == [20, 0, 600]
    assert read(*MAIL_SECONDS, MAIL_TIMEOUT="20", MAIL_LEASE="700", MAIL_HOLD="60") == [20, 60, 700]


def test_what_is_left_empty_has_its_default():
    empty = dict.fromkeys(["MAIL_FROM", "MAIL_TIMEOUT", "MAIL_HOLD", "MAIL_LEASE", "SITE_URL"], "")

    found = read("DEFAULT_FROM_EMAIL", "SITE_URL", *MAIL_SECONDS, **empty)

    assert found == ["Handoff <handoff@localhost>", "http://localhost:8000", 10, 120, 300]


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("EMAIL_URL", "smtps://me:s3cret@mail.example.com", "smtp+ssl://me:s3cret@mail.example.com"),
        ("MAIL_FROM", "Handoff, Inc. <handoff@example.com>", '"Handoff, Inc." <handoff@example.com>'),
        ("MAIL_TIMEOUT", "0", "1"),
        ("MAIL_LEASE", "5m", "300"),
        ("MAIL_HOLD", "-1", "0"),
        ("SITE_URL", "https://tasks.example.com/board", "https://tasks.example.com/"),
    ],
)
def test_what_mail_cannot_use_ends_the_start_in_one_line_without_a_password(name, wrong, right):
    stopped = start(**{name: wrong})

    assert stopped.returncode == 78
    assert re.fullmatch(rf"handoff: {name} [^\n]+\.\n", stopped.stderr)
    assert "s3cret" not in stopped.stderr
    assert start(**{name: right}).returncode == 0


def test_the_live_process_may_be_elsewhere_and_pages_may_listen_there():
    assert read("LIVE_ORIGIN", "LIVE_CHANNEL") == ["", "handoff:live"]
    policy = "CONTENT_SECURITY_POLICY['DIRECTIVES']['connect-src']"
    assert read(policy) == [["'self'"]]
    assert read(policy, LIVE_ORIGIN="http://localhost:8001") == [["'self'", "http://localhost:8001"]]


@pytest.mark.parametrize("origin", ["localhost:8001", "http://localhost:8001/events", "http://a b"])
def test_what_is_no_origin_of_the_live_process_ends_the_start(origin):
    ended = start(LIVE_ORIGIN=origin)
    assert ended.returncode == 78
    assert ended.stderr.startswith("handoff: LIVE_ORIGIN must ")
