"""A board that the browser has already is not sent again; and whatever would look different is."""

import datetime

import pytest
from django.conf import settings
from django.urls import reverse

from board.actions.columns import shift_column
from board.actions.comments import add_comment
from board.actions.departments import edit_department, set_reading
from board.actions.hops import ask_task
from board.actions.moves import move_task
from board.actions.people import change_department, edit_person, set_administrator
from board.actions.preferences import choose_language, choose_theme
from board.models import Density, Department, Role, User

BOARD = "/boards/LEG/"


@pytest.fixture
def task(cast):
    return cast.task("Look at the lease", assignee=cast.ana)


def get(client, address=BOARD, etag="", **headers):
    return client.get(address, HTTP_IF_NONE_MATCH=etag, **headers)


def etag_of(client, address=BOARD):
    return get(client, address).headers["ETag"]


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_unchanged_is_answered_with_nothing(cast, task, htmx):
    client = cast.htmx(cast.ana) if htmx else cast.client(cast.ana)
    for address in (BOARD, reverse("column", args=["LEG", cast.todo.pk])):
        first = get(client, address)
        again = get(client, address, first.headers["ETag"])

        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert b"Look at the lease" in first.content
        for answer in (first, again):
            assert answer.headers["Cache-Control"] == "private, no-cache"
            assert answer.headers["ETag"] == first.headers["ETag"]


def test_a_304_costs_neither_columns_nor_a_page(cast, task, count_statements):
    client = cast.client(cast.ana)
    etag = etag_of(client)
    column = reverse("column", args=["LEG", cast.todo.pk])
    of_column = etag_of(client, column)

    with count_statements(at_most=4):
        assert get(client, etag=etag).status_code == 304
    with count_statements(at_most=3):
        assert get(client, column, of_column).status_code == 304


def move(cast, task):
    move_task(task, column=cast.doing.pk, after=None, actor=cast.boris)


def rename_the_board(cast, task):
    names = ("email", "color", "working_days", "time_zone")
    values = {name: getattr(cast.legal, name) for name in names}
    edit_department(cast.legal, name="Lawyers", **values, actor=cast.irina)


def rename_the_reader(cast, task):
    edit_person(
        cast.ana, name="Ana Maria", username="ana", email=cast.ana.email, language="", actor=cast.irina
    )


CHANGES = {
    "someone else moves a card": move,
    "something lands in the inbox": lambda cast, task: ask_task(cast.legal, title="Read", actor=cast.vera),
    "the bell has news": lambda cast, task: add_comment(task, text="Look", actor=cast.boris),
    "the language": lambda cast, task: choose_language(cast.ana, "ru", actor=cast.ana),
    "the theme": lambda cast, task: choose_theme(cast.ana, "dark", actor=cast.ana),
    "the density": lambda cast, task: User.objects.filter(pk=cast.ana.pk).update(density=Density.COMPACT),
    "the board's name": rename_the_board,
    "the reader's name": rename_the_reader,
    "the order of the columns": lambda cast, task: shift_column(cast.todo, by=1, actor=cast.boris),
    "the reader leads": lambda cast, task: change_department(
        cast.ana, department=cast.legal, role=Role.COORDINATOR, actor=cast.irina
    ),
    "the reader administers": lambda cast, task: set_administrator(cast.ana, is_admin=True, actor=cast.irina),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_looks_different_is_sent(cast, task, name):
    client = cast.client(cast.ana)
    etag = etag_of(client)
    assert get(client, etag=etag).status_code == 304

    CHANGES[name](cast, task)

    answer = get(client, etag=etag)
    assert answer.status_code == 200
    assert get(client, etag=answer.headers["ETag"]).status_code == 304


def test_a_new_day_is_sent(cast, task, monkeypatch):
    client = cast.client(cast.ana)
    etag, column = etag_of(client), reverse("column", args=["LEG", cast.todo.pk])
    of_column = etag_of(client, column)

    tomorrow = cast.legal.today() + datetime.timedelta(days=1)
    monkeypatch.setattr(Department, "today", lambda department: tomorrow)

    assert get(client, etag=etag).status_code == 200
    assert get(client, column, of_column).status_code == 200


def test_a_new_build_is_sent(cast, task, settings):
    client = cast.client(cast.ana)
    etag = etag_of(client)

    settings.BUILD_ID = "the next one"

    assert get(cast.client(cast.ana), etag=etag).status_code == 200


def test_a_page_with_a_message_is_never_kept(cast, task):
    client = cast.client(cast.ana)
    etag = etag_of(client)
    client.post(reverse("task_add", args=["LEG", cast.todo.pk]), {"titles": "One more"})

    with_message = get(client, etag=etag)
    assert b'class="message message--success"' in with_message.content
    assert (with_message.status_code, with_message.headers["Cache-Control"]) == (200, "private, no-store")
    assert "ETag" not in with_message.headers

    # The message has been shown; the page that was there before it is outdated by the new card.
    after = get(client, etag=etag)
    assert after.status_code == 200
    assert b'class="message message--success"' not in after.content


def test_a_message_alone_sends_the_page(cast, task):
    client = cast.client(cast.ana)
    etag = etag_of(client)
    client.post(reverse("task_watch", args=[task.pk]), {"choice": "mute"})

    assert get(client, etag=etag).status_code == 200
    assert get(client, etag=etag).status_code == 304


def test_another_person_in_the_same_browser_gets_a_page_of_their_own(cast, task):
    client = cast.client(cast.ana)
    etag, column = etag_of(client), reverse("column", args=["LEG", cast.todo.pk])
    of_column = etag_of(client, column)

    client.force_login(cast.boris, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert get(client, etag=etag).status_code == 200
    assert get(client, column, of_column).status_code == 200

    client.force_login(cast.ana, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert get(client, etag=etag).status_code == 200


def test_a_browser_that_has_lost_its_csrf_cookie_gets_a_page_with_tokens_that_fit(cast, task):
    client = cast.client(cast.ana)
    etag = etag_of(client)
    del client.cookies[settings.CSRF_COOKIE_NAME]

    assert get(client, etag=etag).status_code == 200


def test_who_has_lost_access_gets_404_and_never_304(cast, task):
    set_reading(cast.legal, is_open=True, actor=cast.irina)
    client, column = cast.client(cast.vera), reverse("column", args=["LEG", cast.todo.pk])
    etag, of_column = etag_of(client), etag_of(client, column)
    assert get(client, etag=etag).status_code == 304

    set_reading(cast.legal, is_open=False, actor=cast.irina)

    for any_etag in (etag, "*"):
        assert get(client, etag=any_etag).status_code == 404
        assert get(client, column, any_etag).status_code == 404
    assert get(client, column, of_column).status_code == 404


def test_who_is_signed_out_is_led_to_the_sign_in_and_never_304(cast, task):
    client = cast.client(cast.ana)
    etag = etag_of(client)

    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache"'

    assert get(client, etag=etag).status_code == 302


def test_other_pages_are_still_stored_nowhere(cast, task):
    client = cast.client(cast.ana)

    for address in ("/", "/boards/", reverse("task", args=[task.pk]), "/search/"):
        answer = client.get(address)
        assert (answer.headers["Cache-Control"], answer.headers.get("ETag")) == ("private, no-store", None)


def test_the_quick_add_of_a_kept_column_works_without_a_script(cast, task):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana, backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.get(BOARD).content.decode()
    marker = f'form="add-{cast.todo.pk}"'
    field = page[: page.index(marker)].rpartition("<input")[2]
    token = field.partition('value="')[2].partition('"')[0]
    address = reverse("task_add", args=["LEG", cast.todo.pk])

    assert client.post(address, {"titles": "Without"}).status_code == 403
    assert client.post(address, {"titles": "With", "csrfmiddlewaretoken": token}).status_code == 302
    assert list(cast.todo.tasks.values_list("title", flat=True).order_by("position")) == ["With", task.title]
