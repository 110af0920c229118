"""What SITE_URL and the settings of mail may be, and what is said of those that they may not."""

import pytest

from config import addresses
from config.addresses import Wrong


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls", "user", "password"),
    [
        ("smtp+tls://me:pass%40w%2Ford+%25@mail.example.com:2587", 2587, True, False, "me", "pass@w/ord+%"),
        ("smtp+tls://me%40example.com:a@b@mail.example.com", 587, True, False, "me@example.com", "a@b"),
        ("SMTP+SSL://me:word@Mail.Example.com/", 465, False, True, "me", "word"),
        ("smtp://mail.example.com", 25, False, False, "", ""),
    ],
)
def test_a_mail_server_is_one_address(url, port, starttls, tls, user, password):
    found = addresses.mail_server(url)

    assert found == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example.com",
        "EMAIL_PORT": port,
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": tls,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
    }


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mail.example.com", "must begin with"),
        ("mail.example.com:587", "must begin with"),
        ("smtps://me:s3cret@mail.example.com", "must begin with"),
        ("consolemail://", "must begin with"),
        ("https://me:s3cret@mail.example.com", "must begin with"),
        ("smtp://", "must name a host"),
        ("smtp://me:s3cret@", "must name a host"),
        ("smtp://me@mail.example.com", "both a user and a password"),
        ("smtp://:s3cret@mail.example.com", "both a user and a password"),
        ("smtp://me:s3cret@mail.example.com:0", "must end with the port"),
        ("smtp://me:s3cret@mail.example.com:70000", "from 1 to 65535"),
        ("smtp://me:s3cret@mail.example.com:smtp", "from 1 to 65535"),
        ("smtp://me:s3cret/@mail.example.com:587", "written %3A %2F"),
        ("smtp://me:12/s3cret@mail.example.com:587", "written %3A %2F"),
        ("smtp://me:s3cret#@mail.example.com:587", "written %3A %2F"),
        ("smtp://me:s3cret?@mail.example.com:587", "written %3A %2F"),
        ("smtp://me:s3cret[@mail.example.com:587", "no address that can be read"),
        ("smtp://me:s3cret@mail.example.com:587/?timeout=5", "must end with the port"),
        ("smtp://me:s3cret @mail.example.com:587", "no spaces"),
        ("smtp://me:s3cret@mail.example.com\n:587", "no line ends"),
        ("smtp://me:s3cret%0A@mail.example.com:587", "ASCII signs"),
        ("smtp://me:s3cret-пароль@mail.example.com:587", "ASCII signs"),
    ],
)
def test_what_is_no_mail_server_is_told_without_its_password(url, says):
    with pytest.raises(Wrong) as wrong:
        addresses.mail_server(url)

    words = str(wrong.value)
    assert words.startswith("EMAIL_URL ")
    assert says in words
    assert "s3cret" not in words


@pytest.mark.parametrize(
    "sender",
    [
        "handoff@example.com",
        "Handoff <handoff@localhost>",
        "Доска отделов <handoff@пример.рф>",
        '"Handoff, Inc." <hand-off+board@mail.example.com>',
    ],
)
def test_mail_comes_from_a_name_and_an_address(sender):
    assert addresses.sender(sender) == sender


@pytest.mark.parametrize(
    "sender",
    [
        "handoff",
        "handoff@",
        "@example.com",
        "a@example.com, b@example.com",
        "Handoff, Inc. <handoff@example.com>",
        "Handoff <handoff@example.com",
        "handoff@example.com>",
        "Handoff <hand off@example.com>",
        "Доска <доска@example.com>",
        "Handoff <handoff@example.com>\nBcc: everybody@example.com",
        "",
    ],
)
def test_mail_comes_from_nothing_else(sender):
    with pytest.raises(Wrong, match=r"^MAIL_FROM .*\.$"):
        addresses.sender(sender)


@pytest.mark.parametrize("site", ["https://tasks.example.com/", "http://board.lan:8000", "http://[::1]:8000"])
def test_the_site_is_a_host_and_perhaps_a_port(site):
    assert addresses.site_url(site) == site.rstrip("/")


@pytest.mark.parametrize(
    "site",
    [
        "tasks.example.com",
        "//tasks.example.com",
        "ftp://tasks.example.com",
        "https://",
        "https://tasks.example.com/board",
        "https://tasks.example.com/?a=1",
        "https://tasks.example.com#a",
        "https://me:word@tasks.example.com",
        "https://tasks.example.com:https",
        "https://tasks.example.com:0",
        "https://tasks example.com",
        "https://tasks.example.com\n",
    ],
)
def test_the_site_is_nothing_else(site):
    with pytest.raises(Wrong, match=r"^SITE_URL .*\.$"):
        addresses.site_url(site)


@pytest.mark.parametrize(("text", "at_least"), [("1", 1), ("0", 0), ("86400", 1)])
def test_seconds_are_a_whole_number(text, at_least):
    assert addresses.seconds("MAIL_TIMEOUT", text, at_least=at_least) == int(text)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "10s", "ten", "", "٣", "86401", "9" * 30])
def test_seconds_are_nothing_else(text):
    with pytest.raises(Wrong, match=r"^MAIL_TIMEOUT must be a whole number of seconds from 1 to 86400\.$"):
        addresses.seconds("MAIL_TIMEOUT", text, at_least=1)
