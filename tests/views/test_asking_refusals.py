"""What cannot be asked is refused in words, at its field, with what was typed."""

import pytest
from django.urls import reverse

from board.actions.hops import ask_task
from board.actions.request_types import offer_request_type
from board.models import Department, Task

NEW = reverse("task_new")
TYPED = {"to": "LEG", "type": "", "title": "Check it", "priority": "1"}


def words(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def contract(cast):
    return cast.request_type()


def refuse_nothing(cast, contract):
    pass


def close(cast, contract):
    Department.objects.filter(pk=cast.legal.pk).update(closed_at="2026-01-01T00:00Z")


def stop_offering(cast, contract):
    offer_request_type(contract, is_offered=False, actor=cast.boris)


@pytest.mark.parametrize(
    ("typed", "happens", "field", "reason"),
    [
        ({"title": ""}, refuse_nothing, "title", "This field is required."),
        ({"title": "x" * 201}, refuse_nothing, "title", "at most 200"),
        ({"title": "a\x07b"}, refuse_nothing, "title", "without control characters"),
        ({"description": "x" * 20_001}, refuse_nothing, "description", "at most 20000"),
        ({"description": "bell\x07"}, refuse_nothing, "description", "Leave out control characters."),
        ({"wanted_on": "2026-02-30"}, refuse_nothing, "wanted_on", "There is no such date."),
        ({"priority": "9"}, refuse_nothing, "priority", "is not one of the available choices"),
        ({"to": ""}, refuse_nothing, "to", "Choose a department."),
        ({"to": "XX"}, refuse_nothing, "to", "This department cannot be asked any more."),
        ({}, close, "to", "This department cannot be asked any more."),
        ({"type": "contract"}, stop_offering, "type", "does not offer this any more"),
        ({"type": "contract", "to": "IT"}, refuse_nothing, "type", "does not offer this any more"),
        ({"type": "999999"}, refuse_nothing, "type", "does not offer this any more"),
    ],
)
def test_a_refusal_says_why_at_its_field_and_keeps_what_was_typed(
    cast, contract, typed, happens, field, reason
):
    happens(cast, contract)
    data = TYPED | {"description": "Words of mine"} | typed
    data["type"] = contract.pk if data["type"] == "contract" else data["type"]

    answer = cast.client(cast.vera).post(NEW, data)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert reason in words(answer)
    for name in {"title", "description"} - {field}:
        assert data[name] in words(answer)
    assert not Task.objects.exists()


def test_what_is_withdrawn_at_the_last_moment_is_refused_with_what_was_typed(cast, contract, monkeypatch):
    def ask_late(department, **data):
        stop_offering(cast, contract)
        return ask_task(department, **data)

    monkeypatch.setattr("board.views.asking.ask_task", ask_late)
    answer = cast.client(cast.vera).post(NEW, TYPED | {"type": contract.pk})

    assert answer.status_code == 409
    assert "The department does not offer this any more." in words(answer)
    assert 'value="Check it"' in words(answer)
    assert not Task.objects.exists()


def test_who_is_in_no_department_reads_what_to_do_instead(cast):
    guest = cast.person("guest", "Guest", None)

    for person, link in ((guest, False), (cast.irina, True)):
        page = cast.client(person).get(NEW, {"to": "LEG"})
        sent = cast.client(person).post(NEW, TYPED)
        assert (page.status_code, sent.status_code) == (200, 409)
        for answer in (page, sent):
            assert "You are in no department yet" in words(answer)
            assert 'name="title"' not in words(answer)
            assert ("Choose your department" in words(answer)) == link
    assert not Task.objects.exists()
