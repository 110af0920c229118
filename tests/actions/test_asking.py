"""Asking for a part of a task."""

import pytest

from board.actions.asking import ask_part
from board.actions.hops import ask_task
from board.actions.sharing import restrict_task
from board.errors import Refused
from board.models import Link, LinkKind, State, Task


def parts(task):
    return [link.other for link in Link.objects.filter(kind=LinkKind.PARENT, task=task)]


def test_a_part_is_asked_of_another_department_and_linked(cast):
    parent = cast.task()
    part = ask_part(parent, department=cast.it, title="A laptop", actor=cast.ana)

    assert (part.state, part.department, parts(parent)) == (State.SUBMITTED, cast.it, [part])


def test_a_part_of_a_restricted_task_is_restricted(cast):
    parent = cast.task(is_restricted=True, actor=cast.boris)

    assert ask_part(parent, department=cast.it, title="A laptop", actor=cast.boris).is_restricted


def test_a_part_of_a_task_that_was_restricted_meanwhile_is_restricted(cast):
    parent = cast.task(actor=cast.boris)
    as_it_was_shown = Task.objects.get(pk=parent.pk)
    restrict_task(parent, is_restricted=True, actor=cast.boris)

    assert ask_part(as_it_was_shown, department=cast.it, title="A laptop", actor=cast.boris).is_restricted


def test_what_cannot_be_a_part_is_not_asked_at_all(cast):
    request = ask_task(cast.legal, title="Not accepted yet", actor=cast.vera)

    with pytest.raises(Refused):
        ask_part(request, department=cast.it, title="A laptop", actor=cast.boris)

    assert not Task.objects.filter(department=cast.it).exists()
