"""The owner's clock stops while a task waits on someone else."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_open_task
from board.actions.transitions import TURN, expect, pass_the_move
from board.activity import record
from board.errors import Refused
from board.models import State, Verb, Waiting


@transaction.atomic
def wait_for(task, *, on, note, actor):
    """Have an accepted `task` wait `on` the requester or a third party, `note` saying what for.

    Raises Refused for a task that is not accepted, and for a requester who is of the same department.
    """
    department = lock_open_task(task)
    expect(task, State.ACCEPTED)
    if on == Waiting.REQUESTER and not task.is_request:
        raise Refused(_("Nobody outside your department asked for this."))
    if (on, note) == (task.waiting_on, task.waiting_note):
        return
    if on != task.waiting_on:
        pass_the_move(task)
    task.waiting_on, task.waiting_note = on, note
    task.save(update_fields=TURN)
    record(Verb.WAITING, task, actor, on=on, note=note)
    live.changed(department, columns=[task.column])


@transaction.atomic
def resume_task(task, *, actor):
    """End the waiting: it is the owner's move again. Raises Refused for a task that does not wait."""
    department = lock_open_task(task)
    if not task.waiting_on:
        raise Refused(_("This task does not wait any more."))
    end_waiting(task, actor)
    live.changed(department, columns=[task.column])


def end_waiting(task, actor):
    """Give the move back to the owner of `task`, whose board the caller has locked and says that it has changed."""
    pass_the_move(task)
    task.save(update_fields=TURN)
    record(Verb.RESUMED, task, actor)
