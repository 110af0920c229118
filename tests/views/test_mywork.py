"""My work: what waits for me, what I do, what I asked, where I was named."""

import datetime

import pytest

from board.actions.agreement import accept_task, decline_task
from board.actions.comments import add_comment, delete_comment
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.actions.waiting import wait_for
from board.models import Mention, Task, User


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the lease", actor=cast.vera)


def section(cast, user, name, **query):
    """Return the HTML of one section of the page, or nothing where it has none."""
    html = cast.client(user).get("/", query).content.decode()
    _before, found, rest = html.partition(f'aria-labelledby="work-{name}"')
    return rest.split("</section>")[0] if found else ""


def test_it_is_the_start_page_for_everybody(cast, asked):
    for user in (cast.ana, cast.boris, cast.vera, cast.irina, cast.person("guest", "Guest", None)):
        answer = cast.client(user).get("/")
        assert answer.status_code == 200
        assert "<h1>My work</h1>" in answer.content.decode()
    html = cast.client(cast.irina).get("/").content.decode()
    assert "All done" in html and "To the boards" in html


def test_the_inbox_waits_for_the_coordinators(cast, asked):
    more = [ask_task(cast.legal, title=f"Another {number}", actor=cast.vera) for number in range(6)]

    html = section(cast, cast.boris, "waiting")

    assert asked.title in html and "Vera Smirnova" in html and "Move: Legal" in html
    assert [task.title in html for task in more] == [True] * 4 + [False] * 2
    assert '<span class="work__count">7</span>' in html
    assert 'href="/boards/LEG/inbox/"' in html
    assert asked.title not in section(cast, cast.ana, "waiting")


def test_the_inbox_waits_for_all_where_nobody_coordinates(cast, asked):
    User.objects.filter(pk=cast.boris.pk).update(role="member")

    assert asked.title in section(cast, cast.ana, "waiting")


def test_what_was_delivered_waits_for_who_asked(cast, asked):
    accept_task(asked, actor=cast.boris)
    deliver_task(asked, actor=cast.ana)

    html = section(cast, cast.vera, "waiting")

    assert "Legal has delivered this." in html and "Move: you" in html
    assert f'action="/tasks/{asked.pk}/confirm/"' in html
    assert f'href="/tasks/{asked.pk}/return/"' in html
    assert asked.title not in section(cast, cast.ana, "waiting")


def test_a_question_waits_for_who_asked(cast, asked):
    accept_task(asked, actor=cast.boris)
    wait_for(asked, on="requester", note="Which lease?", actor=cast.ana)

    html = section(cast, cast.vera, "waiting")

    assert "Legal waits for an answer." in html and "Which lease?" in html
    assert f'href="/tasks/{asked.pk}/#new-comment"' in html
    wait_for(asked, on="third", note="the notary", actor=cast.ana)
    assert asked.title not in section(cast, cast.vera, "waiting")
    assert "Move: a third party: the notary" in section(cast, cast.vera, "asked")


def test_once_who_asked_has_left_it_waits_for_their_coordinator(cast, asked):
    sam = cast.person("sam", "Sam Weber", cast.sales)
    sarah = cast.person("sarah", "Sarah Stein", cast.sales, role="coordinator")
    accept_task(asked, actor=cast.boris)
    deliver_task(asked, actor=cast.ana)
    assert asked.title not in section(cast, sarah, "waiting")

    User.objects.filter(pk=cast.vera.pk).update(is_active=False)

    assert asked.title in section(cast, sarah, "waiting")
    assert asked.title not in section(cast, sam, "waiting")


def test_what_is_assigned_stands_under_its_date(cast, asked):
    today = cast.legal.today()
    dates = {"Overdue": -1, "Today": 0, "Later": 30}
    for heading, days in dates.items():
        cast.task(f"For {heading}", assignee=cast.ana, wanted_on=today + datetime.timedelta(days=days))
    cast.task("For No date", assignee=cast.ana)
    cast.task("Of another", assignee=cast.boris)
    accept_task(asked, assignee=cast.ana, promised_on=today, actor=cast.boris)

    html = section(cast, cast.ana, "assigned")

    places = [html.index(f">{heading}</h3>") for heading in ("Overdue", "Today", "Later", "No date")]
    assert places == sorted(places)
    for heading in (*dates, "No date"):
        assert html.index(f">{heading}</h3>") < html.index(f"For {heading}")
    assert "Promised for today" in html and "Vera Smirnova" in html
    assert "Of another" not in html


def test_what_i_asked_says_how_it_stands(cast, asked):
    other = ask_task(cast.it, title="A laptop", actor=cast.vera)
    declined = ask_task(cast.it, title="A helicopter", actor=cast.vera)
    decline_task(declined, reason="No", actor=cast.irina)
    long_ago = ask_task(cast.it, title="A yacht", actor=cast.vera)
    decline_task(long_ago, reason="No", actor=cast.irina)
    Task.objects.filter(pk=long_ago.pk).update(turn_since=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    accept_task(asked, assignee=cast.ana, promised_on=datetime.date(2020, 1, 2), actor=cast.boris)

    html = section(cast, cast.vera, "asked")

    assert html.index("A helicopter") < html.index("A laptop") < html.index(asked.title)
    for words in ("Move: IT", "Move: Ana Lima", "Promised: 2 Jan 2020, overdue", "nobody’s move", "Declined"):
        assert words in html
    assert long_ago.title not in html
    assert other.title not in section(cast, cast.ana, "asked")


def test_mentions_lead_to_where_one_was_named_as_long_as_one_may_read_it(cast, asked):
    def named(user, text, **fields):
        comment = add_comment(asked, text=text, actor=cast.ana, **fields)
        Mention.objects.get_or_create(
            task=asked, comment=comment, user=user, defaults={"written": user.username}
        )
        return comment

    comment = named(cast.vera, "@vera see <b>page 4</b>")
    gone = named(cast.vera, "@vera never mind")
    delete_comment(gone, actor=cast.ana)
    Mention.objects.create(task=asked, user=cast.oleg, written="oleg")

    html = section(cast, cast.vera, "mentions")

    assert "Ana Lima" in html and "see &lt;b&gt;page 4&lt;/b&gt;" in html
    assert f'href="/comments/{comment.pk}/"' in html
    assert "never mind" not in html
    assert asked.title not in section(cast, cast.oleg, "mentions")

    comment.internal_to = cast.legal
    comment.save(update_fields=["internal_to"])
    assert "page 4" not in section(cast, cast.vera, "mentions")


@pytest.mark.parametrize("name", ["waiting", "assigned", "asked", "mentions"])
def test_a_long_section_goes_on_by_key(cast, monkeypatch, name):
    monkeypatch.setattr("board.queries.mywork.SHORT", 2)
    monkeypatch.setattr("board.queries.mywork.LONG", 3)
    oldest_first = name in ("waiting", "assigned")
    titles = [f"Number {number}" for number in range(5)]
    for title in titles:
        task = ask_task(cast.legal, title=title, actor=cast.vera)
        accept_task(task, assignee=cast.ana, actor=cast.boris)
        Mention.objects.create(task=task, user=cast.vera, written="vera")
        if name == "waiting":
            deliver_task(task, actor=cast.ana)
    reader = cast.ana if name == "assigned" else cast.vera
    order = titles if oldest_first else titles[::-1]

    def shown(**query):
        html = section(cast, reader, name, **query)
        return [title for title in order if title in html], html

    short, html = shown()
    assert short == order[:2] and f'href="/?show={name}"' in html
    first, html = shown(show=name)
    assert first == order[:3]
    key = html.partition(f"?show={name}&amp;after=")[2].partition('"')[0]
    rest, html = shown(show=name, after=key)
    assert rest == order[3:] and "after=" not in html


def test_its_cost_does_not_depend_on_how_much_there_is(cast, asked, count_statements):
    def read(user, at_most):
        client = cast.client(user)
        with count_statements(at_most=at_most) as counted:
            client.get("/")
        return counted.number

    few = {user: read(user, 12) for user in (cast.ana, cast.boris, cast.vera)}
    for number in range(25):
        cast.task(f"Ours {number}", assignee=cast.ana)
        task = ask_task(cast.legal, title=f"Another {number}", actor=cast.vera)
        Mention.objects.create(task=task, user=cast.vera, written="vera")
        if number % 2:
            accept_task(task, assignee=cast.boris, actor=cast.boris)
            deliver_task(task, actor=cast.boris)
    for user, number in few.items():
        read(user, number)
