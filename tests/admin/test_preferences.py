"""How those hear of things who have not chosen: an administrator changes it, and nobody's own choice."""

import pytest
from django.urls import reverse

from board.actions.preferences import set_delivery
from board.models import Group, Preference


def page(name, *args):
    return reverse(f"admin:board_preference_{name}", args=args)


@pytest.fixture
def watched(db):
    return Preference.objects.get(user=None, group=Group.WATCHED)


def test_the_list_has_the_six_groups_and_nobodys_own_choice(cast):
    set_delivery(cast.ana, Group.INBOX, "app", actor=cast.ana)

    html = cast.client(cast.irina).get(page("changelist")).content.decode()

    assert [html.count(f">{group.label}</a>") for group in Group] == [1] * 6
    assert "In the app only" not in html


def test_a_default_is_changed_for_those_who_have_not_chosen(cast, watched):
    set_delivery(cast.ana, Group.WATCHED, "now", actor=cast.ana)

    answer = cast.client(cast.irina).post(page("change", watched.pk), {"delivery": "app"})

    assert answer.status_code == 302
    chosen = Preference.objects.filter(group=Group.WATCHED).values_list("user__username", "delivery")
    assert set(chosen) == {(None, "app"), ("ana", "now")}


@pytest.mark.parametrize("wrong", [{}, {"delivery": ""}, {"delivery": "never"}])
def test_a_wrong_choice_changes_nothing(cast, watched, wrong):
    answer = cast.client(cast.irina).post(page("change", watched.pk), wrong)

    assert answer.status_code == 422
    watched.refresh_from_db()
    assert watched.delivery == "digest"


def test_the_group_stays_what_it_is(cast, watched):
    cast.client(cast.irina).post(
        page("change", watched.pk), {"delivery": "now", "group": "move", "user": cast.ana.pk}
    )

    watched.refresh_from_db()
    assert (watched.group, watched.user, watched.delivery) == ("watched", None, "now")


def test_what_a_person_has_chosen_has_no_page(cast, watched):
    set_delivery(cast.ana, Group.WATCHED, "now", actor=cast.ana)
    own = Preference.objects.get(user=cast.ana)
    admin = cast.client(cast.irina)

    assert admin.get(page("change", watched.pk)).status_code == 200
    assert admin.get(page("change", own.pk)).status_code == 404
    admin.post(page("change", own.pk), {"delivery": "app"})
    assert Preference.objects.get(user=cast.ana).delivery == "now"


def test_none_is_added_and_none_removed(cast, watched):
    admin = cast.client(cast.irina)

    assert admin.get(page("add")).status_code == 404
    assert admin.post(f"/admin/board/preference/{watched.pk}/delete/", {"post": "yes"}).status_code == 404
    assert Preference.objects.count() == 6
