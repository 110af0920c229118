"""The pages for what goes wrong."""

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation

from board.views import errors

PAGES = {
    400: errors.bad_request,
    403: errors.forbidden,
    404: errors.not_found,
    429: errors.too_many_requests,
    500: errors.server_error,
    503: errors.unavailable,
}


@pytest.mark.parametrize("status", PAGES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_says_what_to_do_and_holds_no_form_token_or_path(status, language):
    with translation.override(language):
        response = PAGES[status](RequestFactory().get("/secret-path/"))

    text = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{language}"' in text
    assert f'<p class="empty__code">{status}</p>' in text
    for forbidden in ("<form", "csrf", "secret-path", "<script", "style="):
        assert forbidden not in text


@pytest.mark.parametrize("status", PAGES)
def test_over_an_open_page_it_is_a_toast(status):
    response = PAGES[status](RequestFactory().get("/", headers={"HX-Request": "true"}))

    text = response.content.decode()
    assert response.status_code == status
    assert text.strip().startswith('<hx-partial hx-target="#toasts" hx-swap="beforeend">')
    assert "<form" not in text


def test_a_page_that_cannot_be_made_is_replaced_by_plain_words(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    settings.STATIC_ROOT = "/nonexistent"
    engines["django"].engine.template_loaders[0].reset()

    response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert "Что-то пошло не так" in response.content.decode()


def test_what_one_may_not_see_and_what_is_not_there_look_the_same(cast):
    client = cast.client(cast.oleg)

    hidden, missing, nowhere = (client.get(path) for path in ("/boards/LEG/", "/boards/NONE/", "/nowhere/"))

    assert {hidden.status_code, missing.status_code, nowhere.status_code} == {404}
    assert hidden.content == missing.content == nowhere.content
    assert dict(hidden.headers) == dict(missing.headers) == dict(nowhere.headers)


def test_an_address_that_is_nothing_is_behind_the_sign_in(db):
    assert Client().get("/nowhere/").url == "/accounts/login/?next=/nowhere/"


def test_too_many_resets_from_one_address_end_with_a_page(db):
    client = Client()
    answers = [client.post("/accounts/password/reset/", {"email": f"a{n}@b.example"}) for n in range(11)]

    assert {answer.status_code for answer in answers[:10]} == {302}
    assert answers[10].status_code == 429
    assert "Too many tries" in answers[10].content.decode()
