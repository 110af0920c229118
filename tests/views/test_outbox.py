"""The outbox of a department: what it asked of others, and whose move it is."""

import datetime

import pytest

from board.actions.agreement import accept_task, confirm_task, decline_task
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.models import Task

ADDRESS = "/boards/SAL/outbox/"


@pytest.fixture
def sam(cast):
    return cast.person("sam", "Sam Weber", cast.sales)


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the lease", actor=cast.vera)


def page(cast, user, address=ADDRESS, **query):
    answer = cast.client(user).get(address, query)
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


def test_it_says_who_has_it_what_was_promised_and_whose_move_it_is(cast, asked, sam):
    accept_task(asked, assignee=cast.ana, promised_on=datetime.date(2020, 1, 2), actor=cast.boris)

    html = page(cast, sam)

    for words in (
        "Check the lease",
        "Accepted",
        "Promised: 2 Jan 2020, overdue",
        "Ana Lima",
        "Vera Smirnova",
    ):
        assert words in html
    assert 'title="Legal">LEG<' in html
    deliver_task(asked, actor=cast.ana)
    assert '<span class="turn__who">Vera Smirnova</span>' in page(cast, sam)
    assert '<span class="turn__who">you</span>' in page(cast, cast.vera)


def test_what_is_of_ones_own_department_or_was_asked_by_another_is_not_there(cast, asked):
    own = ask_task(cast.sales, title="Our own", actor=cast.vera)
    theirs = ask_task(cast.sales, title="Asked of us", actor=cast.ana)

    html = page(cast, cast.vera, show="all")

    assert [task.title in html for task in (asked, own, theirs)] == [True, False, False]


def test_the_newest_stands_first_and_the_filters_have_addresses(cast, asked, sam):
    declined = ask_task(cast.legal, title="Declined one", actor=sam)
    decline_task(declined, reason="No", actor=cast.boris)
    closed = ask_task(cast.it, title="Closed one", actor=cast.vera)
    accept_task(closed, actor=cast.irina)
    deliver_task(closed, actor=cast.oleg)
    confirm_task(closed, actor=cast.vera)
    tasks = (closed, declined, asked)

    def shown(**query):
        html = page(cast, cast.vera, **query)
        places = {task.title: html.find(f">{task.title}</a>") for task in tasks}
        return sorted((title for title, place in places.items() if place >= 0), key=places.get)

    assert shown() == shown(show="open") == shown(show="nonsense") == ["Check the lease"]
    assert shown(show="over") == ["Closed one", "Declined one"]
    assert shown(show="all") == ["Closed one", "Declined one", "Check the lease"]
    assert shown(show="all", mine="1") == ["Closed one", "Check the lease"]


def test_a_restricted_request_is_seen_by_who_asked_alone(cast, sam):
    secret = ask_task(cast.legal, title="A dismissal", is_restricted=True, actor=cast.vera)
    sarah = cast.person("sarah", "Sarah Stein", cast.sales, role="coordinator")

    assert [secret.title in page(cast, user) for user in (cast.vera, sam, sarah)] == [True, False, False]
    type(cast.vera).objects.filter(pk=cast.vera.pk).update(is_active=False)
    assert [secret.title in page(cast, user) for user in (sam, sarah)] == [False, True]


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}list/"])
def test_those_who_work_elsewhere_find_nothing(cast, asked, address):
    type(cast.sales).objects.update(is_open=True)

    assert page(cast, cast.ana, address) == page(cast, cast.oleg, address) == 404
    assert asked.title in page(cast, cast.irina, address)


def test_a_long_outbox_goes_on_by_key(cast, asked, monkeypatch):
    monkeypatch.setattr("board.queries.outbox.PAGE", 2)
    more = [ask_task(cast.legal, title=f"Another {number}", actor=cast.vera) for number in range(2)]

    first = page(cast, cast.vera, mine="1")
    second = page(cast, cast.vera, mine="1", after=more[0].pk)

    assert f"?show=open&amp;mine=1&amp;after={more[0].pk}" in first
    assert [asked.title in html for html in (first, second)] == [False, True]
    assert f'hx-get="/boards/SAL/outbox/list/?show=open&amp;mine=1&amp;after={more[0].pk}"' in second


def test_its_cost_does_not_depend_on_how_much_was_asked(cast, asked, sam, count_statements):
    client = cast.client(sam)
    with count_statements(at_most=10) as few:
        client.get(ADDRESS)
    for number in range(30):
        ask_task(cast.legal, title=f"Another {number}", actor=cast.vera)
    Task.objects.filter(pk__gt=asked.pk + 15).update(is_restricted=True)
    for user in (sam, cast.irina):
        client = cast.client(user)
        with count_statements(at_most=few.number):
            client.get(ADDRESS)
