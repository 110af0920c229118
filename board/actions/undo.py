"""A slip is put right: within two minutes its maker takes back a change of place or state."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from board import live
from board.actions.blocking import tell_blocked
from board.actions.locks import lock_blocking_task
from board.actions.snapshots import put_back
from board.actions.transitions import AGREED, PLACE, TURN, record_release, release_from_who_left
from board.activity import record
from board.errors import Refused
from board.models import LinkKind, Task, Verb
from board.models.task import UNFINISHED
from board.notifications.notices import untell

WITHIN = timedelta(minutes=2)
# After one of these the task has moved on.
MOVED_ON = [*AGREED, Verb.MOVED, Verb.REORDERED, Verb.ARCHIVED, Verb.RESTORED]
MOVED_ON += [Verb.WAITING, Verb.RESUMED, Verb.UNDONE]
# Whoever has lost the right to a change meanwhile has lost that to undo it, too.
LED = {Verb.DECLINED, Verb.DUPLICATED}
REQUESTED = {Verb.CONFIRMED}


@transaction.atomic
def undo_change(task, *, activity, actor):
    """Put `task` back to where and how it stood before the change of the actor's own with the id `activity`.

    The mails about the change that have not gone out yet are not sent any more. Raises Refused for a change of
    someone else's or one that cannot be undone, after two minutes of the database's clock, and once the task has
    moved on. Returns the ids of the columns that look different now.
    """
    boards = lock_blocking_task(task, archived=True)
    change = _change(task, activity, actor)
    left, was_unfinished = task.column, task.state in UNFINISHED
    before = change.data["undo"]
    put_back(task, before)
    if before.get("assignee") and task.assignee is None:
        task.assignee_id = before["assignee"]
    gone = release_from_who_left(task) if task.state in UNFINISHED else None
    if change.verb == Verb.DUPLICATED:
        task.links.filter(kind=LinkKind.DUPLICATE).delete()
    task.save(update_fields=["state", "archived_at", *PLACE, *TURN])
    untell(change)
    places = {"origin": left.name, "to": task.column.name} if left and task.column else {}
    record(Verb.UNDONE, task, actor, undoes=change.pk, undone=change.verb, **places)
    record_release(task, gone, actor)
    live.changed(task.department, columns=[left, task.column])
    ends_or_begins = was_unfinished != (task.state in UNFINISHED)
    told = tell_blocked(task, boards, actor) if ends_or_begins else set()
    return {column.pk for column in (left, task.column) if column} | told


def _change(task, activity, actor):
    own = task.activities.filter(pk=activity, actor=actor.pk, data__has_key="undo")
    change = own.annotate(is_over=Q(created_at__lt=Now() - WITHIN)).first()
    if change is None or not _may(change, task, actor):
        raise Refused(_("There is nothing of yours here that can be undone."))
    later = task.activities.filter(pk__gt=change.pk, verb__in=MOVED_ON).select_related("actor").last()
    if later:
        what = later.sentence().rstrip(".")
        raise Refused(_("This cannot be undone any more. %(what)s.") % {"what": what})
    if change.is_over:
        raise Refused(_("That was more than two minutes ago. Change it the usual way."))
    return change


def _may(change, task, actor):
    if change.verb in LED:
        tasks = Task.objects.led_by(actor)
    elif change.verb in REQUESTED:
        tasks = Task.objects.requested_by(actor)
    else:
        tasks = Task.objects.workable_by(actor)
    return tasks.filter(pk=task.pk).exists()
