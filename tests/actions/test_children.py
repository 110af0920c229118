"""One request opens a task in each of several departments."""

import pytest

from board.actions.hops import ask_task
from board.actions.links import MOST_PARTS, add_child, open_children, separate_child
from board.errors import Refused
from board.models import Department, Link, LinkKind, State, Task, Verb
from tests.consistency import broken


@pytest.fixture
def parent(cast):
    return cast.task("New employee: Olga")


def children_of(task):
    return [link.other for link in task.links.filter(kind=LinkKind.PARENT)]


def lines(task):
    return [activity.sentence() for activity in task.activities.all()]


def test_parts_are_opened_in_several_departments_at_once(cast, parent):
    parts = [(cast.it, "A laptop for Olga"), (cast.sales, "A desk for Olga"), (cast.legal, "A contract")]

    children = open_children(parent, parts=parts, description="From Monday", actor=cast.ana)

    assert children_of(parent) == children
    laptop, _desk, contract = children
    assert (laptop.state, laptop.department, laptop.requesting_department) == (
        State.SUBMITTED,
        cast.it,
        cast.legal,
    )
    assert laptop.description == "From Monday" and laptop.requester == cast.ana
    assert (contract.state, contract.column) == (State.ACCEPTED, cast.todo)
    assert lines(parent)[1:] == [
        f"Ana Lima opened a part of this in {name}" for name in ("IT", "Sales", "Legal")
    ]
    assert broken() == {}


def test_all_of_them_are_opened_or_none(cast, parent):
    Department.objects.filter(pk=cast.it.pk).update(closed_at="2026-11-01T00:00Z")

    with pytest.raises(Refused, match="This department is closed"):
        open_children(parent, parts=[(cast.sales, "A desk"), (cast.it, "A laptop")], actor=cast.ana)

    assert Task.objects.count() == 1 and not Link.objects.exists()
    assert Verb.CHILD_ADDED not in parent.activities.values_list("verb", flat=True)


def test_a_part_of_a_restricted_task_is_restricted(cast):
    parent = cast.task(is_restricted=True)

    (child,) = open_children(parent, parts=[(cast.it, "A laptop")], actor=cast.ana)

    assert child.is_restricted


def test_what_was_asked_already_becomes_a_part_and_is_separated_again(cast, parent):
    laptop = ask_task(cast.it, title="A laptop", actor=cast.ana)

    add_child(parent, child=laptop, actor=cast.ana)
    assert children_of(parent) == [laptop]

    link = Link.objects.get()
    separate_child(parent, link=link, actor=cast.ana)
    assert children_of(parent) == []
    assert lines(parent)[-2:] == [
        "Ana Lima opened a part of this in IT",
        "Ana Lima separated a part of this in IT",
    ]
    with pytest.raises(Refused, match="not linked any more"):
        separate_child(parent, link=link, actor=cast.ana)


def test_there_is_one_level_and_one_parent(cast, parent):
    (child,) = open_children(parent, parts=[(cast.legal, "A contract")], actor=cast.ana)
    other = cast.task("Another")

    with pytest.raises(Refused, match="cannot have parts of its own"):
        add_child(child, child=other, actor=cast.ana)
    with pytest.raises(Refused, match="cannot have parts of its own"):
        open_children(child, parts=[(cast.it, "A laptop")], actor=cast.ana)
    for wrong in (child, parent):
        with pytest.raises(Refused, match=f"#{wrong.pk} cannot be a part of this"):
            add_child(other, child=wrong, actor=cast.ana)
    assert Link.objects.count() == 1


def test_what_cannot_be_a_part_is_refused(cast, parent):
    asked_by_sales = ask_task(cast.legal, title="Check", actor=cast.vera)
    hidden = cast.task("Salaries", column=cast.sales.columns.first(), actor=cast.vera)

    for wrong, words in [
        (parent, "cannot be a part of itself"),
        (asked_by_sales, "Only what Legal asked for"),
        (hidden, f"There is no task #{hidden.pk} that you may see"),
    ]:
        with pytest.raises(Refused, match=words):
            add_child(parent, child=wrong, actor=cast.ana)
    with pytest.raises(Refused, match="Only someone of Legal"):
        open_children(parent, parts=[(cast.it, "A laptop")], actor=cast.irina)
    with pytest.raises(Refused, match="not in a state for that"):
        add_child(cast.task(column=cast.done), child=parent, actor=cast.ana)


def test_a_task_has_at_most_fifty_parts(cast, parent):
    open_children(parent, parts=[(cast.it, "A laptop")] * MOST_PARTS, actor=cast.ana)

    with pytest.raises(Refused, match="at most 50 parts"):
        open_children(parent, parts=[(cast.it, "A laptop")], actor=cast.ana)
