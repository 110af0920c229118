"""People link the same tasks at the same moment."""

import threading
from collections import Counter

import pytest
from django.db import connection, transaction

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.actions.links import add_blocker
from board.errors import Refused
from board.models import Activity, Department, Link, LinkKind, Task, Verb
from tests.consistency import broken
from tests.races.crowd import PATIENCE, at_once, wait_until_somebody_waits

ROUNDS = 8


def post(visitor, task, path, **data):
    return lambda: visitor.post(f"/tasks/{task.pk}/{path}/", **data)


def block(visitor, task, blocker):
    return post(visitor, task, "blockers", blocker=blocker.pk)


def statuses(answers):
    return Counter(answer.status for answer in answers)


@pytest.fixture
def chief(cast, visit):
    """An administrator, who may work everywhere."""
    return visit(cast.irina)


def test_of_two_links_in_opposite_directions_one_is_made(cast, crowd, chief):
    for number in range(ROUNDS):
        ours = cast.task(f"Ours {number}")
        theirs = cast.task(f"Theirs {number}", column=cast.it.columns.first(), actor=cast.oleg)

        answers = at_once(block(chief, ours, theirs), block(chief, theirs, ours))

        assert statuses(answers) == {204: 1, 409: 1}
        assert "waits for this task itself" in next(a.text for a in answers if a.status == 409)
        assert Link.objects.filter(task__in=[ours, theirs]).count() == 1
    assert broken() == {}


def test_a_circle_over_boards_that_no_two_changes_share_is_not_closed(cast):
    """A → B and C → D are made at once, where B → C and D → A are there already: four boards, two changes."""
    boards = [
        cast.legal,
        cast.sales,
        cast.it,
        Department.objects.create(name="HR", code="HR", email="hr@example.com"),
    ]
    a, b, c, d = (ask_task(board, title=board.name, actor=cast.vera) for board in boards)
    add_blocker(c, blocker=b, actor=None)
    add_blocker(a, blocker=d, actor=None)
    made, outcome = threading.Event(), []

    def first():
        with transaction.atomic():
            add_blocker(b, blocker=a, actor=None)
            made.set()
            wait_until_somebody_waits()

    def second():
        made.wait(PATIENCE)
        try:
            add_blocker(d, blocker=c, actor=None)
        except Refused as refusal:
            outcome.append(refusal.message)

    at_once(_with_a_connection(first), _with_a_connection(second))

    assert outcome == [f"#{c.pk} waits for this task itself, so it cannot block it."]
    assert Link.objects.count() == 3


def _with_a_connection(errand):
    def run():
        try:
            errand()
        finally:
            connection.close()

    return run


def test_of_two_duplicates_of_each_other_one_is_declined(cast, crowd):
    boss = crowd[0]
    for _number in range(ROUNDS):
        first, second = (ask_task(cast.legal, title="Twice", actor=cast.vera) for _ in range(2))

        answers = at_once(
            post(boss, first, "duplicate", original=second.pk),
            post(boss, second, "duplicate", original=first.pk),
        )

        assert statuses(answers) == {204: 1, 409: 1}
        assert Task.objects.filter(pk__in=[first.pk, second.pk], state="declined").count() == 1
        assert Link.objects.filter(kind=LinkKind.DUPLICATE, task__in=[first, second]).count() == 1


def test_two_parents_that_want_the_same_part_at_once(cast, crowd):
    for _number in range(ROUNDS):
        first, second, part = cast.task(), cast.task(), ask_task(cast.it, title="Part", actor=cast.ana)

        answers = at_once(
            post(crowd[0], first, "children/add", child=part.pk),
            post(crowd[1], second, "children/add", child=part.pk),
        )

        assert statuses(answers) == {204: 1, 409: 1}


def test_blockers_that_end_in_opposite_directions_meet_no_deadlock(cast, crowd, chief):
    """Legal's ends and frees IT's, IT's ends and frees Legal's; each locks both boards."""
    done = cast.it.columns.last()
    for _number in range(ROUNDS):
        ours, waits = cast.task("Ours"), cast.task("Waits")
        theirs = cast.task("Theirs", column=cast.it.columns.first(), actor=cast.oleg)
        also_waits = cast.task("Also waits", column=cast.it.columns.first(), actor=cast.oleg)
        add_blocker(also_waits, blocker=ours, actor=None)
        add_blocker(waits, blocker=theirs, actor=None)

        answers = at_once(
            post(crowd[0], ours, "move", column=cast.done.pk),
            post(chief, theirs, "move", column=done.pk),
        )

        assert statuses(answers) == {204: 2}
        freed = Activity.objects.filter(verb=Verb.UNBLOCKED, task__in=[waits, also_waits])
        assert freed.count() == 2
    assert broken() == {}


def test_a_blocker_that_ends_while_it_is_added_leaves_nothing_waiting(cast, crowd):
    """Either it was added in time and freed the task, or it came too late."""
    for _number in range(ROUNDS):
        task, blocker = cast.task(), ask_task(cast.it, title="First", actor=cast.ana)
        accept_task(blocker, assignee=cast.oleg, actor=cast.oleg)

        added, cancelled = at_once(
            block(crowd[1], task, blocker),
            post(crowd[1], blocker, "cancel"),
        )

        assert cancelled.status in {204, 409} and added.status in {204, 409}
        if cancelled.status == 204:
            assert not Link.objects.holding_up().filter(other=task).exists()
            lines = Activity.objects.filter(task=task, verb=Verb.UNBLOCKED).count()
            assert lines == (1 if added.status == 204 else 0)
