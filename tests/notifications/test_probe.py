"""What an administrator reads when mail cannot be sent, from real servers with real faults."""

import time

import pytest
from django.utils import translation

from board.notifications.probe import (
    CannotSend,
    check_mail_server,
    encryption,
    is_only_written,
    send_test_mail,
    what_is_odd,
)
from tests import ports
from tests.notifications.servers import LOGIN, certificate, knows_the_board, point_at, saying, smtp

TO = "irina@example.com"
PASSWORD = LOGIN.password.decode()
WITH_LOGIN = {"EMAIL_HOST_USER": "board", "EMAIL_HOST_PASSWORD": PASSWORD}


def trouble(act, *arguments):
    """Return in which words `act` fails."""
    with pytest.raises(CannotSend) as failed:
        act(*arguments)
    return failed.value.words


def test_a_test_mail_arrives_and_a_check_sends_none(peer, settings):
    settings.SITE_URL = "https://tasks.example.com"

    check_mail_server()
    assert peer.received == []

    send_test_mail(TO)
    [message] = peer.received
    assert message["To"] == TO
    assert message["Subject"] == "A test of the mail from Handoff"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "https://tasks.example.com" in message.get_content()
    assert message["Message-ID"].endswith("@tasks.example.com>")


def test_a_test_mail_speaks_the_language_of_the_moment(peer):
    with translation.override("ru"):
        send_test_mail(TO)

    assert peer.received[0]["Subject"] == translation.trans_real.translation("ru").gettext(
        "A test of the mail from Handoff"
    )


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({TO: "550 5.1.1 No such user"}, "refuses the recipient: 550 5.1.1 No such user"),
        ({"DATA": "554 5.7.1 Looks like spam"}, "refuses: 554 5.7.1 Looks like spam"),
        ({"RCPT": "451 4.7.1 Come back later"}, "refuses the recipient: 451 4.7.1 Come back later"),
    ],
)
def test_a_refusal_is_told_with_the_servers_own_words(peer, settings, answers, words):
    peer.says |= answers

    assert trouble(send_test_mail, TO) == f"127.0.0.1:{settings.EMAIL_PORT} {words}"

    peer.says.clear()
    send_test_mail(TO)


@pytest.mark.parametrize("act", [(check_mail_server,), (send_test_mail, TO)])
def test_a_closed_port(peer, settings, act):
    settings.EMAIL_PORT, there = ports.reserve(), settings.EMAIL_PORT
    assert "refuses the connection: nothing listens on that port" in trouble(*act)

    settings.EMAIL_PORT = there
    check_mail_server()


def test_an_unknown_host(settings):
    point_at(settings, 25, EMAIL_HOST="mail.invalid")

    assert trouble(check_mail_server) == "The host mail.invalid is unknown: it has no address."


def test_without_starttls_nothing_is_said_in_clear_text(peer, settings):
    settings.EMAIL_USE_TLS = True

    words = trouble(send_test_mail, TO)

    assert words == (
        f"127.0.0.1:{settings.EMAIL_PORT} offers no STARTTLS, and nothing is sent in clear text."
    )
    assert peer.received == []


def test_tls_from_the_start_where_the_server_speaks_none(peer, settings):
    settings.EMAIL_USE_SSL = True

    assert "speaks no TLS from the start: try smtp+tls://" in trouble(check_mail_server)


def test_a_server_that_says_nothing_is_left_after_the_timeout(settings):
    with saying("220-wait") as port:
        point_at(settings, port, EMAIL_TIMEOUT=1)
        begun = time.monotonic()
        words = trouble(check_mail_server)
        seconds = time.monotonic() - begun

    assert words == f"127.0.0.1:{port} did not answer within 1 s."
    assert 0.9 < seconds < 8


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (["554 5.7.1 You are on a list"], "turns us away: 554 5.7.1 You are on a list"),
        ([None], "broke off the connection."),
        (["220 here", None], "broke off the connection."),
        (["220 here", "502 no", "502 no", "221 bye"], "turns us away: 502 no"),
    ],
)
def test_a_server_that_does_not_want_us(settings, answers, words):
    with saying(*answers) as port:
        point_at(settings, port)

        assert trouble(check_mail_server) == f"127.0.0.1:{port} {words}"


@pytest.mark.parametrize("breaks", [True, False])
def test_a_server_whose_encryption_breaks(settings, breaks):
    with saying(
        "220 here", "250-peer\r\n250 STARTTLS", "220 go" if breaks else "454 4.7.0 not now", None
    ) as port:
        point_at(settings, port, EMAIL_USE_TLS=True)
        words = trouble(check_mail_server)

    assert ("breaks off the encryption" if breaks else "refuses: 454 4.7.0 not now") in words


def test_signing_in_and_being_refused(peer, settings):
    options = {"authenticator": knows_the_board, "auth_require_tls": False}
    with smtp(peer, **options) as port:
        point_at(settings, port, **WITH_LOGIN)
        check_mail_server()

        settings.EMAIL_HOST_PASSWORD = "wrong-word"
        words = trouble(check_mail_server)

    assert "refuses the user or the password: 535 5.7.8" in words
    assert "wrong-word" not in words


def test_a_server_that_wants_encryption_before_a_password(peer, settings):
    with smtp(peer, authenticator=knows_the_board) as port:
        point_at(settings, port, **WITH_LOGIN)

        assert "takes no password without encryption: try smtp+tls://" in trouble(check_mail_server)


def test_a_password_that_the_server_repeats_is_blacked_out(settings):
    with saying("220 here", "250-peer\r\n250 AUTH PLAIN", f"535 no: {PASSWORD}", "221 bye") as port:
        point_at(settings, port, **WITH_LOGIN)

        assert trouble(check_mail_server).endswith("refuses the user or the password: 535 no: [secret]")


@pytest.mark.parametrize("kind", ["EMAIL_USE_TLS", "EMAIL_USE_SSL"])
def test_a_certificate_that_nobody_has_signed(peer, settings, tmp_path, monkeypatch, kind):
    context, path = certificate(tmp_path)
    with encrypted(peer, context, kind) as port:
        point_at(settings, port, **{kind: True})
        assert trouble(check_mail_server).startswith(
            f"The certificate of 127.0.0.1:{port} is not trusted: self"
        )

        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        check_mail_server()
        send_test_mail(TO)
    assert peer.recipients == [TO]


def encrypted(peer, context, kind):
    return smtp(
        peer,
        **{"tls_context": context, "require_starttls": True}
        if kind == "EMAIL_USE_TLS"
        else {"ssl_context": context},
    )


def test_without_a_mail_server_a_test_mail_is_written_and_that_is_said(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)

    check_mail_server()
    send_test_mail(TO)

    [file] = tmp_path.iterdir()
    assert TO in file.read_text()
    assert is_only_written()
    assert [*what_is_odd()] == [
        "No mail server is set (EMAIL_URL): mails are written to files, and reach nobody."
    ]


def test_a_sender_that_nobody_takes_is_odd_and_a_real_one_is_not(peer, settings):
    settings.DEFAULT_FROM_EMAIL = "Handoff <handoff@localhost>"
    assert "Set MAIL_FROM." in "".join(what_is_odd())

    settings.DEFAULT_FROM_EMAIL = "Handoff <handoff@example.com>"
    assert [*what_is_odd()] == []


@pytest.mark.parametrize(
    ("starttls", "tls", "words"), [(True, False, "STARTTLS"), (False, True, "TLS"), (False, False, "none")]
)
def test_how_the_way_is_protected(settings, starttls, tls, words):
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = starttls, tls

    assert encryption() == words
