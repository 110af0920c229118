"""Someone undoes their move in the very moment in which another person moves the task on."""

from board.actions.moves import move_task
from board.models import Task, Verb
from tests.consistency import broken
from tests.history import last_change
from tests.races.crowd import at_once

ROUNDS = 10


def test_an_undo_never_takes_back_another_s_move(cast, visit):
    ana, boris = visit(cast.ana), visit(cast.boris)
    tasks = [cast.task(f"Task {number}") for number in range(ROUNDS)]
    won = set()
    for task in tasks:
        move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
        change = last_change(task, cast.ana)

        undone, moved = at_once(
            lambda task=task, change=change: ana.post(f"/tasks/{task.pk}/undo/", activity=change),
            lambda task=task: boris.post(f"/tasks/{task.pk}/move/", column=cast.done.pk),
        )

        assert moved.status == 204
        assert undone.status in (204, 409)
        lines = list(task.activities.values_list("verb", flat=True))[2:]
        # Whoever came last has the say; a refused undo leaves no trace.
        assert lines == ([Verb.UNDONE, Verb.CLOSED] if undone.status == 204 else [Verb.CLOSED])
        assert Task.objects.get(pk=task.pk).column == cast.done
        won.add(undone.status)
        if undone.status == 409:
            assert "Boris Orlov finished this" in undone.text
    assert broken() == {}
    assert won
