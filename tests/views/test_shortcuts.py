"""Whether single keys act, and which there are."""

import pytest

from board.models import User


@pytest.mark.parametrize(("sent", "acts"), [({"has_shortcuts": "on"}, True), ({}, False)])
def test_a_person_chooses_whether_single_keys_act(cast, sent, acts):
    User.objects.filter(pk=cast.ana.pk).update(has_shortcuts=not acts)
    client = cast.client(cast.ana)

    answer = client.post("/settings/shortcuts/", sent, follow=True)

    assert "Your settings are saved." in answer.content.decode()
    assert User.objects.get(pk=cast.ana.pk).has_shortcuts is acts
    assert ("data-keys-off" in client.get("/").content.decode()) is not acts
    assert User.objects.get(pk=cast.boris.pk).has_shortcuts


def test_the_keys_are_a_sheet_over_the_page_and_a_page_without_a_script(cast):
    sheet = cast.htmx(cast.ana).get("/keys/").content.decode()
    page = cast.client(cast.ana).get("/keys/").content.decode()

    assert "<html" not in sheet and 'class="keys__groups"' in sheet
    assert "<html" in page and 'class="keys__groups"' in page
    assert page.count("<h1") == 1
