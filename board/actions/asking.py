"""One department asks another for a part of what it does itself."""

from django.db import transaction

from board.actions.hops import ask_task
from board.actions.links import add_child
from board.actions.locks import lock_boards, read_locked_task


@transaction.atomic
def ask_part(parent, *, department, is_restricted=False, actor, **fields):
    """Ask `department`, as `ask_task` does, for a part of the task `parent`; return the new task.

    A part of a restricted task is restricted. Raises Refused where either of the two is refused.
    """
    boards = lock_boards([parent.department_id, department.pk])
    read_locked_task(parent, boards[parent.department_id])
    hidden = is_restricted or parent.is_restricted
    task = ask_task(department, is_restricted=hidden, actor=actor, **fields)
    add_child(parent, child=task, actor=actor)
    return task
