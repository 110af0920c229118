"""What mails say, to whom, and when they are not sent any more."""

import re

import pytest
from django.test import Client, override_settings

from board.actions.accounts import request_password_reset
from board.actions.mails import cancel_mails, queue_mail
from board.models import Mail, User
from board.models.mail import MailKind, MailState
from board.notifications import outbox
from tests.cast import PASSWORD


@pytest.fixture
def invited(cast):
    person = cast.person("nina", "Nina Berg", cast.legal)
    person.set_unusable_password()
    person.renew_invitation()
    person.save()
    return person


def send(peer):
    outbox.send_due()
    return peer.received[-1]


def text(message):
    return message.get_body(("plain",)).get_content()


def html(message):
    return message.get_body(("html",)).get_content()


def test_an_invitation_names_the_department_and_carries_the_link_in_text_and_html(invited, peer, settings):
    settings.SITE_URL = "https://tasks.example.com"
    queue_mail(MailKind.INVITATION, invited, key="invitation")

    message = send(peer)

    link = re.search(r"https://tasks\.example\.com/invitations/\S+/", text(message)).group()
    assert "Legal" in text(message)
    assert f'href="{link}"' in html(message)
    assert message["Subject"] == "Your invitation to Handoff"


def test_the_host_header_never_gets_into_a_mail(cast, peer, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://tasks.example.com"
    Client().post("/accounts/password/reset/", {"email": "ana@example.com"}, HTTP_HOST="evil.example")

    message = send(peer)

    assert "evil.example" not in message.as_string()
    assert "https://tasks.example.com/accounts/password/reset/key/" in text(message)


def test_a_mail_speaks_its_readers_language(cast, peer):
    User.objects.filter(pk=cast.ana.pk).update(language="ru")
    queue_mail(MailKind.PASSWORD_RESET, cast.ana, key="reset")

    assert '<html lang="ru">' in html(send(peer))


def test_a_name_is_literal_text_in_the_html(invited, peer):
    User.objects.filter(pk=invited.pk).update(name='<a href="https://evil.example">click</a>')
    queue_mail(MailKind.INVITATION, invited, key="invitation")

    assert '<a href="https://evil.example">' not in html(send(peer))


def cancelled(mail_key):
    outbox.send_due()
    mail = Mail.objects.get(key=mail_key)
    return mail.error if mail.state == MailState.CANCELLED else ""


def test_whoever_was_deactivated_meanwhile_gets_nothing(cast, peer):
    queue_mail(MailKind.PASSWORD_RESET, cast.ana, key="reset")
    User.objects.filter(pk=cast.ana.pk).update(is_active=False)

    assert cancelled("reset") == "The person is inactive."
    assert peer.received == []


def test_an_accepted_invitation_is_not_sent_again(invited, peer):
    queue_mail(MailKind.INVITATION, invited, key="invitation")
    invited.set_password(PASSWORD)
    invited.invitation_nonce = ""
    invited.save()

    assert cancelled("invitation") == "The invitation has been accepted."


def test_a_newer_mail_replaces_the_one_before(invited, peer):
    queue_mail(MailKind.INVITATION, invited, key="older")
    queue_mail(MailKind.INVITATION, invited, key="newer")

    assert cancelled("older") == "A newer mail replaces this one."
    assert len(peer.received) == 1


def test_cancelled_mails_stay_unsent(cast, peer):
    queue_mail(MailKind.PASSWORD_RESET, cast.ana, key="reset")
    cancel_mails(cast.ana)

    assert outbox.send_due() == 0


@pytest.mark.parametrize("email", ["nobody@example.com", "nina@example.com"])
def test_nobody_and_the_invited_get_no_reset(invited, email):
    request_password_reset(email, actor=None)

    assert not Mail.objects.exists()


def test_asking_again_and_again_makes_one_mail(cast):
    for _try in range(3):
        request_password_reset("ANA@example.com", actor=None)

    assert Mail.objects.filter(user=cast.ana).count() == 1


@override_settings(SECRET_KEY="another key, as long as the first one was")
def test_no_text_of_a_mail_is_stored(cast, peer):
    queue_mail(MailKind.PASSWORD_RESET, cast.ana, key="reset")
    message = send(peer)

    key = re.search(r"key/(\S+)/", text(message)).group(1)
    assert key not in repr(list(Mail.objects.values()))
