import pytest

from board.actions.archive import archive_task
from board.actions.columns import add_column, edit_column, remove_column, shift_column
from board.actions.labels import add_label, edit_label, remove_label
from board.errors import Refused
from board.models import Department


def names(department):
    return list(department.columns.order_by("position").values_list("name", flat=True))


def test_a_department_made_anywhere_has_its_default_columns(db):
    department = Department.objects.create(name="Purchasing", code="PUR", email="pur@example.com")

    assert names(department) == ["To do", "Doing", "Done"]


def test_a_column_is_added_at_the_right_and_moved_by_steps(cast):
    review = add_column(cast.legal, name="Review", kind="doing", wip_limit=3, actor=cast.boris)
    assert names(cast.legal) == ["To do", "Doing", "Done", "Review"]

    shift_column(review, by=-1, actor=cast.boris)
    assert names(cast.legal) == ["To do", "Doing", "Review", "Done"]

    shift_column(cast.todo, by=-1, actor=cast.boris)
    assert names(cast.legal)[0] == "To do"


def test_two_columns_never_share_a_name(cast):
    with pytest.raises(Refused, match="this name already"):
        add_column(cast.legal, name="Doing", kind="doing", wip_limit=None, actor=cast.boris)
    with pytest.raises(Refused, match="this name already"):
        edit_column(cast.todo, name="Doing", kind="todo", wip_limit=None, actor=cast.boris)


def test_a_column_with_tasks_does_not_become_a_done_column(cast):
    cast.task(column=cast.doing)
    with pytest.raises(Refused, match="Only an empty column"):
        edit_column(cast.doing, name="Doing", kind="done", wip_limit=None, actor=cast.boris)

    edit_column(cast.doing, name="Ready", kind="todo", wip_limit=2, actor=cast.boris)
    assert cast.doing.tasks.get().column_kind == "todo"


def test_the_last_todo_and_the_last_done_column_stay(cast):
    for column in (cast.todo, cast.done):
        with pytest.raises(Refused, match="at least one"):
            remove_column(column, into=cast.doing, actor=cast.boris)
        with pytest.raises(Refused, match="at least one"):
            edit_column(column, name=column.name, kind="doing", wip_limit=None, actor=cast.boris)


def test_a_removed_column_gives_its_tasks_in_their_order(cast):
    kept = cast.task("kept")
    for title in ("b", "a"):
        cast.task(title, column=cast.doing)

    remove_column(cast.doing, into=cast.todo, actor=cast.boris)

    assert list(cast.todo.tasks.order_by("position").values_list("title", flat=True)) == ["kept", "a", "b"]
    moved = cast.todo.tasks.get(title="a")
    assert moved.activities.last().sentence() == "Boris Orlov moved this from Doing to To do"
    assert kept.activities.count() == 1


def test_a_removed_done_column_gives_its_archive_too_and_only_to_another_done_column(cast):
    shelf = add_column(cast.legal, name="Shelf", kind="done", wip_limit=None, actor=cast.boris)
    archived = cast.task(column=cast.done)
    archive_task(archived, actor=cast.ana)

    with pytest.raises(Refused, match="Choose where its tasks go"):
        remove_column(cast.done, into=cast.todo, actor=cast.boris)
    with pytest.raises(Refused, match="Choose where its tasks go"):
        remove_column(cast.done, into=None, actor=cast.boris)
    remove_column(cast.done, into=shelf, actor=cast.boris)

    archived.refresh_from_db()
    assert archived.column == shelf
    assert archived.archived_at


def test_an_empty_column_goes_without_a_question(cast):
    remove_column(cast.doing, into=None, actor=cast.boris)

    assert names(cast.legal) == ["To do", "Done"]
    with pytest.raises(Refused, match="no longer"):
        edit_column(cast.doing, name="x", kind="doing", wip_limit=None, actor=cast.boris)


def test_labels_come_change_everywhere_and_go(cast):
    label = add_label(cast.legal, name="Contract", color="blue", actor=cast.boris)
    task = cast.task(labels=[label])
    with pytest.raises(Refused, match="this name already"):
        add_label(cast.legal, name="Contract", color="red", actor=cast.boris)
    cast.todo.refresh_from_db()
    version = cast.todo.version

    edit_label(label, name="Contracts", color="red", actor=cast.boris)
    cast.todo.refresh_from_db()
    assert cast.todo.version == version + 1
    assert task.labels.get().name == "Contracts"

    remove_label(label, actor=cast.boris)
    assert not task.labels.exists()
    with pytest.raises(Refused, match="removed meanwhile"):
        edit_label(label, name="x", color="red", actor=cast.boris)
