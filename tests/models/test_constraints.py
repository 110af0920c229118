"""What the database itself refuses, whoever writes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from board.models import Column, State, Task, User


@pytest.mark.parametrize(
    "change",
    [
        {"column": "sales"},
        {"column": "doing"},  # without its kind
        {"column": "done", "column_kind": "done"},
        {"column": None, "column_kind": None},
        {"state": State.CLOSED, "finished_at": "now"},
        {"state": State.SUBMITTED},
        {"state": "finished"},
        {"position": None},
        {"archived_at": "now"},
        {"title": ""},
        {"priority": 9},
        {"checklist_done": 1},
    ],
)
def test_a_task_that_contradicts_itself_is_refused(cast, change):
    task = cast.task()
    values = {
        "sales": cast.sales.columns.first(),
        "doing": cast.doing,
        "done": cast.done,
        "now": timezone.now(),
    }
    change = {
        key: value if key == "column_kind" else values.get(value, value) for key, value in change.items()
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**change)
        connection.check_constraints()


def test_two_tasks_never_share_a_place(cast):
    one, other = cast.task(), cast.task()

    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=one.pk).update(position=other.position)
        connection.check_constraints()


def test_a_columns_kind_reaches_its_tasks(cast):
    task = cast.task(column=cast.doing)

    Column.objects.filter(pk=cast.doing.pk).update(kind="todo")

    task.refresh_from_db()
    assert task.column_kind == "todo"


def test_accounts_differ_by_more_than_case(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("other", "ANA@example.com")


def test_names_are_ordered_by_one_key_on_every_database(cast):
    for name in ("Ёлкина", "Еж", "Жуков", "anders"):
        cast.person(f"p{len(name)}{ord(name[0])}", name, cast.legal)

    names = [person.name for person in cast.legal.members.all()]

    assert names == ["Ana Lima", "anders", "Boris Orlov", "Еж", "Ёлкина", "Жуков"]
