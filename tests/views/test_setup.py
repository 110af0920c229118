"""The link of the log: it makes the first administrator, once."""

import pytest
from django.core.management import CommandError, call_command
from django.core.signing import dumps
from django.test import Client

from board import tokens
from board.actions.setup import create_first_administrator
from board.errors import Refused
from board.models import User

CHOICE = {
    "name": "Irina Admin",
    "username": "irina",
    "email": "irina@example.com",
    "password": "one that is long enough",
    "language": "ru",
}


@pytest.fixture
def link(db, capsys):
    call_command("setup_link")
    return capsys.readouterr().out.strip().removeprefix("http://testserver")


def test_the_link_makes_an_administrator_who_is_signed_in(link):
    client = Client()

    response = client.post(link, CHOICE, follow=True)

    irina = User.objects.get()
    assert response.status_code == 200
    assert response.redirect_chain == [("/boards/", 302)]
    assert "Добавить отдел" in response.content.decode()
    assert (irina.username, irina.name, irina.is_admin, irina.language) == (
        "irina",
        "Irina Admin",
        True,
        "ru",
    )
    assert irina.check_password(CHOICE["password"])
    assert client.get("/admin/").status_code == 200


def test_looking_at_the_link_makes_nobody(link):
    assert Client().get(link).status_code == 200
    assert not User.objects.exists()


def is_over(address, client=None):
    pages = [(client or Client()).get(address), Client().post(address, CHOICE | {"username": "eve"})]
    return all(
        page.status_code == 410 and "does not work any more" in page.content.decode() for page in pages
    )


def test_it_makes_one_and_no_second(link):
    Client().post(link, CHOICE)

    assert is_over(link)
    assert User.objects.count() == 1


def test_where_somebody_administers_already_there_is_no_way_in(link, cast):
    assert is_over(link)
    with pytest.raises(CommandError):
        call_command("setup_link")
    with pytest.raises(Refused):
        create_first_administrator(**CHOICE, actor=None)


def test_an_administrator_who_has_left_still_counts(link, cast):
    User.objects.filter(is_admin=True).update(is_active=False)

    assert is_over(link)


def test_it_works_for_a_day(link, monkeypatch):
    monkeypatch.setattr(tokens, "SETUP_SECONDS", -1)

    assert is_over(link)


def test_a_changed_link_is_nothing(link):
    assert is_over(link[:-3] + "xx/")
    assert is_over(f"/setup/{dumps('first administrator', salt='another')}/")


@pytest.mark.parametrize(
    ("field", "value"),
    [("password", "short"), ("username", "Not This"), ("email", "nowhere"), ("name", ""), ("language", "xx")],
)
def test_a_wrong_field_makes_nobody_and_keeps_the_link(link, field, value):
    page = Client().post(link, CHOICE | {field: value})

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert not User.objects.exists()
    assert Client().get(link).status_code == 200


def test_the_link_is_printed_once_unless_asked_for(db, capsys):
    for _start in range(2):
        call_command("setup_link", once=True)

    assert capsys.readouterr().out.count("/setup/") == 1


def test_the_sign_in_of_a_new_system_says_where_the_link_is(db):
    assert "docker compose logs web" in Client().get("/accounts/login/").content.decode()


def test_the_sign_in_of_one_that_is_in_use_says_nothing_of_it(cast):
    assert "docker compose logs web" not in Client().get("/accounts/login/").content.decode()
