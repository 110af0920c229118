"""The clock of the worker against another one, and against people."""

from datetime import UTC, datetime, timedelta

from board.actions.agreement import accept_task, return_task
from board.actions.closing import close_by_itself
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.models import State, Task, Verb
from tests.races.crowd import alone, at_once


def delivered_long_ago(cast):
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    accept_task(task, actor=cast.boris)
    deliver_task(task, actor=cast.boris)
    long_ago = datetime.now(UTC) - timedelta(days=30)
    Task.objects.filter(pk=task.pk).update(turn_since=long_ago, finished_at=long_ago)
    return task


def test_two_beats_at_once_close_each_task_once(cast):
    tasks = [delivered_long_ago(cast) for _each in range(8)]

    closed = at_once(*[alone(close_by_itself) for _beat in range(3)])

    assert sum(closed) == len(tasks)
    for task in tasks:
        assert task.activities.filter(verb=Verb.CONFIRMED).count() == 1


def test_either_it_is_returned_or_it_closes(cast):
    for _each in range(8):
        task = delivered_long_ago(cast)
        mine = Task.objects.get(pk=task.pk)

        closed, refused = at_once(
            alone(close_by_itself),
            alone(lambda mine=mine: return_task(mine, reason="Paragraph four", actor=cast.vera)),
        )

        task.refresh_from_db()
        if closed:
            assert task.state == State.CLOSED
            assert refused.startswith("This is not possible any more. This closed by itself")
        else:
            assert (task.state, refused) == (State.ACCEPTED, None)
