"""Changing, forgetting and resetting a password."""

import re

import pytest
from django.core import mail
from django.test import Client

from board.models import User
from board.notifications import outbox
from tests.cast import PASSWORD
from tests.views.test_accounts import is_signed_in, sign_in, without_tokens

NEW_PASSWORD = "a new one that is long"


@pytest.fixture
def client():
    return Client()


def test_changing_the_password_keeps_this_session_and_ends_the_others(cast):
    here, elsewhere = cast.client(cast.ana), cast.client(cast.ana)

    response = here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert response.url == "/settings/"
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_changing_the_password_needs_the_one_of_now(cast):
    response = cast.client(cast.ana).post(
        "/accounts/password/change/",
        {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert "This is not your current password." in response.content.decode()


def ask_for_reset(client, email):
    return client.post("/accounts/password/reset/", {"email": email}, follow=True)


def reset_link():
    outbox.send_due()
    return re.search(r"http://testserver(/accounts/password/reset/key/\S+/)", mail.outbox[-1].body).group(1)


def set_password(client, link, password=NEW_PASSWORD):
    page = client.get(link, follow=True)
    if "action_url" not in (page.context or {}) or page.context.get("token_fail"):
        return False
    response = client.post(page.context["action_url"], {"password1": password, "password2": password})
    return response.status_code == 302


def test_a_reset_link_sets_a_password_once(cast, client):
    ask_for_reset(client, "ana@example.com")
    link = reset_link()

    assert set_password(Client(), link)
    assert not set_password(Client(), link, "yet another one, as long")
    sign_in(client, "ana", NEW_PASSWORD)
    assert is_signed_in(client)


def test_known_and_unknown_addresses_get_the_same_answer(cast, client):
    known, unknown = (ask_for_reset(client, f"{name}@example.com") for name in ("ana", "nobody"))

    assert known.redirect_chain == unknown.redirect_chain
    assert without_tokens(known) == without_tokens(unknown)


def test_a_reset_link_dies_with_a_password_change(cast, client):
    ask_for_reset(client, "ana@example.com")
    link = reset_link()
    cast.ana.set_password("changed meanwhile")
    cast.ana.save()

    assert not set_password(client, link)


def test_a_reset_link_works_for_one_hour(cast, client, settings):
    ask_for_reset(client, "ana@example.com")
    link = reset_link()
    settings.PASSWORD_RESET_TIMEOUT = -1

    page = client.get(link)

    assert "This link does not work any more" in page.content.decode()


def test_a_reset_link_is_dead_for_the_inactive(cast, client):
    ask_for_reset(client, "ana@example.com")
    link = reset_link()
    User.objects.filter(pk=cast.ana.pk).update(is_active=False)

    assert not set_password(client, link)
