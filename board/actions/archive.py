"""A task leaves the board for the archive, and comes back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_open_task, lock_task
from board.actions.snapshots import as_it_was
from board.activity import record
from board.errors import Refused
from board.models import State, Verb
from board.models.task import ARCHIVABLE


@transaction.atomic
def archive_task(task, *, actor):
    """Hide a task that is over from the board. Raises Refused for one that is not over, or archived already."""
    department = lock_open_task(task)
    if task.state == State.DELIVERED:
        raise Refused(_("This is delivered, but nobody has confirmed it yet."))
    if task.state not in ARCHIVABLE:
        raise Refused(_("Only a finished task can be archived. Move it to a done column first."))
    before = as_it_was(task)
    task.archived_at = timezone.now()
    task.save(update_fields=["archived_at"])
    record(Verb.ARCHIVED, task, actor, undo=before)
    live.changed(department, columns=[task.column])


@transaction.atomic
def restore_task(task, *, actor):
    """Bring a task back from the archive to where it stood. Raises Refused for one that is not archived."""
    department = lock_task(task)
    if task.archived_at is None:
        raise Refused(_("This task is not in the archive."))
    task.archived_at = None
    task.save(update_fields=["archived_at"])
    record(Verb.RESTORED, task, actor)
    live.changed(department, columns=[task.column])
