"""A board is arranged while others work on it."""

from collections import Counter

from board.actions.columns import add_column
from board.models import Column, Department, Task
from tests.consistency import broken
from tests.races.crowd import at_once, in_turn


def test_a_column_is_removed_under_the_cards_that_move_into_it(cast, crowd):
    review = add_column(cast.legal, name="Review", kind="doing", wip_limit=None, actor=cast.boris)
    tasks = [cast.task(column=column) for column in (cast.todo, cast.doing, review) for _ in range(4)]
    boss, *others = crowd

    def errand(visitor):
        return in_turn(
            [
                lambda task=task: visitor.post(f"/tasks/{task.pk}/move/", column=review.pk, place="bottom")
                for task in tasks
            ]
        )

    removing = in_turn(
        [lambda: boss.post(f"/boards/LEG/settings/columns/{review.pk}/remove/", into=cast.doing.pk)]
    )
    (removed,), *moved = at_once(removing, *map(errand, others))

    assert removed.status == 204
    assert {answer.status for answers in moved for answer in answers} <= {204, 409}
    assert not Column.objects.filter(pk=review.pk).exists()
    assert set(Task.objects.values_list("pk", flat=True)) == {task.pk for task in tasks}
    assert broken() == {}


def test_two_removals_leave_the_last_column_of_its_kind(cast, crowd):
    extra = add_column(cast.legal, name="Backlog", kind="todo", wip_limit=None, actor=cast.boris)
    task = cast.task(column=cast.todo)
    boss = crowd[0]

    def removal(column, into):
        return lambda: boss.post(f"/boards/LEG/settings/columns/{column.pk}/remove/", into=into.pk)

    answers = at_once(removal(cast.todo, cast.doing), removal(extra, cast.doing))

    assert Counter(answer.status for answer in answers) == {204: 1, 409: 1}
    assert cast.legal.columns.filter(kind="todo").count() == 1
    assert Task.objects.filter(pk=task.pk, column__department=cast.legal).exists()
    assert broken() == {}


def test_names_and_order_of_columns_hold_however_many_arrange_them(cast, crowd):
    boss, columns = crowd[0], [cast.todo, cast.doing, cast.done]
    before = Department.objects.get(pk=cast.legal.pk).version

    def errand(number):
        calls = [lambda: boss.post("/boards/LEG/settings/columns/add/", name="Review", kind="doing")]
        for column in columns:
            order = f"/boards/LEG/settings/columns/{column.pk}/order/"
            calls += [
                lambda order=order: boss.post(order, to="right"),
                lambda order=order: boss.post(order, to="left"),
            ]
        return in_turn(calls[number % 2 :])

    answers = [answer for answers in at_once(*map(errand, range(4))) for answer in answers]

    assert Counter(answer.status for answer in answers)[409] == 1
    assert {answer.status for answer in answers} == {204, 409}
    assert Column.objects.filter(department=cast.legal, name="Review").count() == 1
    assert list(cast.legal.columns.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4]
    assert Department.objects.get(pk=cast.legal.pk).version > before
    assert broken() == {}
