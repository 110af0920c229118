"""The inbox of a department: what was asked of it, for those who work there."""

import pytest

from board.actions.agreement import accept_task
from board.actions.hops import ask_task, hand_off_task
from board.models import RequestType, Task


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the lease", actor=cast.vera)


def page(cast, user, address="/boards/LEG/inbox/", **query):
    answer = cast.client(user).get(address, query)
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


def test_the_oldest_stands_first_with_all_that_one_needs_to_decide(cast, asked):
    contract = RequestType.objects.create(department=cast.legal, name_en="Contract", name_ru="Договор")
    later = ask_task(
        cast.legal,
        title="Read <b>this</b>",
        priority=3,
        wanted_on=cast.legal.today(),
        request_type=contract,
        is_restricted=True,
        actor=cast.vera,
    )

    html = page(cast, cast.boris)

    assert html.index(asked.title) < html.index("Read &lt;b&gt;this&lt;/b&gt;")
    for words in ("Vera Smirnova", "Urgent", "Wanted today", "Restricted", "Contract", "Move: Legal"):
        assert words in html
    assert 'title="Sales">SAL<' in html
    assert f'href="/tasks/{later.pk}/accept/"' in html


def test_what_has_an_answer_is_gone(cast, asked):
    accept_task(asked, actor=cast.boris)

    assert asked.title not in page(cast, cast.boris)
    assert "The inbox is empty" in page(cast, cast.boris)


def test_what_was_handed_off_says_by_whom_and_why(cast, asked):
    hand_off_task(asked, department=cast.it, reason="It is about a laptop", actor=cast.boris)

    html = page(cast, cast.oleg, "/boards/IT/inbox/")

    assert "Handed off by Legal: It is about a laptop" in html
    assert "Vera Smirnova" in html and 'title="Sales">SAL<' in html


def test_a_member_may_accept_and_the_coordinators_the_rest_too(cast, asked):
    verbs = ("accept", "decline", "hand-off", "duplicate")

    def offered(user):
        return [f'href="/tasks/{asked.pk}/{verb}/"' in page(cast, user) for verb in verbs]

    assert offered(cast.ana) == [True, False, False, False]
    assert offered(cast.boris) == offered(cast.irina) == [True] * 4


@pytest.mark.parametrize(
    "address", ["/boards/LEG/inbox/", "/boards/LEG/inbox/list/", "/boards/LEG/inbox/count/"]
)
def test_those_who_work_elsewhere_find_nothing_even_where_the_board_is_open(cast, asked, address):
    type(cast.legal).objects.update(is_open=True)

    assert page(cast, cast.vera, address) == page(cast, cast.oleg, address) == 404
    assert page(cast, cast.ana, address) != 404


def test_a_restricted_request_leaves_no_trace_for_a_member(cast):
    ask_task(cast.legal, title="A dismissal", is_restricted=True, actor=cast.vera)

    assert "A dismissal" not in page(cast, cast.ana)
    assert page(cast, cast.ana, "/boards/LEG/inbox/count/") == ""
    assert 'id="inbox-count"' in page(cast, cast.ana, "/boards/") and ">1</span>" not in page(cast, cast.ana)
    assert "A dismissal" in page(cast, cast.boris)
    assert page(cast, cast.boris, "/boards/LEG/inbox/count/") == "1"


def test_the_navigation_says_how_much_waits_and_forgets_nothing(cast, asked):
    assert page(cast, cast.ana, "/boards/").count(">1</span>") == 1
    other = ask_task(cast.legal, title="Another", actor=cast.vera)
    assert page(cast, cast.ana, "/boards/").count(">2</span>") == 1

    accept_task(other, actor=cast.boris)
    accept_task(asked, actor=cast.boris)

    assert page(cast, cast.ana, "/boards/LEG/inbox/count/") == ""


def test_a_neglected_inbox_is_not_counted_to_its_end(cast, asked, monkeypatch):
    monkeypatch.setattr("board.queries.inbox.COUNTED", 3)
    for number in range(3):
        ask_task(cast.legal, title=f"Another {number}", actor=cast.vera)

    assert page(cast, cast.boris, "/boards/LEG/inbox/count/") == "2+"


def test_a_long_inbox_goes_on_by_key(cast, asked, monkeypatch):
    monkeypatch.setattr("board.queries.inbox.PAGE", 2)
    more = [ask_task(cast.legal, title=f"Another {number}", actor=cast.vera) for number in range(2)]

    first, second = page(cast, cast.boris), page(cast, cast.boris, after=more[0].pk)

    assert f"?after={more[0].pk}" in first
    assert [more[1].title in html for html in (first, second)] == [False, True]
    assert f'hx-get="/boards/LEG/inbox/list/?after={more[0].pk}"' in second
    assert "No more here" in page(cast, cast.boris, after=more[1].pk)
    assert asked.title in page(cast, cast.boris, after="nonsense")


def test_its_cost_does_not_depend_on_how_much_waits(cast, asked, count_statements):
    client = cast.client(cast.ana)
    with count_statements(at_most=10) as few:
        client.get("/boards/LEG/inbox/")
    for number in range(30):
        ask_task(cast.legal, title=f"Another {number}", actor=cast.vera)
    Task.objects.filter(pk__gt=asked.pk).update(is_restricted=True)
    for user in (cast.ana, cast.boris, cast.irina):
        client = cast.client(user)
        with count_statements(at_most=few.number):
            client.get("/boards/LEG/inbox/")
