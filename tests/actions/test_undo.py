"""A slip is put right within two minutes, and nobody gets a mail about it."""

from datetime import timedelta

import pytest

from board.actions.agreement import accept_task, confirm_task, decline_task
from board.actions.archive import archive_task
from board.actions.comments import add_comment
from board.actions.duplicates import decline_as_duplicate
from board.actions.hops import ask_task
from board.actions.links import add_blocker
from board.actions.moves import deliver_task, move_task, take_back_task
from board.actions.people import deactivate_person
from board.actions.task_fields import assign_task
from board.actions.undo import undo_change
from board.actions.waiting import wait_for
from board.errors import Refused
from board.models import Column, Notification, Task, Verb, Waiting
from board.queries.standing import read_standing
from tests.history import last_change
from tests.notifications.post import deliver, forget_mails, text

VERA, BORIS = "vera@example.com", "boris@example.com"


def order(column):
    return list(Task.objects.filter(column=column).order_by("position").values_list("title", flat=True))


def undo(task, actor):
    return undo_change(task, activity=last_change(task, actor), actor=actor)


def fields(task):
    """Return everything about how a task stands."""
    names = ("state", "column_id", "position", "assignee_id", "waiting_on", "waiting_note", "archived_at")
    return Task.objects.values(*names).get(pk=task.pk)


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the contract", actor=cast.vera)


@pytest.fixture
def delivered(cast, asked):
    accept_task(asked, assignee=cast.ana, actor=cast.boris)
    deliver_task(asked, actor=cast.ana)
    return asked


def test_a_move_is_undone_to_below_the_same_card(cast):
    for title in ("c", "b", "a"):
        cast.task(title)
    task = Task.objects.get(title="b")
    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    first = Task.objects.get(title="a")
    move_task(first, column=cast.todo.pk, after=Task.objects.get(title="c").pk, actor=cast.boris)

    columns = undo(task, cast.ana)

    assert order(cast.todo) == ["c", "a", "b"]
    assert order(cast.doing) == []
    assert columns == {cast.todo.pk, cast.doing.pk}
    assert task.activities.last().sentence() == "Ana Lima undid the move from To do to Doing"


def test_what_stood_at_the_top_stands_there_again(cast):
    cast.task("below")
    task = cast.task("task")
    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    cast.task("new")

    undo(task, cast.ana)

    assert order(cast.todo) == ["task", "new", "below"]


def test_where_the_neighbour_has_gone_the_next_one_above_counts(cast):
    for title in ("d", "c", "b", "a"):
        cast.task(title)
    task, above = Task.objects.get(title="c"), Task.objects.get(title="b")
    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    move_task(above, column=cast.done.pk, after=None, actor=cast.boris)

    undo(task, cast.ana)

    assert order(cast.todo) == ["a", "c", "d"]


def finish(cast, task):
    move_task(task, column=cast.done.pk, after=None, actor=cast.ana)


def wait_and_finish(cast, task):
    wait_for(task, on=Waiting.THIRD, note="The notary", actor=cast.ana)
    yield
    finish(cast, task)


def finish_and_take_back(cast, task):
    finish(cast, task)
    yield
    take_back_task(task, actor=cast.ana)


def finish_and_archive(cast, task):
    finish(cast, task)
    yield
    archive_task(task, actor=cast.ana)


@pytest.mark.parametrize("happens", [wait_and_finish, finish_and_take_back, finish_and_archive])
def test_one_s_own_task_is_as_it_was(cast, happens):
    cast.task("below")
    task = cast.task()
    story = happens(cast, task)
    next(story)
    before, columns = fields(task), list(Column.objects.values_list("pk", "version"))
    finished = Task.objects.get(pk=task.pk).finished_at
    list(story)
    assert fields(task) != before

    undo(task, cast.ana)

    assert fields(task) == before
    again = Task.objects.get(pk=task.pk).finished_at
    assert again == finished or abs(again - finished) < timedelta(milliseconds=2)
    assert list(Column.objects.values_list("pk", "version")) != columns


def decline(cast, task):
    decline_task(task, reason="No", actor=cast.boris)


def decline_as_a_duplicate(cast, task):
    decline_as_duplicate(task, original=cast.task(), actor=cast.boris)


@pytest.mark.parametrize("act", [decline, decline_as_a_duplicate])
def test_a_declined_request_is_in_the_inbox_again(cast, asked, act):
    before, since = fields(asked), asked.turn_since
    act(cast, asked)

    undo(asked, cast.boris)

    assert fields(asked) == before
    assert abs(Task.objects.get(pk=asked.pk).turn_since - since) < timedelta(milliseconds=2)
    assert not asked.links.exists()


def test_a_confirmed_request_waits_for_its_requester_again(cast, delivered):
    before = fields(delivered)
    confirm_task(delivered, actor=cast.vera)

    undo(delivered, cast.vera)

    assert fields(delivered) == before
    assert delivered.activities.last().sentence() == "Vera Smirnova undid the confirmation"


def test_who_has_left_is_the_assignee_of_what_they_finished(cast, delivered):
    cast.ana.department = cast.it
    cast.ana.save(update_fields=["department"])
    before = fields(delivered)
    take_back_task(delivered, actor=cast.boris)
    assert Task.objects.get(pk=delivered.pk).assignee is None

    undo(delivered, cast.boris)

    assert fields(delivered) == before


def test_what_it_blocks_is_blocked_again_and_hears_of_nothing(cast, peer):
    task, blocked = cast.task("First"), cast.task("Second", assignee=cast.boris)
    add_blocker(blocked, blocker=task, actor=cast.ana)
    forget_mails()
    finish(cast, task)
    assert Notification.objects.filter(user=cast.boris, activity__verb=Verb.UNBLOCKED).exists()

    undo(task, cast.ana)

    assert deliver(peer) == {}


def test_the_agreement_does_not_speak_of_what_was_undone(cast, asked):
    decline_task(asked, reason="No", actor=cast.boris)
    undo(asked, cast.boris)

    accept_task(asked, actor=cast.boris)
    with pytest.raises(Refused, match="Boris Orlov accepted this"):
        decline_task(asked, reason="No", actor=cast.boris)


def test_nobody_gets_a_mail_about_what_was_undone(cast, peer, asked):
    forget_mails()
    decline_task(asked, reason="No", actor=cast.boris)
    assert Notification.objects.filter(user=cast.vera).exists()

    undo(asked, cast.boris)

    assert not Notification.objects.filter(user=cast.vera).exists()
    assert deliver(peer) == {}


def test_the_others_are_asked_again_once_a_decline_is_undone(cast, peer, asked):
    decline_task(asked, reason="No", actor=cast.irina)
    undo(asked, cast.irina)

    arrived = deliver(peer)

    assert "asked Legal for this" in text(arrived[BORIS][0])
    assert VERA not in arrived


def test_a_mail_that_tells_something_else_as_well_still_goes(cast, peer, asked):
    forget_mails()
    add_comment(asked, text="About paragraph four", actor=cast.boris)
    decline_task(asked, reason="No", actor=cast.boris)
    undo(asked, cast.boris)

    (message,) = deliver(peer)[VERA]

    assert "paragraph four" in text(message)
    assert "declined" not in text(message)


def test_the_page_tells_the_last_step_that_stands(cast, asked):
    decline_task(asked, reason="No", actor=cast.boris)
    assert read_standing(asked, cast.vera)["last"]["verb"] == Verb.DECLINED

    undo(asked, cast.boris)

    assert read_standing(asked, cast.vera)["last"]["verb"] == Verb.ASKED


def test_who_has_left_meanwhile_does_not_get_it_again(cast, asked):
    assign_task(asked, assignee=cast.ana, actor=cast.boris)
    decline_task(asked, reason="No", actor=cast.boris)
    deactivate_person(cast.ana, actor=cast.irina)

    undo(asked, cast.boris)

    assert Task.objects.get(pk=asked.pk).assignee is None
    assert asked.activities.last().verb == Verb.UNASSIGNED
