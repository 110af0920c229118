"""Tasks that wait for others, and tasks that have parts."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live
from board.actions.hops import ask_task
from board.actions.locks import lock_boards, lock_links, lock_open_task, read_locked_task
from board.actions.transitions import expect, refuse_hidden
from board.activity import record
from board.errors import Refused
from board.models import Link, LinkKind, State, Verb
from board.models.task import UNFINISHED

MOST_BLOCKERS, MOST_PARTS = 20, 50


@transaction.atomic
def add_blocker(task, *, blocker, actor):
    """Say that `task` cannot go on before `blocker`, which `actor` may see, is finished.

    Raises Refused where either is over, where `blocker` waits for `task` itself, and for more than MOST_BLOCKERS.
    """
    _lock_both(task, blocker)
    expect(task, *UNFINISHED)
    refuse_hidden(blocker, actor)
    number = {"number": blocker.pk}
    if blocker == task:
        raise Refused(_("A task cannot block itself. Give the number of another one."))
    if blocker.state not in UNFINISHED:
        raise Refused(_("#%(number)d is finished already, so it blocks nothing.") % number)
    blockers = Link.objects.filter(kind=LinkKind.BLOCKS, other=task)
    if blockers.filter(task=blocker).exists():
        raise Refused(_("#%(number)d blocks this task already.") % number)
    if blockers.count() >= MOST_BLOCKERS:
        raise Refused(_("At most %(limit)d tasks can block one.") % {"limit": MOST_BLOCKERS})
    lock_links()
    if Link.objects.closes_circle(LinkKind.BLOCKS, blocker, task):
        raise Refused(_("#%(number)d waits for this task itself, so it cannot block it.") % number)
    Link.objects.create(kind=LinkKind.BLOCKS, task=blocker, other=task)
    record(Verb.BLOCKED, task, actor)
    live.changed(task.department, columns=[task.column])


@transaction.atomic
def remove_blocker(task, *, link, actor):
    """Take back that `link.task` blocks `task`. Raises Refused where it does not any more."""
    department = lock_open_task(task)
    was_blocked = _is_blocked(task)
    _delete(link)
    if was_blocked and not _is_blocked(task):
        record(Verb.UNBLOCKED, task, actor)
    live.changed(department, columns=[task.column])


@transaction.atomic
def open_children(task, *, parts, actor, description="", wanted_on=None):
    """Open a part of `task` in each department of `parts`, [(department, title)]; return the new tasks.

    A part of a restricted task is restricted. Raises Refused, and opens none, where one cannot be opened.
    """
    boards = lock_boards([task.department_id, *[department.pk for department, _title in parts]])
    read_locked_task(task, boards[task.department_id])
    _expect_parent(task, more=len(parts))
    if actor.department_id != task.department_id:
        raise Refused(_("Only someone of %(department)s can ask for parts of it.") % _department(task))
    for department, _title in parts:
        record(Verb.CHILD_ADDED, task, actor, department=department.name)
    live.changed(task.department)
    children = [
        ask_task(
            department,
            title=title,
            description=description,
            wanted_on=wanted_on,
            is_restricted=task.is_restricted,
            actor=actor,
        )
        for department, title in parts
    ]
    Link.objects.bulk_create([Link(kind=LinkKind.PARENT, task=task, other=child) for child in children])
    return children


@transaction.atomic
def add_child(task, *, child, actor):
    """Make `child`, which `actor` may see and the department of `task` asked for, a part of `task`.

    Raises Refused for anything else, and where there would be two levels or two parents.
    """
    _lock_both(task, child)
    _expect_parent(task, more=1)
    refuse_hidden(child, actor)
    if child == task:
        raise Refused(_("A task cannot be a part of itself. Give the number of another one."))
    if child.requesting_department_id != task.department_id:
        raise Refused(_("Only what %(department)s asked for can be a part of this.") % _department(task))
    # One sentence for both: the other parent may be one that nobody here may see.
    if _parts().filter(task=child).exists() or _parts().filter(other=child).exists():
        words = _("#%(number)d cannot be a part of this: parts have one level and belong to one task.")
        raise Refused(words % {"number": child.pk})
    Link.objects.create(kind=LinkKind.PARENT, task=task, other=child)
    record(Verb.CHILD_ADDED, task, actor, department=child.department.name)
    live.changed(task.department)


@transaction.atomic
def separate_child(task, *, link, actor):
    """Take back that `link.other` is a part of `task`. Raises Refused where it is not any more."""
    department = lock_open_task(task)
    _delete(link)
    record(Verb.CHILD_REMOVED, task, actor, department=link.other.department.name)
    live.changed(department)


def _lock_both(task, other):
    boards = lock_boards([task.department_id, other.department_id])
    read_locked_task(task, boards[task.department_id])
    if other != task:
        read_locked_task(other, boards[other.department_id], archived=True)


def _expect_parent(task, *, more):
    expect(task, State.ACCEPTED)
    if _parts().filter(other=task).exists():
        raise Refused(_("This task cannot have parts of its own."))
    if _parts().filter(task=task).count() + more > MOST_PARTS:
        raise Refused(_("A task can have at most %(limit)d parts.") % {"limit": MOST_PARTS})


def _parts():
    return Link.objects.filter(kind=LinkKind.PARENT)


def _is_blocked(task):
    return Link.objects.holding_up().filter(other=task).exists()


def _delete(link):
    if not Link.objects.filter(pk=link.pk).delete()[0]:
        raise Refused(_("These two tasks are not linked any more."))


def _department(task):
    return {"department": task.department.name}
