"""Mails are ended by a POST with the key in each of them, and by nothing else."""

import re

import pytest
from django.core import signing
from django.test import Client

from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.models import Delivery, Group, Mail, Notification, Preference, User, Watch
from board.tokens import invitation_token, unsubscribe_token
from tests.notifications.peer import peer
from tests.notifications.post import deliver, forget_mails

__all__ = ["peer"]

VERA = "vera@example.com"


@pytest.fixture
def task(cast):
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    forget_mails()
    return task


@pytest.fixture
def program():
    """A mail program: no cookie, no token of a form, no Sec-Fetch-Site."""
    return Client(enforce_csrf_checks=True)


def address_in(message):
    return message["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")


def is_muted(task, person):
    return Watch.objects.filter(task=task, user=person, is_muted=True).exists()


def click(program, address):
    return program.post(address, {"List-Unsubscribe": "One-Click"})


def test_one_click_in_a_mail_program_mutes_the_task(cast, peer, task, program):
    add_comment(task, text="One", actor=cast.boris)
    address = address_in(deliver(peer)[VERA][0])

    assert click(program, address).status_code == 200

    assert is_muted(task, cast.vera)
    add_comment(task, text="Two", actor=cast.boris)
    assert VERA not in deliver(peer)


def test_opening_the_page_changes_nothing(cast, task, program):
    address = f"/unsubscribe/{unsubscribe_token(cast.vera, task=task)}/"

    for method in (program.get, program.head):
        assert method(address).status_code == 200

    assert not is_muted(task, cast.vera)
    page = program.get(address).content.decode()
    assert f"Task #{task.pk} will be muted" in page
    assert re.search(r'<form class="[^"]*" method="post">', page)
    program.post(address)
    assert is_muted(task, cast.vera)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_method_ends_anything(cast, task, program, method):
    assert (
        getattr(program, method)(f"/unsubscribe/{unsubscribe_token(cast.vera, task=task)}/").status_code
        == 405
    )
    assert not is_muted(task, cast.vera)


def test_a_page_of_another_site_cannot_end_it(cast, task, program):
    address = f"/unsubscribe/{unsubscribe_token(cast.vera, task=task)}/"

    assert program.post(address, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert not is_muted(task, cast.vera)


def test_a_click_in_a_digest_ends_what_is_in_the_digest(cast, peer, task, program):
    mail = Mail.objects.create(kind="digest", user=cast.boris, key="digest")
    Notification.objects.filter(user=cast.boris).update(mail=mail, delivery=Delivery.DIGEST)
    (message,) = deliver(peer)["boris@example.com"]

    click(program, address_in(message))

    chosen = dict(Preference.objects.filter(user=cast.boris).values_list("group", "delivery"))
    assert chosen == {Group.WATCHED: Delivery.APP}


def test_a_click_in_a_mail_about_many_tasks_ends_such_mails(cast, peer, program):
    for place in range(6):
        ask_task(cast.legal, title=f"Request {place}", actor=cast.vera)
    (message,) = deliver(peer)["boris@example.com"]

    click(program, address_in(message))
    ask_task(cast.legal, title="One more", actor=cast.vera)

    assert "boris@example.com" not in deliver(peer)
    assert Notification.objects.filter(user=cast.boris).count() == 7


def test_a_second_click_is_as_good_as_the_first(cast, task, program):
    address = f"/unsubscribe/{unsubscribe_token(cast.vera, groups=[Group.REQUESTS])}/"

    assert [click(program, address).status_code for _time in range(2)] == [200, 200]
    assert Preference.objects.get(user=cast.vera).delivery == Delivery.APP


def test_the_page_speaks_the_language_of_whose_mail_it_was(cast, task, program):
    User.objects.filter(pk=cast.vera.pk).update(language="ru")

    answer = program.get(
        f"/unsubscribe/{unsubscribe_token(cast.vera, task=task)}/", HTTP_ACCEPT_LANGUAGE="en"
    )

    assert '<html lang="ru"' in answer.content.decode()


def test_it_ends_the_mails_of_their_reader_whoever_has_signed_in(cast, task):
    cast.client(cast.ana).post(f"/unsubscribe/{unsubscribe_token(cast.vera, task=task)}/")

    assert is_muted(task, cast.vera)
    assert not is_muted(task, cast.ana)


def test_a_key_that_is_none_is_the_usual_404(cast, task, program):
    good = unsubscribe_token(cast.vera, task=task)
    gone = cast.person("gone", "Gone", cast.sales)
    left = unsubscribe_token(gone, task=task)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    keys = [
        good[:-1] + ("a" if good[-1] != "a" else "b"),
        "no-key",
        invitation_token(cast.vera),
        signing.dumps({"user": cast.vera.pk, "task": task.pk}),
        left,
    ]

    answers = [ask(f"/unsubscribe/{key}/") for key in keys for ask in (program.get, program.post)]

    assert {answer.status_code for answer in answers} == {404}
    usual = cast.client(cast.vera).get("/tasks/99999/")
    assert usual.status_code == 404 and "<form" not in answers[0].content.decode()
    assert program.get(f"/unsubscribe/{good}/").status_code == 200
    assert not is_muted(task, gone)
