"""The list of notifications and the count in the header: by task, for their reader alone, until they are read."""

import re

import pytest

from board.actions.agreement import accept_task
from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.actions.sharing import give_access, restrict_task
from board.actions.visits import see_task
from board.actions.watches import watch_task
from board.models import User

ADDRESS = "/notifications/"


@pytest.fixture
def asked(cast):
    """Vera asks Legal, so Boris hears of it."""
    return ask_task(cast.legal, title="Check the <lease>", actor=cast.vera)


def page(cast, user, address=ADDRESS, **query):
    return cast.client(user).get(address, query).content.decode()


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def count(cast, user):
    return page(cast, user, "/notifications/count/")


def test_a_line_says_what_happened_who_did_it_and_why_one_hears_of_it(cast, asked):
    html = page(cast, cast.boris)

    words = words_of(html.partition('id="notifications"')[2])
    assert "Check the &lt;lease&gt;" in words and f"#{asked.pk}" in words
    assert "Move: Legal" in words
    assert "Vera Smirnova asked Legal for this" in words
    assert "because it concerns your department" in words
    assert f'avatar--{cast.vera.color}" aria-hidden="true">VS<' in html


def test_a_comment_shows_how_it_begins_and_leads_there(cast, asked):
    comment = add_comment(asked, text="@boris see <b>page 4</b>\n\nand " + "more " * 100, actor=cast.vera)

    html = page(cast, cast.boris)

    assert f'href="/comments/{comment.pk}/"' in html
    assert "see &lt;b&gt;page 4&lt;/b&gt; and more" in html and "more " * 60 not in html
    assert "because you are mentioned" in words_of(html)


def test_the_task_with_the_latest_news_comes_first_and_is_listed_once(cast, asked):
    other = ask_task(cast.legal, title="Another", actor=cast.vera)
    assert page(cast, cast.boris).index("Another") < page(cast, cast.boris).index("Check the")

    watch_task(asked, actor=cast.boris)
    add_comment(asked, text="Please", actor=cast.vera)
    html = page(cast, cast.boris)

    assert html.index("Check the") < html.index("Another")
    assert html.count(f'id="line-{asked.pk}"') == html.count(f'id="line-{other.pk}"') == 1
    assert html.count('class="notice notice--unread"') == 3


def test_much_news_of_one_task_is_cut_short(cast, asked, monkeypatch):
    monkeypatch.setattr("board.queries.notifications.SHOWN", 2)
    for number in range(3):
        add_comment(asked, text=f"@boris number {number}", actor=cast.vera)

    html = page(cast, cast.boris)

    assert [f"number {number}" in html for number in range(3)] == [False, True, True]
    assert "and 2 more" in html


def test_what_was_read_is_gone_and_shown_with_all(cast, asked):
    see_task(asked, activity=asked.activities.last().pk, actor=cast.boris)

    assert "You have read everything" in page(cast, cast.boris)
    html = page(cast, cast.boris, all="1")
    assert "Check the" in html and "Mark as read" not in html
    assert 'hx-get="/notifications/list/?all=1"' in html


def test_who_never_heard_of_anything_reads_what_will_come(cast):
    assert "You have read everything" in page(cast, cast.oleg)
    assert "When it is your move" in page(cast, cast.oleg)
    assert "Nothing has happened yet" in page(cast, cast.oleg, all="1")


def test_nobody_reads_what_another_should_hear(cast, asked):
    for user in (cast.ana, cast.oleg, cast.irina, cast.vera):
        assert "Check the" not in page(cast, user, all="1")
        assert count(cast, user) == ""
    assert "Check the" in page(cast, cast.boris)


def test_a_task_that_one_may_not_see_any_more_vanishes(cast):
    task = cast.task("A dismissal", actor=cast.boris)
    watch_task(task, actor=cast.ana)
    add_comment(task, text="@ana look", actor=cast.boris)
    assert "A dismissal" in page(cast, cast.ana)
    assert count(cast, cast.ana) == "1"

    restrict_task(task, is_restricted=True, actor=cast.boris)

    assert "A dismissal" not in page(cast, cast.ana, all="1") and "look" not in page(cast, cast.ana)
    assert count(cast, cast.ana) == ""
    give_access(task, person=cast.ana, actor=cast.boris)
    assert "A dismissal" in page(cast, cast.ana)


def test_an_internal_comment_vanishes_for_who_changes_departments(cast, asked):
    accept_task(asked, assignee=cast.ana, actor=cast.boris)
    add_comment(asked, text="@ana between us", internal=True, actor=cast.boris)
    assert "between us" in page(cast, cast.ana)

    User.objects.filter(pk=cast.ana.pk).update(department=cast.it)
    give_access(asked, person=cast.ana, actor=cast.boris)

    html = page(cast, cast.ana)
    assert "between us" not in html and "Check the" in html


def test_the_header_of_every_page_counts_tasks_and_not_their_lines(cast, asked):
    add_comment(asked, text="@boris one", actor=cast.vera)
    add_comment(asked, text="@boris two", actor=cast.vera)
    ask_task(cast.legal, title="Another", actor=cast.vera)

    def bell(user, address):
        return re.search(r'id="bell-count"[^>]*>([^<]*)<', page(cast, user, address))[1]

    for address in (
        "/",
        "/boards/",
        "/boards/LEG/",
        f"/tasks/{asked.pk}/",
        ADDRESS,
        "/settings/",
        "/search/",
    ):
        assert bell(cast.boris, address) == "2"
        assert bell(cast.irina, address) == ""
    assert count(cast, cast.boris) == "2"


def test_many_are_not_counted_to_the_end(cast, monkeypatch):
    monkeypatch.setattr("board.queries.notifications.COUNTED", 3)
    for number in range(3):
        ask_task(cast.legal, title=f"Number {number}", actor=cast.vera)

    assert count(cast, cast.boris) == "2+"


def test_a_task_is_muted_and_followed_again_from_the_list(cast, asked):
    browser, fields = cast.client(cast.boris), {"next": ADDRESS}
    assert 'value="mute"' in page(cast, cast.boris)

    assert browser.post(f"/tasks/{asked.pk}/watch/", fields | {"choice": "mute"}).url == ADDRESS
    add_comment(asked, text="@boris hello", actor=cast.vera)
    html = page(cast, cast.boris)
    assert "Follow again" in html and "hello" not in html

    browser.post(f"/tasks/{asked.pk}/watch/", fields | {"choice": "watch"})
    add_comment(asked, text="@boris once more", actor=cast.vera)
    html = page(cast, cast.boris)
    assert 'value="mute"' in html and "once more" in html


def test_a_long_list_goes_on_by_key(cast, asked, monkeypatch):
    monkeypatch.setattr("board.queries.notifications.PAGE", 2)
    for number in range(2):
        ask_task(cast.legal, title=f"Number {number}", actor=cast.vera)

    first = page(cast, cast.boris)
    key = re.search(r'rel="next" href="/notifications/\?after=(\d+)"', first)[1]
    second = page(cast, cast.boris, after=key)

    assert ["Number 1" in first, "Number 0" in first, "Check the" in first] == [True, True, False]
    assert ["Number 1" in second, "Check the" in second, 'rel="next"' in second] == [False, True, False]
    assert f'hx-get="/notifications/list/?after={key}"' in second
    assert "No more here" in page(cast, cast.boris, after=1)
    assert "Number 1" in page(cast, cast.boris, after="nonsense")


def test_its_cost_does_not_depend_on_how_much_there_is(cast, asked, count_statements):
    browser = cast.client(cast.boris)
    for query in ("", "?all=1"):
        with count_statements(at_most=10) as few:
            browser.get(ADDRESS + query)
    for number in range(12):
        task = ask_task(cast.legal, title=f"Number {number}", actor=cast.vera)
        add_comment(task, text="@boris look", actor=cast.vera)
    for query in ("", "?all=1"):
        with count_statements(at_most=few.number):
            assert "Number 11" in browser.get(ADDRESS + query).content.decode()


def test_the_counts_of_the_header_cost_one_statement(cast, asked, count_statements):
    from board.queries.notifications import count_for_header

    for user in (cast.boris, cast.ana, cast.irina):
        reader = User.objects.for_request().get(pk=user.pk)
        for _time in range(2):
            with count_statements(at_most=1):
                count_for_header(reader)
    assert count_for_header(User.objects.for_request().get(pk=cast.boris.pk)) == ("1", "1")
