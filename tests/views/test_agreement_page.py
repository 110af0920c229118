"""The page of a task between two departments: whose move it is, who has had it, and what the reader may do."""

import datetime
import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from board.actions.agreement import accept_task, cancel_task, confirm_task, decline_task, return_task
from board.actions.comments import add_comment
from board.actions.hops import ask_task, hand_off_task
from board.actions.moves import deliver_task
from board.actions.waiting import wait_for
from board.models import Role, Task


@pytest.fixture
def asked(cast):
    return ask_task(
        cast.legal, title="Check the lease", actor=cast.vera, wanted_on=datetime.date(2026, 12, 1)
    )


def page_of(cast, user, task):
    return html.unescape(cast.client(user).get(reverse("task", args=[task.pk])).content.decode())


def head_of(cast, user, task):
    """Return the words of the line that says whose move it is."""
    line = re.search(rf'id="task-{task.pk}-turn".*?</p>', page_of(cast, user, task), re.DOTALL).group()
    return " ".join(re.sub("<[^>]*>", " ", line.split(">", 1)[1]).split())


def steps_of(cast, user, task):
    """Return the verbs that are offered, in their order."""
    page = page_of(cast, user, task)
    found = re.findall(rf'(?:href|action)="/tasks/{task.pk}/([a-z-]+)/"', page)
    verbs = {"accept", "decline", "hand-off", "deliver", "take-back", "confirm", "return", "reopen", "cancel"}
    return [name for name in found if name in verbs | {"wait", "resume"}]


def test_the_head_says_whose_move_it_is_to_each_side(cast, asked):
    Task.objects.filter(pk=asked.pk).update(turn_since=timezone.now() - datetime.timedelta(days=3))
    assert re.fullmatch(r"Legal’s move since \w+day · 3 days", head_of(cast, cast.vera, asked))

    accept_task(asked, assignee=cast.ana, actor=cast.boris)
    assert head_of(cast, cast.vera, asked).startswith("Ana Lima’s move since")
    assert head_of(cast, cast.ana, asked).startswith("Your move since")

    wait_for(asked, on="third", note="the notary", actor=cast.ana)
    assert head_of(cast, cast.vera, asked).startswith("Waits on a third party: the notary since")

    wait_for(asked, on="requester", note="Which lease?", actor=cast.ana)
    assert head_of(cast, cast.vera, asked).startswith("Your move since")
    assert "Which lease?" in page_of(cast, cast.vera, asked)
    assert "Answer in a comment: that ends the waiting." in page_of(cast, cast.vera, asked)
    assert 'href="#new-comment-text">Answer' in page_of(cast, cast.vera, asked)
    assert "Answer in a comment" not in page_of(cast, cast.ana, asked)
    assert "#new-comment-text" not in page_of(cast, cast.ana, asked)

    deliver_task(asked, actor=cast.ana)
    assert head_of(cast, cast.ana, asked).startswith("Vera Smirnova’s move since")
    assert "It closes by itself after" in page_of(cast, cast.ana, asked)

    confirm_task(asked, actor=cast.vera)
    assert head_of(cast, cast.ana, asked) == "Closed"
    assert "Vera Smirnova confirmed this" in page_of(cast, cast.ana, asked)


@pytest.fixture
def people(cast):
    """Return who stands where; Wim coordinates Sales."""
    wim = cast.person("wim", "Wim Wit", cast.sales, role=Role.COORDINATOR)
    return {"boris": cast.boris, "ana": cast.ana, "vera": cast.vera, "wim": wim, "irina": cast.irina}


STEPS = {
    "submitted": {
        "boris": ["accept", "decline", "hand-off"],
        "ana": ["accept"],
        "vera": ["cancel"],
        "wim": ["cancel"],
        "irina": ["accept", "decline", "hand-off", "cancel"],
    },
    "accepted": {
        "boris": ["deliver", "wait", "hand-off"],
        "ana": ["deliver", "wait"],
        "vera": ["cancel"],
        "wim": ["cancel"],
    },
    "waiting": {"ana": ["deliver", "resume"], "vera": ["cancel"]},
    "delivered": {
        "boris": ["take-back"],
        "ana": ["take-back"],
        "vera": ["confirm", "return"],
        "wim": ["confirm", "return"],
        "irina": ["confirm", "return", "take-back"],
    },
    "closed": {"boris": [], "ana": [], "vera": ["reopen"], "wim": ["reopen"]},
    "declined": {"boris": [], "ana": [], "vera": ["reopen"], "wim": ["reopen"]},
}


def bring(cast, task, state):
    if state == "declined":
        return decline_task(task, reason="Not ours", actor=cast.boris)
    if state == "submitted":
        return None
    accept_task(task, assignee=cast.ana, actor=cast.boris)
    if state == "waiting":
        return wait_for(task, on="third", note="the notary", actor=cast.ana)
    if state in ("delivered", "closed"):
        deliver_task(task, actor=cast.ana)
    if state == "closed":
        confirm_task(task, actor=cast.vera)
    return None


@pytest.mark.parametrize(("state", "who"), [(state, who) for state in STEPS for who in STEPS[state]])
def test_exactly_what_the_reader_may_do_now_is_offered_and_works(cast, asked, people, state, who):
    bring(cast, asked, state)

    offered = steps_of(cast, people[who], asked)

    assert offered == STEPS[state][who]
    client = cast.client(people[who])
    for name in set(offered) - {"confirm", "take-back", "resume"}:
        assert client.get(f"/tasks/{asked.pk}/{name}/").status_code == 200


def test_a_task_of_ones_own_department_shows_no_agreement(cast):
    task = cast.task()

    page = page_of(cast, cast.boris, task)

    assert f"task-{task.pk}-turn" not in page and f"task-{task.pk}-stays" not in page
    assert steps_of(cast, cast.boris, task) == ["wait", "hand-off", "cancel"]
    assert steps_of(cast, cast.ana, task) == ["wait", "cancel"]


def test_the_ledger_says_who_passed_it_to_whom_and_why(cast, asked):
    # Days are those of the calendar, also an hour after midnight.
    started = timezone.now() - datetime.timedelta(days=5)
    Task.objects.filter(pk=asked.pk).update(created_at=started)
    asked.hops.update(started_at=started)
    asked.refresh_from_db()
    olga = cast.person("olga", "Olga Reza", cast.it, role=Role.COORDINATOR)
    hand_off_task(asked, department=cast.it, reason="They keep the <leases>", actor=cast.boris)
    asked.hops.filter(ended_at=None).update(started_at=timezone.now() - datetime.timedelta(hours=3))

    page = page_of(cast, cast.vera, asked)
    assert "Vera Smirnova asked Legal" in page
    assert "Boris Orlov handed it off from Legal to IT" in page
    assert "They keep the <leases>" in page
    assert "5 days since it was asked" in page and "3 hours so far" in page
    assert "departments have had this task" not in page

    hr = type(cast.it).objects.create(name="HR", code="HR", email="hr@example.com")
    hand_off_task(asked, department=hr, reason="No, theirs", actor=olga)
    assert "3 departments have had this task" in page_of(cast, cast.vera, asked)


def test_what_is_cancelled_can_be_asked_again_by_who_asked(cast, asked):
    cancel_task(asked, actor=cast.vera)

    again = f"/tasks/new/?again={asked.pk}"
    assert again in page_of(cast, cast.vera, asked)
    assert again not in page_of(cast, cast.boris, asked)
    assert "Check the lease" in html.unescape(cast.client(cast.vera).get(again).content.decode())


def test_a_ledger_ends_with_the_task(cast, asked):
    decline_task(asked, reason="Not ours", actor=cast.boris)
    past = timezone.now() - datetime.timedelta(days=9)
    Task.objects.filter(pk=asked.pk).update(created_at=past, turn_since=past + datetime.timedelta(days=4))
    asked.hops.update(started_at=past)

    page = page_of(cast, cast.vera, asked)

    assert "4 days in all" in page
    assert "so far" not in page


def test_who_asked_edits_the_words_until_it_is_accepted(cast, asked):
    client, title = cast.client(cast.vera), reverse("task_title", args=[asked.pk])
    assert f'href="{title}"' in page_of(cast, cast.vera, asked)
    assert client.post(title, {"title": "Check both leases", "version": 1}).status_code == 302
    assert (
        client.post(reverse("task_wanted", args=[asked.pk]), {"wanted_on": "2026-12-09"}).status_code == 302
    )

    accept_task(asked, actor=cast.boris)

    assert f'href="{title}"' not in page_of(cast, cast.vera, asked)
    assert client.get(title).status_code == 404
    late = client.post(reverse("task_wanted", args=[asked.pk]), {"wanted_on": "2026-12-10"})
    assert (late.status_code, "Boris Orlov accepted this" in late.content.decode()) == (409, True)
    assert "Check both leases" in page_of(cast, cast.vera, asked)


def test_the_wish_is_not_the_owners_to_change(cast, asked):
    address = reverse("task_wanted", args=[asked.pk])
    assert cast.client(cast.boris).post(address, {"wanted_on": "2026-12-09"}).status_code == 404
    asked.refresh_from_db()
    assert asked.wanted_on != datetime.date(2026, 12, 9)


@pytest.mark.parametrize("name", ["task", "task_panel"])
@pytest.mark.parametrize("times", [0, 1, 3])
def test_the_page_costs_the_same_however_often_it_went_to_and_fro(cast, asked, count_statements, name, times):
    accept_task(asked, actor=cast.boris)
    for _time in range(times):
        deliver_task(asked, actor=cast.ana)
        return_task(asked, reason="Once more", actor=cast.vera)
    deliver_task(asked, actor=cast.ana)
    client = cast.client(cast.vera)
    client.post(reverse("task_seen", args=[asked.pk]), {"activity": asked.activities.first().pk})
    root = add_comment(asked, text="A question", actor=cast.ana)
    add_comment(asked, text="An answer", parent=root, actor=cast.boris)

    with count_statements(at_most=12):
        assert client.get(reverse(name, args=[asked.pk])).status_code == 200
