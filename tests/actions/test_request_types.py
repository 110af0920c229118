"""What a department offers is arranged by its coordinators."""

import pytest

from board.actions.hops import ask_task
from board.actions.request_types import (
    edit_request_type,
    offer_request_type,
    remove_request_type,
    shift_request_type,
)
from board.errors import Refused
from board.models import Department, RequestType


def offered(cast):
    return [request_type.name for request_type in cast.legal.request_types.all()]


def version(cast):
    return Department.objects.get(pk=cast.legal.pk).version


def test_a_new_one_stands_after_the_others_and_open_pages_hear_of_it(cast):
    cast.request_type("First")
    before = version(cast)

    cast.request_type("Second", checklist_en="One\nTwo")

    assert offered(cast) == ["First", "Second"]
    assert RequestType.objects.get(name_en="Second").checklist == ["One", "Two"]
    assert version(cast) > before


def test_an_edit_changes_what_is_named_alone(cast):
    request_type = cast.request_type("First", text_en="Template", priority=2)

    edit_request_type(request_type, name_en="Renamed", wanted_after=3, actor=cast.boris)

    request_type.refresh_from_db()
    assert (request_type.name_en, request_type.text_en, request_type.priority) == ("Renamed", "Template", 2)
    assert request_type.wanted_after == 3


@pytest.mark.parametrize("field", ["name_en", "name_ru"])
def test_two_of_one_department_do_not_share_a_name(cast, field):
    cast.request_type("First", name_ru="Первый")
    second = cast.request_type("Second", name_ru="Второй")
    cast.request_type("First", name_ru="Первый", department=cast.sales)
    taken = {"name_en": "First", "name_ru": "Первый"}[field]

    with pytest.raises(Refused, match="with this name already"):
        edit_request_type(
            second, **{"name_en": "Second", "name_ru": "Второй", field: taken}, actor=cast.boris
        )

    edit_request_type(second, name_en="Second", name_ru="Второй", actor=cast.boris)


def test_one_without_any_name_is_refused(cast):
    with pytest.raises(Refused, match="at least one language"):
        cast.request_type("")

    assert cast.request_type("", name_ru="Договор").name == "Договор"


def test_they_change_places_and_stay_at_the_ends(cast):
    first, _second, third = (cast.request_type(name) for name in ("First", "Second", "Third"))

    shift_request_type(third, by=-1, actor=cast.boris)
    assert offered(cast) == ["First", "Third", "Second"]
    shift_request_type(first, by=-1, actor=cast.boris)
    assert offered(cast) == ["First", "Third", "Second"]
    shift_request_type(first, by=1, actor=cast.boris)
    assert offered(cast) == ["Third", "First", "Second"]


def test_what_is_not_offered_cannot_be_asked_and_keeps_its_tasks(cast):
    request_type = cast.request_type()
    task = ask_task(cast.legal, title="One", request_type=request_type, actor=cast.vera)

    offer_request_type(request_type, is_offered=False, actor=cast.boris)

    with pytest.raises(Refused, match="does not offer this any more"):
        ask_task(cast.legal, title="Two", request_type=request_type, actor=cast.vera)
    task.refresh_from_db()
    assert task.request_type == request_type
    offer_request_type(request_type, is_offered=True, actor=cast.boris)
    assert ask_task(cast.legal, title="Two", request_type=request_type, actor=cast.vera)


def test_what_another_department_offers_cannot_be_asked_here(cast):
    theirs = cast.request_type(department=cast.sales)

    with pytest.raises(Refused, match="does not offer this"):
        ask_task(cast.legal, title="One", request_type=theirs, actor=cast.vera)


def test_only_an_unused_one_is_removed(cast):
    used, unused = cast.request_type("Used"), cast.request_type("Unused")
    ask_task(cast.legal, title="One", request_type=used, actor=cast.vera)

    with pytest.raises(Refused, match="Stop offering it instead"):
        remove_request_type(used, actor=cast.boris)
    remove_request_type(unused, actor=cast.boris)

    assert offered(cast) == ["Used"]


def test_who_comes_after_a_removal_reads_that_it_is_gone(cast):
    request_type = cast.request_type()
    again = RequestType.objects.get(pk=request_type.pk)
    remove_request_type(request_type, actor=cast.boris)

    for act in (
        lambda: edit_request_type(again, name_en="New", actor=cast.boris),
        lambda: shift_request_type(again, by=1, actor=cast.boris),
        lambda: offer_request_type(again, is_offered=False, actor=cast.boris),
        lambda: remove_request_type(again, actor=cast.boris),
    ):
        with pytest.raises(Refused, match="removed meanwhile"):
            act()


def test_a_closed_department_offers_nothing_new(cast):
    Department.objects.filter(pk=cast.sales.pk).update(closed_at="2026-01-01T00:00Z")

    with pytest.raises(Refused, match="closed"):
        cast.request_type(department=cast.sales)
