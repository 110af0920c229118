"""What was asked for twice is declined as a duplicate."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live
from board.actions.blocking import tell_blocked
from board.actions.locks import lock_blocking_task, lock_links
from board.actions.snapshots import as_it_was
from board.actions.transitions import TURN, expect, pass_the_move, refuse_hidden
from board.activity import record
from board.errors import Refused
from board.models import Link, LinkKind, State, Verb


@transaction.atomic
def decline_as_duplicate(task, *, original, actor):
    """Decline `task`, since `original`, which `actor` may see, is the same; reopening takes the link away again.

    Raises Refused where it is not asked any more, for itself, and for what is a duplicate of `task`.
    """
    boards = lock_blocking_task(task)
    expect(task, State.SUBMITTED)
    if original == task:
        raise Refused(_("A task is no duplicate of itself. Give the number of the other one."))
    refuse_hidden(original, actor)
    lock_links()
    if Link.objects.closes_circle(LinkKind.DUPLICATE, task, original):
        raise Refused(_("#%(number)d is a duplicate of this task.") % {"number": original.pk})
    Link.objects.create(kind=LinkKind.DUPLICATE, task=task, other=original)
    before = as_it_was(task)
    task.state = State.DECLINED
    pass_the_move(task)
    task.save(update_fields=["state", *TURN])
    record(Verb.DUPLICATED, task, actor, undo=before)
    live.changed(task.department)
    tell_blocked(task, boards, actor)
