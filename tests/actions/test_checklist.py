"""A checklist keeps its order and its counts."""

import pytest

from board.actions.checklist import LIMIT, add_items, edit_item, order_item, remove_item, tick_item
from board.errors import Refused


def texts(task):
    return list(task.checklist.values_list("text", flat=True))


@pytest.fixture
def task(cast):
    task = cast.task()
    add_items(task, texts=["One", "Two", "Three"], actor=cast.ana)
    return task


def test_points_are_added_at_the_end_and_counted(cast, task):
    add_items(task, texts=["Four"], actor=cast.ana)

    task.refresh_from_db()
    assert texts(task) == ["One", "Two", "Three", "Four"]
    assert (task.checklist_done, task.checklist_count) == (0, 4)


def test_ticking_twice_ticks_once(cast, task):
    item = task.checklist.first()

    for _n in range(2):
        tick_item(item, is_done=True, actor=cast.ana)

    task.refresh_from_db()
    assert (task.checklist_done, task.checklist_count) == (1, 3)
    assert task.activities.filter(verb="checked").count() == 1
    tick_item(item, is_done=False, actor=cast.ana)
    task.refresh_from_db()
    assert task.checklist_done == 0


def test_a_point_moves_up_and_down_and_stays_within_the_list(cast, task):
    last = task.checklist.last()

    order_item(last, steps=-1, actor=cast.ana)
    assert texts(task) == ["One", "Three", "Two"]
    order_item(last, steps=-1, actor=cast.ana)
    order_item(last, steps=-1, actor=cast.ana)
    assert texts(task) == ["Three", "One", "Two"]
    order_item(last, steps=1, actor=cast.ana)
    assert texts(task) == ["One", "Three", "Two"]


def test_a_point_is_edited_and_removed_once(cast, task):
    item = task.checklist.first()
    edit_item(item, text="First", actor=cast.ana)
    assert texts(task) == ["First", "Two", "Three"]
    gone = task.checklist.get(pk=item.pk)

    remove_item(item, actor=cast.ana)

    task.refresh_from_db()
    assert texts(task) == ["Two", "Three"]
    assert task.checklist_count == 2
    for act in remove_item, order_item, edit_item:
        with pytest.raises(Refused):
            act(gone, actor=cast.boris, **{order_item: {"steps": 1}, edit_item: {"text": "x"}}.get(act, {}))


def test_a_checklist_has_an_end(cast, task):
    with pytest.raises(Refused):
        add_items(task, texts=["Too many"] * (LIMIT - 2), actor=cast.ana)

    add_items(task, texts=["Just enough"] * (LIMIT - 3), actor=cast.ana)
    assert task.checklist.count() == LIMIT
