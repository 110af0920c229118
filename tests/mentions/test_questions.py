"""The question before someone is named who cannot see the task, as forms."""

import pytest
from django.urls import reverse

from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.models import Watch


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the contract", actor=cast.vera)


def addresses(task, comment):
    return {
        "add": (reverse("comment_add", args=[task.pk]), {"readers": "shared"}),
        "reply": (reverse("comment_reply", args=[comment.pk]), {}),
        "edit": (reverse("comment_edit", args=[comment.pk]), {"version": 1}),
    }


@pytest.mark.parametrize("browser", ["client", "htmx"])
@pytest.mark.parametrize("form", ["add", "reply", "edit"])
def test_the_form_comes_back_with_the_text_and_two_answers(cast, asked, form, browser):
    comment = add_comment(asked, text="A question", actor=cast.ana)
    address, data = addresses(asked, comment)[form]
    client = getattr(cast, browser)(cast.ana)

    answer = client.post(address, {**data, "text": "Ask @oleg about it"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Oleg Petrov cannot see this task. Give access?" in html
    assert "Ask @oleg about it</textarea>" in html
    assert f'name="give" value="{cast.oleg.pk} "' in html and f'name="omit" value="{cast.oleg.pk} "' in html
    assert not Watch.objects.filter(user=cast.oleg).exists()

    answer = client.post(address, {**data, "text": "Ask @oleg about it", "give": f"{cast.oleg.pk} "})

    assert answer.status_code == (204 if browser == "htmx" else 302)
    assert Watch.objects.get(task=asked, user=cast.oleg).granted
    assert "Ask " in cast.client(cast.oleg).get(reverse("task", args=[asked.pk])).content.decode()


def test_sending_without_a_mention_is_one_press(cast, asked):
    address, data = reverse("comment_add", args=[asked.pk]), {"text": "Ask @oleg"}

    assert cast.client(cast.ana).post(address, {**data, "omit": f"{cast.oleg.pk} "}).status_code == 302
    assert not Watch.objects.filter(user=cast.oleg).exists()
    assert not asked.mentions.exists()


def test_who_cannot_give_access_is_told_so_and_has_one_answer(cast, asked):
    mila = cast.person("mila", "Mila", cast.sales)
    answer = cast.htmx(mila).post(reverse("comment_add", args=[asked.pk]), {"text": "@oleg"})

    html = answer.content.decode()
    assert "you cannot give access to it" in html
    assert 'name="omit"' in html and 'name="give"' not in html


@pytest.mark.parametrize("value", ["", "x", "0", "-1", "9" * 400, "1,2", "٣", "\x00", "1e9"])
def test_what_is_no_answer_is_asked_again(cast, asked, value):
    answer = cast.htmx(cast.ana).post(
        reverse("comment_add", args=[asked.pk]), {"text": "@oleg", "give": value, "omit": value}
    )
    assert answer.status_code == 409
    assert not asked.comments.exists()


def test_the_readers_of_an_internal_comment_keep_their_place_in_the_answer(cast, asked):
    data = {"text": "@oleg", "readers": "internal"}
    answer = cast.htmx(cast.ana).post(reverse("comment_add", args=[asked.pk]), data)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Oleg Petrov does not work in Legal" in html
    assert 'name="give"' not in html
    assert html.index('value="internal"') < html.index("checked")
