"""A wrong environment ends the start with one clear line; a right one is safe."""

import json
import os
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


def test_a_mail_server_over_tls_is_taken_from_one_address():
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_HOST_PASSWORD")

    found = read(*names, EMAIL_URL="smtp+tls://me:pass%40word@mail.example.com:587")

    assert found == ["mail.example.com", 587, True, "pass@word"]
