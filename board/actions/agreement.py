"""What two departments agree about a task: each verb of the agreement but asking, delivering and handing off."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live
from board.actions.blocking import tell_blocked
from board.actions.locks import lock_blocking_task, lock_open_task
from board.actions.snapshots import as_it_was
from board.actions.transitions import (
    BACK_ON_BOARD,
    PLACE,
    TURN,
    expect,
    leave_board,
    pass_the_move,
    record_release,
    refuse_stranger,
    release_from_who_left,
    stand_on_board,
)
from board.actions.watches import follow
from board.activity import record
from board.errors import Refused
from board.models import Kind, LinkKind, State, Verb, WatchReason


@transaction.atomic
def accept_task(task, *, assignee=None, promised_on=None, actor):
    """Take on what was asked: it goes to the top of the owner's first todo column.

    Without an `assignee` it stays with whom it has been given to already, if anyone.
    Raises Refused where it is not asked any more, and for a member who does not accept it for themselves.
    """
    department = lock_open_task(task)
    expect(task, State.SUBMITTED)
    if actor and assignee != actor and not actor.leads(department.pk):
        raise Refused(_("You can accept this for yourself. A coordinator can give it to someone else."))
    is_new = assignee not in (None, task.assignee)
    if assignee:
        refuse_stranger(assignee, department)
    if is_new:
        task.assignee = assignee
    stand_on_board(task, department, Kind.TODO)
    task.state, task.promised_on = State.ACCEPTED, promised_on
    pass_the_move(task)
    task.save(update_fields=["state", "promised_on", *PLACE, *TURN])
    record(Verb.ACCEPTED, task, actor, promised_on=promised_on, column=task.column.name)
    if is_new:
        # Only now: they hear that it is theirs, and need not hear that it was accepted, too.
        follow(task, assignee, WatchReason.ASSIGNEE)
        record(Verb.ASSIGNED, task, actor, person=assignee.name, person_id=assignee.pk)
    live.changed(department, columns=[task.column])


@transaction.atomic
def decline_task(task, *, reason, actor):
    """Say no to what was asked. Raises Refused where it is not asked any more."""
    boards = lock_blocking_task(task)
    expect(task, State.SUBMITTED)
    before = as_it_was(task)
    task.state = State.DECLINED
    pass_the_move(task)
    task.save(update_fields=["state", *TURN])
    record(Verb.DECLINED, task, actor, reason=reason, undo=before)
    live.changed(task.department)
    tell_blocked(task, boards, actor)


@transaction.atomic
def confirm_task(task, *, actor):
    """Agree that what was delivered is done; `actor` None: nobody had returned it in time.

    Raises Refused where it is not delivered any more.
    """
    department = lock_open_task(task)
    expect(task, State.DELIVERED)
    before = as_it_was(task)
    task.state = State.CLOSED
    pass_the_move(task)
    task.save(update_fields=["state", *TURN])
    record(Verb.CONFIRMED, task, actor, undo=before)
    live.changed(department, columns=[task.column])


@transaction.atomic
def return_task(task, *, reason, actor):
    """Give what was delivered back to its owner, on top of the work in progress.

    Raises Refused where it is not delivered any more.
    """
    boards = lock_blocking_task(task)
    expect(task, State.DELIVERED)
    _work_again(task, boards, Verb.RETURNED, actor, reason=reason)


@transaction.atomic
def reopen_task(task, *, reason, actor):
    """Take up again what was closed (it returns to the board) or declined (it is asked again), archived or not.

    Raises Refused for anything else, and where the department that had it is closed.
    """
    boards = lock_blocking_task(task, archived=True)
    if not task.is_request:
        raise Refused(_("Take it back on your own board instead."))
    expect(task, State.CLOSED, State.DECLINED)
    if task.department.closed_at:
        raise Refused(_("This department is closed."))
    if task.archived_at:
        task.archived_at = None
        task.save(update_fields=["archived_at"])
        record(Verb.RESTORED, task, actor)
    if task.state == State.CLOSED:
        _work_again(task, boards, Verb.REOPENED, actor, reason=reason)
        return
    task.links.filter(kind=LinkKind.DUPLICATE).delete()
    left = release_from_who_left(task)
    task.state = State.SUBMITTED
    pass_the_move(task)
    task.save(update_fields=["state", "assignee", *TURN])
    record(Verb.REOPENED, task, actor, reason=reason)
    record_release(task, left, actor)
    live.changed(task.department)
    tell_blocked(task, boards, actor)


@transaction.atomic
def cancel_task(task, *, reason="", actor):
    """Withdraw for good what was asked and is not delivered yet. Raises Refused for anything else."""
    boards = lock_blocking_task(task)
    expect(task, State.SUBMITTED, State.ACCEPTED)
    column = task.column
    leave_board(task)
    task.state = State.CANCELLED
    pass_the_move(task)
    task.save(update_fields=["state", *PLACE, *TURN])
    record(Verb.CANCELLED, task, actor, reason=reason)
    live.changed(task.department, columns=[column])
    tell_blocked(task, boards, actor)


def _work_again(task, boards, verb, actor, **data):
    department, done = task.department, task.column
    stand_on_board(task, department, *BACK_ON_BOARD)
    left = release_from_who_left(task)
    task.state = State.ACCEPTED
    pass_the_move(task)
    task.save(update_fields=["state", *PLACE, *TURN])
    record(verb, task, actor, origin=done.name, to=task.column.name, **data)
    record_release(task, left, actor)
    live.changed(department, columns=[done, task.column])
    tell_blocked(task, boards, actor)
