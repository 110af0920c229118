"""How many will hear of a comment, said before it is written; and as many then do."""

import re

import pytest

from board.actions.agreement import accept_task
from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.actions.preferences import set_delivery
from board.actions.sharing import restrict_task
from board.actions.watches import mute_task, watch_task
from board.models import Comment, Group, Notification


@pytest.fixture
def asked(cast):
    """Vera asked Legal; Ana does it, Boris watches."""
    task = ask_task(cast.legal, title="Check the lease", actor=cast.vera)
    accept_task(task, assignee=cast.ana, actor=cast.boris)
    watch_task(task, actor=cast.boris)
    return task


def hearers(cast, user, task, **query):
    """Return {"shared" or "internal": the sentence}."""
    html = cast.client(user).get(f"/tasks/{task.pk}/comments/audience/", query).content.decode()
    return dict(re.findall(r'composer__(shared|internal)[^"]*">([^<]*)<', html))


def test_it_counts_who_hears_and_who_by_mail(cast, asked):
    assert hearers(cast, cast.vera, asked) == {
        "shared": "2 people hear of this, 1 by mail at once",
        "internal": "Nobody hears of this, unless you name them",
    }
    set_delivery(cast.boris, Group.WATCHED, "now", actor=cast.boris)
    assert hearers(cast, cast.vera, asked)["shared"] == "2 people hear of this, all by mail at once"
    set_delivery(cast.boris, Group.WATCHED, "app", actor=cast.boris)
    set_delivery(cast.ana, Group.ASSIGNMENTS, "digest", actor=cast.ana)
    assert hearers(cast, cast.vera, asked)["shared"] == "2 people hear of this, none by mail at once"
    mute_task(asked, actor=cast.boris)
    assert hearers(cast, cast.vera, asked)["shared"] == "1 person hears of this, without a mail at once"


def test_an_internal_one_is_heard_of_on_ones_own_side(cast, asked):
    assert hearers(cast, cast.boris, asked) == {
        "shared": "2 people hear of this, all by mail at once",
        "internal": "1 person hears of this, by mail at once",
    }


def test_a_reply_is_heard_of_in_its_thread_alone(cast, asked):
    sam = cast.person("sam", "Sam Weber", cast.sales)
    root = add_comment(asked, text="A question", actor=sam)
    mute_task(asked, actor=cast.boris)
    reply = add_comment(asked, text="An answer", parent=root, actor=cast.ana)
    type(sam).objects.get(pk=sam.pk).watches.all().delete()

    assert hearers(cast, cast.vera, asked)["shared"] == "1 person hears of this, by mail at once"
    for comment in (root, reply):
        assert hearers(cast, cast.vera, asked, parent=comment.pk) == {
            "shared": "2 people hear of this, all by mail at once"
        }


def test_a_reply_to_an_internal_one_is_as_internal(cast, asked):
    root = add_comment(asked, text="Between us", internal=True, actor=cast.ana)

    assert hearers(cast, cast.boris, asked, parent=root.pk) == {
        "internal": "1 person hears of this, by mail at once"
    }


@pytest.mark.parametrize("internal", [False, True])
def test_as_many_hear_of_it_as_was_said(cast, asked, internal):
    said = hearers(cast, cast.boris, asked)["internal" if internal else "shared"]
    comment = add_comment(asked, text="Look", internal=internal, actor=cast.boris)

    assert said.split()[0] == str(Notification.objects.filter(activity__comment=comment).count())


def test_who_may_not_read_the_comment_that_is_answered_finds_nothing(cast, asked):
    internal = add_comment(asked, text="Between us", internal=True, actor=cast.ana)
    elsewhere = add_comment(cast.task(), text="Elsewhere", actor=cast.ana)
    address = f"/tasks/{asked.pk}/comments/audience/"

    def status(user, parent):
        return cast.client(user).get(address, {"parent": parent}).status_code

    assert status(cast.ana, internal.pk) == 200
    assert status(cast.vera, internal.pk) == status(cast.ana, elsewhere.pk) == status(cast.ana, 10**9) == 404
    assert status(cast.ana, "nonsense") == 200
    restrict_task(asked, is_restricted=True, actor=cast.boris)
    assert cast.client(cast.oleg).get(address).status_code == 404


def test_the_page_of_the_task_asks_for_it_later_and_only_where_something_new_is_written(
    cast, asked, count_statements
):
    own = add_comment(asked, text="Mine", actor=cast.ana)
    browser = cast.client(cast.ana)

    def asks(address):
        return f'hx-get="/tasks/{asked.pk}/comments/audience/' in browser.get(address).content.decode()

    assert asks(f"/tasks/{asked.pk}/") and asks(f"/comments/{own.pk}/reply/")
    assert not asks(f"/comments/{own.pk}/edit/")
    with count_statements(at_most=6):
        browser.get(f"/tasks/{asked.pk}/comments/audience/")
    assert Comment.objects.count() == 1
