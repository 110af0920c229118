"""Who follows a task, and who was let in."""

import pytest

from board.actions.comments import add_comment
from board.actions.sharing import give_access, restrict_task, take_access
from board.actions.watches import mute_task, unwatch_task, watch_task
from board.errors import Refused
from board.models import Task, WatchReason


def sees(person, task):
    return Task.objects.visible_to(person).filter(pk=task.pk).exists()


def test_watching_muting_and_leaving(cast):
    task = cast.task()

    watch_task(task, actor=cast.boris)
    assert task.watches.get(user=cast.boris).reason == WatchReason.CHOSEN
    mute_task(task, actor=cast.boris)
    assert task.watches.get(user=cast.boris).is_muted
    watch_task(task, actor=cast.boris)
    assert not task.watches.get(user=cast.boris).is_muted
    unwatch_task(task, actor=cast.boris)
    assert not task.watches.filter(user=cast.boris).exists()


def test_watching_gives_no_access_and_leaving_takes_none(cast):
    task = cast.task()
    watch_task(task, actor=cast.oleg)
    assert not sees(cast.oleg, task)

    give_access(task, person=cast.oleg, actor=cast.ana)
    unwatch_task(task, actor=cast.oleg)

    assert sees(cast.oleg, task)
    assert task.watches.get(user=cast.oleg).is_muted


def test_access_comes_and_goes_with_a_line_of_history(cast):
    task = cast.task()
    give_access(task, person=cast.oleg, actor=cast.ana)
    assert sees(cast.oleg, task)

    take_access(task, person=cast.oleg, actor=cast.boris)

    assert not sees(cast.oleg, task)
    assert not task.watches.filter(user=cast.oleg).exists()
    assert [activity.sentence() for activity in task.activities.all()][1:] == [
        "Ana Lima gave access to Oleg Petrov",
        "Boris Orlov took access away from Oleg Petrov",
    ]
    with pytest.raises(Refused):
        take_access(task, person=cast.oleg, actor=cast.boris)


def test_the_inactive_are_given_nothing(cast):
    cast.oleg.is_active = False
    cast.oleg.save(update_fields=["is_active"])

    with pytest.raises(Refused):
        give_access(cast.task(), person=cast.oleg, actor=cast.ana)


def test_a_restriction_is_lifted_again(cast):
    task = cast.task(actor=cast.boris)

    restrict_task(task, is_restricted=True, actor=cast.boris)
    assert not sees(cast.ana, task)
    restrict_task(task, is_restricted=False, actor=cast.boris)
    assert sees(cast.ana, task)


def test_an_author_watches_and_a_muted_author_stays_muted(cast):
    task = cast.task(actor=cast.boris)
    add_comment(task, text="Mine", actor=cast.ana)
    assert task.watches.get(user=cast.ana).reason == WatchReason.COMMENTER

    mute_task(task, actor=cast.ana)
    add_comment(task, text="Mine again", actor=cast.ana)

    assert task.watches.get(user=cast.ana).is_muted
