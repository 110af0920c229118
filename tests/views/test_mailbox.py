"""The page that shows mail where nothing sends it."""

import pytest
from django.test import Client

from board.actions.accounts import request_password_reset
from board.notifications import outbox


@pytest.fixture
def mailbox(settings, tmp_path):
    settings.SHOWS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def test_the_newest_mail_is_first_and_its_link_can_be_followed(cast, mailbox):
    for name in ("ana", "vera"):
        request_password_reset(f"{name}@example.com", actor=None)
        outbox.send_due()

    page = Client().get("/mail/")

    mails = page.context["mails"]
    assert [mail.to for mail in mails] == ["vera@example.com", "ana@example.com"]
    assert mails[0].subject == "A new password for Handoff"
    link = next(word for word in mails[0].text.split() if word.startswith("http"))
    assert f'<a href="{link}"' in page.content.decode()


def test_a_mail_cannot_put_markup_into_the_page(cast, mailbox):
    (mailbox / "20260101-000000-1.log").write_text(
        "Subject: <b>x</b>\nTo: a@b.c\n\n<script>alert(1)</script>\n"
    )

    page = Client().get("/mail/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_the_list_is_bounded(cast, mailbox):
    for number in range(60):
        (mailbox / f"20260101-0000{number:02}-1.log").write_text(f"Subject: {number}\n\ntext\n")

    mails = Client().get("/mail/").context["mails"]

    assert [mail.subject for mail in mails] == [str(number) for number in range(59, 9, -1)]


def test_without_mail_it_says_so(cast, mailbox):
    assert "No mail yet" in Client().get("/mail/").content.decode()


def test_with_a_mail_server_there_is_no_such_page(cast, settings):
    settings.SHOWS_MAIL = False

    assert Client().get("/mail/").status_code == 404
