"""What `make doctor` tells of mail, from inside a container: everything that helps, and no password."""

import os
import subprocess
import sys

import pytest

from board.models import Mail
from config.embedded import BASE
from tests import databases, ports
from tests.notifications.peer import Peer
from tests.notifications.rows import ago, mail
from tests.notifications.servers import LOGIN, knows_the_board, smtp

__all__ = ["mail"]

PASSWORD = LOGIN.password.decode()
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server():
    """Run a mail server that wants a password, and return its port."""
    with smtp(Peer(), authenticator=knows_the_board, auth_require_tls=False) as port:
        yield port


def doctor(**environment):
    """Return the lines of the part about mail, by their names, and all that was printed."""
    tools = [BASE / "deploy" / "web", BASE / "deploy" / "backups"]
    ran = subprocess.run(
        [sys.executable, str(BASE / "deploy" / "backups" / "doctor.py")],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "HANDOFF_APP": str(BASE),
            "DATABASE_URL": databases.own_url(),
        }
        | {"PYTHONPATH": os.pathsep.join(map(str, tools))}
        | environment,
        cwd=BASE,
        capture_output=True,
        text=True,
        timeout=120,
    )
    part = ran.stdout.partition("\nMail\n")[2].partition("\n\n")[0]
    return {line[2:24].strip(): line[25:] for line in part.splitlines()}, ran.stdout + ran.stderr


def url(port, password="s3cret%2Bword"):
    return f"smtp://board:{password}@127.0.0.1:{port}"


def test_settings_server_and_outbox_are_told_without_a_password(mail, server):
    mail(due_at=ago(minutes=7), error="SMTPDataError: 451 later")
    mail(due_at=ago(minutes=-1))
    mail("failed", due_at=ago(hours=1), error="SMTPDataError: 554 spam")

    told, printed = doctor(EMAIL_URL=url(server), MAIL_FROM="Handoff <handoff@example.com>", MAIL_TIMEOUT="7")

    assert told == {
        "server": f"127.0.0.1:{server}, encryption: none",
        "signs in": "as board",
        "from": "Handoff <handoff@example.com>",
        "links to": "http://testserver",
        "times": "7 s a step, held 120 s, lease 210 s",
        "due": "2, of these waiting: 1, tried in vain: 1",
        "the oldest is due for": told["the oldest is due for"],
        "failed in the last day": "1",
        "last error": "SMTPDataError: 554 spam",
        "mail server": "answers, and takes our mail",
    }
    assert told["the oldest is due for"].endswith(" s: LATE, no worker takes it")
    assert PASSWORD not in printed


def test_a_server_that_cannot_be_used_is_told_in_plain_words(mail, server):
    refused, printed = doctor(EMAIL_URL=url(server, "another-word"))
    closed, _printed = doctor(EMAIL_URL=url(ports.reserve()))

    assert "refuses the user or the password: 535" in refused["mail server"]
    assert "another-word" not in printed
    assert "refuses the connection" in closed["mail server"]
    assert "Set MAIL_FROM" in closed["mind"]


def test_without_a_mail_server_it_says_where_mail_is_written(tmp_path):
    told, _printed = doctor(EMAIL_URL="", MAIL_DIR=str(tmp_path))

    assert told["server"] == f"none: mail is written to {tmp_path}"
    assert told["mail server"] == "none to ask"
    assert not Mail.objects.exists()


def test_malformed_settings_and_a_database_that_is_away_are_told_too(server):
    _told, printed = doctor(EMAIL_URL="smtps://board:s3cret-word@mail.example.com")
    away, _printed = doctor(EMAIL_URL=url(server), DATABASE_URL="postgres://me@127.0.0.1:1/none")

    assert "handoff: EMAIL_URL must begin with" in printed
    assert "s3cret-word" not in printed
    assert away["outbox"].startswith("cannot be read: ")
    assert away["mail server"] == "answers, and takes our mail"
