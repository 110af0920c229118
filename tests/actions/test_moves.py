import pytest

from board.actions.archive import archive_task, restore_task
from board.actions.moves import BOTTOM, move_task
from board.actions.people import deactivate_person
from board.actions.positions import GAP
from board.errors import Refused
from board.models import Column, State, Task, Verb


def order(column):
    return list(Task.objects.filter(column=column).order_by("position").values_list("title", flat=True))


def last(task):
    return task.activities.last()


def test_moving_keeps_the_order_and_writes_history(cast):
    below, task = cast.task("Below", column=cast.doing), cast.task("Task")

    changed = move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)

    assert order(cast.doing) == ["Task", "Below"]
    assert changed == {cast.todo.pk, cast.doing.pk}
    assert last(task).sentence() == "Ana Lima moved this from To do to Doing"
    assert last(below).verb == Verb.CREATED


def test_a_task_goes_below_the_card_it_is_dropped_under(cast):
    for title in ("c", "b", "a"):
        cast.task(title, column=cast.doing)
    task, b = cast.task("task"), Task.objects.get(title="b")

    move_task(task, column=cast.doing.pk, after=b.pk, actor=cast.ana)
    assert order(cast.doing) == ["a", "b", "task", "c"]

    move_task(task, column=cast.doing.pk, after=BOTTOM, actor=cast.ana)
    assert order(cast.doing) == ["a", "b", "c", "task"]


def test_a_move_within_the_column_is_history_and_nothing_more(cast):
    first, second = cast.task("first"), cast.task("second")

    changed = move_task(second, column=cast.todo.pk, after=first.pk, actor=cast.ana)

    assert order(cast.todo) == ["first", "second"]
    assert changed == {cast.todo.pk}
    assert last(second).verb == Verb.REORDERED


def test_a_place_between_neighbours_is_always_found(cast):
    top, bottom = cast.task("top"), None
    bottom = cast.task("bottom")
    move_task(top, column=cast.todo.pk, after=None, actor=cast.ana)
    for number in range(GAP.bit_length() + 3):  # halves the gap until it must be spread
        move_task(
            cast.task(f"n{number}", column=cast.doing), column=cast.todo.pk, after=top.pk, actor=cast.ana
        )

    titles = order(cast.todo)
    assert titles[0] == "top" and titles[-1] == "bottom"
    assert titles[1:-1] == [f"n{number}" for number in reversed(range(GAP.bit_length() + 3))]
    assert bottom.pk and len(set(Task.objects.values_list("column", "position"))) == len(titles)


def test_entering_a_done_column_closes_and_leaving_it_takes_back(cast):
    task = cast.task()

    move_task(task, column=cast.done.pk, after=None, actor=cast.ana)
    task.refresh_from_db()
    assert (task.state, task.position, task.column_kind) == (State.CLOSED, None, "done")
    assert task.finished_at and last(task).verb == Verb.CLOSED

    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    task.refresh_from_db()
    assert (task.state, task.finished_at) == (State.ACCEPTED, None)
    assert last(task).verb == Verb.TAKEN_BACK


def test_a_task_that_is_taken_back_is_not_left_to_who_has_left(cast):
    stays, goes = cast.task(assignee=cast.boris), cast.task(assignee=cast.ana)
    for task in (stays, goes):
        move_task(task, column=cast.done.pk, after=None, actor=cast.boris)
    deactivate_person(cast.ana, actor=cast.irina)

    for task in (stays, goes):
        move_task(task, column=cast.doing.pk, after=None, actor=cast.boris)
        task.refresh_from_db()

    assert stays.assignee == cast.boris
    assert goes.assignee is None
    assert last(goes).sentence() == "Boris Orlov took the assignment away from Ana Lima"


def test_what_is_no_longer_there_refuses_the_move_and_changes_nothing(cast):
    task, elsewhere = cast.task(), cast.task(column=cast.doing)
    foreign = cast.sales.columns.first()
    before = Task.objects.values("column", "position").get(pk=task.pk)

    for column, after in [
        (foreign.pk, None),
        (10**9, None),
        (cast.doing.pk, 10**9),
        (cast.todo.pk, elsewhere.pk),
    ]:
        with pytest.raises(Refused):
            move_task(task, column=column, after=after, actor=cast.ana)

    assert Task.objects.values("column", "position").get(pk=task.pk) == before
    assert last(task).verb == Verb.CREATED


def test_a_neighbour_that_one_may_not_see_is_no_neighbour(cast):
    hidden = cast.task("hidden", column=cast.doing, is_restricted=True, actor=cast.boris)
    task = cast.task()

    with pytest.raises(Refused):
        move_task(task, column=cast.doing.pk, after=hidden.pk, actor=cast.ana)

    move_task(task, column=cast.doing.pk, after=hidden.pk, actor=cast.boris)
    assert order(cast.doing) == ["hidden", task.title]


def test_dropping_a_card_on_itself_changes_nothing(cast):
    task = cast.task()

    assert move_task(task, column=cast.todo.pk, after=task.pk, actor=cast.ana) == set()
    assert last(task).verb == Verb.CREATED


def test_versions_move_with_the_columns_that_changed(cast):
    task = cast.task()
    cast.legal.refresh_from_db()
    before = cast.legal.version

    move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)

    cast.legal.refresh_from_db()
    assert cast.legal.version == before + 1 == last(task).version
    versions = dict(Column.objects.filter(department=cast.legal).values_list("name", "version"))
    assert versions == {"To do": 2, "Doing": 1, "Done": 0}


def test_only_what_is_over_goes_to_the_archive_and_it_comes_back(cast):
    task = cast.task()
    with pytest.raises(Refused, match="Only a finished task"):
        archive_task(task, actor=cast.ana)

    move_task(task, column=cast.done.pk, after=None, actor=cast.ana)
    archive_task(task, actor=cast.ana)
    assert not Task.objects.on_board().exists()

    with pytest.raises(Refused, match="archived"):
        move_task(task, column=cast.doing.pk, after=None, actor=cast.ana)
    with pytest.raises(Refused, match="archived"):
        archive_task(task, actor=cast.ana)

    restore_task(task, actor=cast.ana)
    assert Task.objects.on_board().get() == task
    with pytest.raises(Refused, match="not in the archive"):
        restore_task(task, actor=cast.ana)
    assert [a.verb for a in task.activities.all()] == ["created", "closed", "archived", "restored"]
