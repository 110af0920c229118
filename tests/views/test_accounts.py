"""Signing in and out, and passwords."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from board.actions.people import deactivate_person
from board.models import User
from tests.cast import PASSWORD

WRONG = "The name, the e-mail address or the password is wrong."


def sign_in(client, login, password=PASSWORD, **data):
    return client.post(
        "/accounts/login/", {"login": login, "password": password, **data.pop("form", {})}, **data
    )


def is_signed_in(client):
    return client.get("/settings/").status_code == 200


def without_tokens(page):
    return re.sub(r"\b\w{64}\b", "", page.content.decode())


@pytest.fixture
def client():
    return Client()


@pytest.mark.parametrize("login", ["ana", "Ana", "ana@example.com", "ANA@Example.com"])
def test_either_name_signs_in(cast, client, login):
    response = sign_in(client, login)

    assert response.status_code == 302
    assert is_signed_in(client)


def test_after_signing_in_one_is_where_one_wanted_to_go(cast, client):
    asked = client.get("/boards/?q=1")
    assert asked.url == "/accounts/login/?next=/boards/%3Fq%3D1"

    response = sign_in(client, "ana", form={"next": "/boards/?q=1"})

    assert response.url == "/boards/?q=1"


def test_another_site_is_no_place_to_go_after_signing_in(cast, client):
    response = sign_in(client, "ana", form={"next": "https://evil.example/"})

    assert response.url == "/"


def test_signing_in_changes_the_session_key(cast, client):
    session = client.session
    session["draft"] = "kept"
    session.save()
    before = session.session_key

    sign_in(client, "ana")

    assert client.session.session_key != before


def test_only_who_asks_for_it_stays_signed_in_after_closing_the_browser(cast, client):
    sign_in(client, "ana")
    assert client.session.get_expire_at_browser_close()

    other = Client()
    sign_in(other, "ana", form={"remember": "on"})
    assert not other.session.get_expire_at_browser_close()


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(cast, client):
    pages = [sign_in(client, login, "wrong password") for login in ("ana@example.com", "nobody@example.com")]

    shown = {without_tokens(page).replace("nobody", "ana") for page in pages}
    assert len(shown) == 1
    assert WRONG in shown.pop()


@pytest.mark.parametrize("login", ["ana", "ana@example.com", "nobody", "nobody@example.com"])
def test_known_and_unknown_names_cost_one_password_check(cast, client, login, monkeypatch):
    from django.contrib.auth import hashers

    hashed = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args)
    )

    sign_in(client, login, "wrong password")

    assert len(hashed) == 1


def test_five_wrong_passwords_close_the_account_for_that_address_alone(cast):
    here, elsewhere = Client(REMOTE_ADDR="203.0.113.5"), Client(REMOTE_ADDR="198.51.100.7")
    for login in ("ana", "ANA", "ana@example.com", "ana", "Ana@example.com"):
        assert WRONG in sign_in(here, login, "wrong password").content.decode()

    assert "Too many tries" in sign_in(here, "ana").content.decode()
    assert not is_signed_in(here)
    sign_in(elsewhere, "ana")
    assert is_signed_in(elsewhere)


def test_an_address_that_tries_many_accounts_is_stopped(cast):
    here = Client(REMOTE_ADDR="203.0.113.5")
    for number in range(30):
        sign_in(here, f"person{number}", "wrong password")

    sign_in(here, "ana")

    assert not is_signed_in(here)


def test_a_made_up_forwarded_address_does_not_get_around_the_throttle(cast):
    for number in range(5):
        sign_in(Client(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}"), "ana", "wrong password")

    client = Client(HTTP_X_FORWARDED_FOR="192.0.2.99")
    sign_in(client, "ana")

    assert not is_signed_in(client)


def test_behind_a_trusted_proxy_its_word_counts_and_the_clients_does_not(cast, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        sign_in(Client(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 203.0.113.5"), "ana", "wrong password")

    blocked, free = (
        Client(HTTP_X_FORWARDED_FOR="192.0.2.99, 203.0.113.5"),
        Client(HTTP_X_FORWARDED_FOR="198.51.100.7"),
    )
    sign_in(blocked, "ana")
    sign_in(free, "ana")

    assert (is_signed_in(blocked), is_signed_in(free)) == (False, True)


def test_signing_out_is_a_post_and_has_the_browser_forget_its_pages(cast):
    client = cast.client(cast.ana)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)

    response = client.post("/accounts/logout/")

    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert not is_signed_in(client)


def test_who_is_deactivated_is_signed_out_at_once_and_cannot_come_back(cast):
    client = cast.client(cast.ana)
    assert is_signed_in(client)

    deactivate_person(cast.ana, actor=cast.irina)

    assert not is_signed_in(client)
    response = sign_in(client, "ana")
    assert response.url == "/accounts/inactive/"
    assert "This account is closed" in client.get(response.url).content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", ["signup/", "email/", "password/set/", "reauthenticate/", "confirm-email/"])
def test_the_rest_of_allauth_is_not_there(cast, path):
    assert cast.client(cast.ana).get(f"/accounts/{path}").status_code == 404


def test_the_administrator_of_createsuperuser_lands_on_the_start_page(db, client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser", interactive=False, username="chief", email="Chief@example.com", verbosity=0
    )

    response = client.post(
        "/accounts/login/", {"login": "chief@example.com", "password": PASSWORD}, follow=True
    )

    chief = User.objects.get(username="chief")
    assert (chief.is_admin, chief.department) == (True, None)
    assert response.redirect_chain[-1][0] == "/"
