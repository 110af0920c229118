"""The settings page of a department arranges what it offers."""

import pytest
from django.urls import reverse

from board.actions.hops import ask_task
from board.models import RequestType

SETTINGS = "/boards/LEG/settings/"
FIELDS = {"name_en": "Check a contract", "name_ru": "", "priority": "1"}
BAD = [
    ({"name_en": ""}, "name_en", "Give it a name in at least one language."),
    ({"name_en": "x" * 81}, "name_en", "at most 80"),
    ({"name_en": "a\u202eb"}, "name_en", "without control characters"),
    ({"name_ru": "a\x07b"}, "name_ru", "without control characters"),
    ({"text_en": "bell\x07"}, "text_en", "Leave out control characters."),
    ({"text_ru": "x" * 20_001}, "text_ru", "at most 20000"),
    ({"checklist_en": "short\n" + "x" * 301}, "checklist_en", "is longer than 300 characters"),
    ({"checklist_ru": "point\n" * 101}, "checklist_ru", "These are 101 points. At most 100, please."),
    ({"checklist_ru": "a\u202eb"}, "checklist_ru", "Leave out control characters."),
    ({"wanted_after": "0"}, "wanted_after", "greater than or equal to 1"),
    ({"wanted_after": "251"}, "wanted_after", "less than or equal to 250"),
    ({"priority": "9"}, "priority", "is not one of the available choices"),
]


def address(name, request_type):
    return reverse(f"request_type_{name}", args=["LEG", request_type.pk])


def words(answer):
    return " ".join(answer.content.decode().split())


def test_one_is_added_with_its_words_in_both_languages(cast):
    fields = {
        "name_ru": "Проверить договор",
        "text_en": "Which?\r\n\r\n- one",
        "checklist_en": " Draft  attached \r\n\r\nAmount named\r\n",
        "is_restricted": "on",
        "wanted_after": "5",
    }
    answer = cast.client(cast.boris).post(
        reverse("request_type_add", args=["LEG"]), FIELDS | fields, follow=True
    )

    request_type = RequestType.objects.get()
    assert answer.redirect_chain == [(SETTINGS, 302)]
    assert "Request type “Check a contract” is added." in words(answer)
    assert (request_type.name_ru, request_type.text_en) == ("Проверить договор", "Which?\n\n- one")
    assert request_type.checklist == ["Draft attached", "Amount named"]
    assert (request_type.is_restricted, request_type.wanted_after) == (True, 5)


@pytest.mark.parametrize(("wrong", "field", "reason"), BAD)
def test_bad_input_is_refused_at_its_field_with_what_was_typed(cast, wrong, field, reason):
    answer = cast.client(cast.boris).post(
        reverse("request_type_add", args=["LEG"]), FIELDS | {"text_en": "Mine"} | wrong
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert reason in words(answer)
    assert field == "text_en" or "Mine</textarea>" in words(answer)
    assert not RequestType.objects.exists()


def test_a_hundred_points_of_the_full_length_that_fit_are_taken(cast):
    points = "\n".join(["x" * 300, *["y"] * 99])

    cast.client(cast.boris).post(reverse("request_type_add", args=["LEG"]), FIELDS | {"checklist_en": points})

    assert RequestType.objects.get().checklist == points.split("\n")


def test_a_taken_name_is_refused_with_what_was_typed(cast):
    cast.request_type()

    answer = cast.client(cast.boris).post(
        reverse("request_type_add", args=["LEG"]), FIELDS | {"text_en": "Mine"}
    )

    assert answer.status_code == 409
    assert "There is a request type with this name already." in words(answer)
    assert "Mine</textarea>" in words(answer)


def test_an_edit_begins_with_what_is_there(cast):
    request_type = cast.request_type(text_en="Template", wanted_after=3)
    client = cast.client(cast.boris)
    form = client.get(address("edit", request_type)).context["form"]

    assert (form["text_en"].value(), form["wanted_after"].value()) == ("Template", 3)
    client.post(address("edit", request_type), FIELDS | {"name_en": "New name"})

    request_type.refresh_from_db()
    assert (request_type.name_en, request_type.text_en, request_type.wanted_after) == ("New name", "", None)


def test_the_page_shows_them_in_order_with_what_they_begin_with(cast):
    first = cast.request_type(
        "First", checklist_en="One\nTwo", wanted_after=5, is_restricted=True, priority=3
    )
    cast.request_type("Second")
    client = cast.htmx(cast.boris)

    assert client.post(address("order", first), {"to": "down"}).headers["HX-Trigger"].startswith("{")
    assert client.post(address("offer", first), {"is_offered": "false"}).status_code == 204

    html = words(client.get(SETTINGS))
    assert html.index('<th scope="row">Second') < html.index('<th scope="row">First')
    for said in ("Not offered", "Urgent", "Restricted", "2 points", "5 working days", "Offer First again"):
        assert said in html


def test_one_that_a_task_has_offers_no_removal_and_refuses_it(cast):
    used, unused = cast.request_type("Used"), cast.request_type("Unused")
    ask_task(cast.legal, title="One", request_type=used, actor=cast.vera)
    client = cast.client(cast.boris)

    html = words(client.get(SETTINGS))
    assert "Remove request type Unused" in html
    assert "Remove request type Used" not in html
    answer = client.post(address("remove", used))
    assert answer.status_code == 409
    assert "There are tasks of this type. Stop offering it instead." in words(answer)
    assert client.post(address("remove", unused)).status_code == 302
    assert list(RequestType.objects.all()) == [used]


def test_another_departments_cannot_be_reached_through_ones_own(cast):
    theirs = cast.request_type(department=cast.sales)

    for name in ("edit", "remove"):
        assert cast.client(cast.boris).get(address(name, theirs)).status_code == 404
    for name in ("order", "offer"):
        assert cast.client(cast.boris).post(address(name, theirs)).status_code == 404


def test_the_settings_cost_the_same_with_many(cast, count_statements):
    cast.request_type()
    client = cast.client(cast.boris)
    client.get(SETTINGS)
    with count_statements(at_most=12) as few:
        client.get(SETTINGS)
    for number in range(20):
        cast.request_type(f"Type {number}", checklist_en="One")
    client.get(SETTINGS)
    with count_statements(at_most=12) as many:
        client.get(SETTINGS)

    assert many.number == few.number
