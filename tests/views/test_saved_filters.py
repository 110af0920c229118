"""A filter is kept under a name: one's own, on one board."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from board.actions.filters import remove_filter, rename_filter, save_filter
from board.errors import Refused
from board.models import SavedFilter
from board.models.filter import MOST

SAVE = "/boards/LEG/filters/save/?assignee=me&due=week"


def keep(cast, name="My week", *, actor=None, query="assignee=me&due=week"):
    return save_filter(cast.legal, name=name, query=query, actor=actor or cast.ana)


def test_it_is_saved_and_then_a_link_away(cast):
    client = cast.client(cast.ana)

    form = client.get(SAVE).content.decode()
    answer = client.post(SAVE, {"name": "My week"})

    assert "Assigned to me, Due this week" in form
    assert answer.headers["Location"] == "/boards/LEG/?assignee=me&due=week"
    listed = client.get(reverse("saved_filters", args=["LEG"])).content.decode()
    assert 'href="/boards/LEG/?assignee=me&amp;due=week">My week<' in listed
    assert "My week" in client.get(reverse("board_filters", args=["LEG"])).content.decode()


def test_only_what_the_board_knows_is_kept(cast):
    cast.client(cast.ana).post(f"{SAVE}&label=999&next=//evil.example&turn=x", {"name": "My week"})

    assert SavedFilter.objects.get().query == "assignee=me&due=week"


def test_in_place_the_menu_hears_of_it(cast):
    answer = cast.htmx(cast.ana).post(SAVE, {"name": "My week"})

    assert answer.status_code == 204
    assert "filters:changed" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\u202eb"])
def test_a_name_that_is_none_is_refused(cast, name):
    answer = cast.client(cast.ana).post(SAVE, {"name": name})

    assert answer.status_code == 422
    assert not SavedFilter.objects.exists()


def test_a_name_is_taken_once_by_each_person_on_each_board(cast):
    keep(cast)
    keep(cast, actor=cast.boris)
    save_filter(cast.sales, name="My week", query="due=week", actor=cast.ana)

    answer = cast.client(cast.ana).post(SAVE, {"name": "My week"})

    assert answer.status_code == 409
    assert "You have a filter of that name here already." in answer.content.decode()
    with pytest.raises(IntegrityError):
        SavedFilter.objects.create(user=cast.ana, department=cast.legal, name="My week", query="due=week")


def test_what_asks_nothing_is_not_kept(cast):
    answer = cast.client(cast.ana).post("/boards/LEG/filters/save/?due=never", {"name": "Everything"})

    assert answer.status_code == 409
    assert "Choose first what to show." in answer.content.decode()


def test_there_are_at_most_twenty(cast):
    for number in range(MOST):
        keep(cast, f"Filter {number}")

    with pytest.raises(Refused, match="You have 20 saved filters on this board"):
        keep(cast, "One more")
    keep(cast, "One more", actor=cast.boris)


def test_what_is_too_long_is_refused(cast):
    with pytest.raises(Refused, match="too much to keep"):
        keep(cast, query="q=" + "x" * 2000)


def test_it_gets_another_name(cast):
    saved, other = keep(cast), keep(cast, "Other")
    address = reverse("filter_rename", args=["LEG", saved.pk])

    taken = cast.client(cast.ana).post(address, {"name": "Other"})
    renamed = cast.client(cast.ana).post(address, {"name": "This week"})

    assert taken.status_code == 409
    assert renamed.headers["Location"] == "/boards/LEG/?assignee=me&due=week"
    assert {saved.name for saved in SavedFilter.objects.all()} == {"This week", other.name}
    rename_filter(other, name="Other", actor=cast.ana)  # its own name is not taken


def test_it_is_removed(cast):
    saved = keep(cast)

    cast.client(cast.ana).post(reverse("filter_remove", args=["LEG", saved.pk]))

    assert not SavedFilter.objects.exists()
    remove_filter(saved, actor=cast.ana)  # twice does no harm


def test_others_are_not_there(cast):
    saved = keep(cast, actor=cast.boris)
    client = cast.client(cast.ana)

    assert client.get(reverse("filter_rename", args=["LEG", saved.pk])).status_code == 404
    assert client.post(reverse("filter_remove", args=["LEG", saved.pk])).status_code == 404
    assert "My week" not in client.get(reverse("saved_filters", args=["LEG"])).content.decode()
    assert cast.client(cast.boris).get(reverse("filter_rename", args=["SAL", saved.pk])).status_code == 404
