import pytest
from django.urls import reverse

from board.models import Department, RequestType

FIELDS = {"name_en": "Check a contract", "name_ru": "", "priority": "2", "checklist_en": "One\nTwo"}


def page(name, *args):
    return reverse(f"admin:board_requesttype_{name}", args=args)


def test_one_is_added_to_a_department(cast):
    version = cast.legal.version
    cast.client(cast.irina).post(page("add"), FIELDS | {"department": cast.legal.pk})

    request_type = RequestType.objects.get()
    assert (request_type.department, request_type.priority, request_type.is_offered) == (cast.legal, 2, True)
    assert request_type.checklist == ["One", "Two"]
    assert Department.objects.get(pk=cast.legal.pk).version > version


def test_one_is_edited_and_no_longer_offered(cast):
    request_type = cast.request_type()
    answer = cast.client(cast.irina).post(page("change", request_type.pk), FIELDS | {"name_en": "Renamed"})

    assert answer.status_code == 302
    request_type.refresh_from_db()
    assert (request_type.name_en, request_type.priority, request_type.is_offered) == ("Renamed", 2, False)


def test_the_department_of_one_never_changes(cast):
    request_type = cast.request_type()
    cast.client(cast.irina).post(page("change", request_type.pk), FIELDS | {"department": cast.sales.pk})

    request_type.refresh_from_db()
    assert request_type.department == cast.legal


@pytest.mark.parametrize(
    ("wrong", "status", "words"),
    [
        ({"name_en": ""}, 422, "Give it a name in at least one language."),
        ({"name_en": "Taken"}, 409, "There is a request type with this name already."),
        ({"checklist_en": "x" * 301}, 422, "is longer than 300 characters"),
        ({"department": "999"}, 422, "Select a valid choice"),
    ],
)
def test_a_wrong_field_says_so_and_adds_nothing(cast, wrong, status, words):
    cast.request_type("Taken")
    answer = cast.client(cast.irina).post(page("add"), FIELDS | {"department": cast.legal.pk} | wrong)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert RequestType.objects.count() == 1


def test_the_list_finds_them_in_either_language_and_the_page_leads_to_the_settings(cast):
    request_type = cast.request_type("Check a contract", name_ru="Проверить договор")
    cast.request_type("Answer a question")
    admin = cast.client(cast.irina)

    found = admin.get(page("changelist"), {"q": "договор"}).content.decode()
    assert "Check a contract" in found
    assert "Answer a question" not in found
    assert "/boards/LEG/settings/" in admin.get(page("change", request_type.pk)).content.decode()
