"""Language, theme and one's own name."""

import re

import pytest
from django.test import Client

from board.models import Department

CHOICE = {"name": "Ana Lima", "language": "en", "theme": "", "density": "comfortable"}


def save(cast, **changes):
    client = cast.client(cast.ana)
    response = client.post("/settings/", CHOICE | changes)
    cast.ana.refresh_from_db()
    return client, response


def test_the_settings_are_saved_and_shown_at_once(cast):
    client, response = save(cast, language="ru", theme="dark", name="Ana Maria Lima")

    assert response.url == "/settings/"
    page = client.get("/settings/").content.decode()
    assert '<html lang="ru" data-theme="dark">' in page
    assert (cast.ana.language, cast.ana.theme, cast.ana.name) == ("ru", "dark", "Ana Maria Lima")


def test_a_new_name_reaches_the_boards_that_show_it(cast):
    before = Department.objects.get(pk=cast.legal.pk).version

    save(cast, name="Ana Maria Lima")

    assert Department.objects.get(pk=cast.legal.pk).version > before


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"name": "a\u202eb"}, {"language": "xx"}, {"theme": "pink"}, {"density": "x"}]
)
def test_a_wrong_choice_is_said_at_its_field(cast, changes):
    _client, response = save(cast, **changes)

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == changes.keys()


def test_a_choice_outlives_signing_out(cast):
    client, _response = save(cast, language="ru", theme="dark")
    client.post("/accounts/logout/")

    assert '<html lang="ru" data-theme="dark">' in client.get("/accounts/login/").content.decode()


def test_nobody_in_particular_can_choose_on_the_sign_in_page(db):
    client = Client()
    client.post("/settings/theme/", {"theme": "light", "next": "/accounts/login/"})
    response = client.post("/settings/language/", {"language": "ru", "next": "/accounts/login/"})

    assert response.url == "/accounts/login/"
    assert '<html lang="ru" data-theme="light">' in client.get("/accounts/login/").content.decode()


def test_the_menu_changes_the_readers_own_choice(cast):
    client = cast.client(cast.ana)
    client.post("/settings/theme/", {"theme": "dark", "next": "/boards/"})
    client.post("/settings/language/", {"language": "ru", "next": "/boards/"})

    cast.ana.refresh_from_db()
    assert (cast.ana.theme, cast.ana.language) == ("dark", "ru")


def test_each_finds_their_own_choice_pressed_in_the_menu(cast):
    """The menu is the same for all who chose the same, and is kept: in turns, nobody sees another's."""
    choices = {
        cast.ana: ("en", "dark", "compact"),
        cast.boris: ("ru", "light", "comfortable"),
        cast.vera: ("ru", "", "compact"),
    }
    for person, (language, theme, density) in choices.items():
        settings = {"name": person.name, "language": language, "theme": theme, "density": density}
        cast.client(person).post("/settings/", settings)

    for person in [*choices, *choices]:
        menu = cast.client(person).get("/boards/").content.decode().partition('class="menu__list"')[2]
        pressed = [button for button in re.findall(r"<button[^>]*>", menu) if 'aria-pressed="true"' in button]
        values = [re.search(r'value="([^"]*)"', button)[1] for button in pressed]
        language, theme, density = choices[person]
        assert values == [theme, density, language]
        assert person.name in menu


@pytest.mark.parametrize("address", ["/settings/theme/", "/settings/language/"])
def test_nonsense_changes_nothing_and_leads_nowhere_else(cast, address):
    client = cast.client(cast.ana)

    response = client.post(address, {"theme": "x", "language": "x", "next": "https://evil.example/"})

    cast.ana.refresh_from_db()
    assert response.url == "/"
    assert (cast.ana.theme, cast.ana.language) == ("", "")
    assert client.get(address).status_code == 405


def test_how_dense_the_pages_are_is_chosen_in_the_settings_or_in_the_menu(cast):
    client, _response = save(cast, density="compact")
    assert 'data-density="compact"' in client.get("/boards/").content.decode()

    answer = client.post("/settings/density/", {"density": "comfortable", "next": "/boards/LEG/?q=a"})
    assert answer.url == "/boards/LEG/?q=a"
    assert "data-density" not in client.get("/boards/").content.decode()

    client.post("/settings/density/", {"density": "x"})
    cast.ana.refresh_from_db()
    assert cast.ana.density == "comfortable"
