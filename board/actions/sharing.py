"""Who may see a task."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_open_task
from board.actions.watches import follow
from board.activity import record
from board.errors import Refused
from board.models import Task, Verb, Watch, WatchReason


@transaction.atomic
def restrict_task(task, *, is_restricted, actor):
    """Restrict who may see `task`, or lift that."""
    department = lock_open_task(task)
    if is_restricted == task.is_restricted:
        return
    task.is_restricted = is_restricted
    task.save(update_fields=["is_restricted"])
    record(Verb.RESTRICTED if is_restricted else Verb.UNRESTRICTED, task, actor)
    live.changed(department, columns=[task.column])


@transaction.atomic
def give_access(task, *, person, actor):
    """Let `person` see `task` and write under it. Raises Refused for who does already, or is inactive."""
    department = lock_open_task(task)
    person.refresh_from_db()
    if not person.is_active:
        raise Refused(_("This person is inactive."))
    if Task.objects.commentable_by(person).filter(pk=task.pk).exists():
        raise Refused(_("This person has access already."))
    follow(task, person, WatchReason.GRANTED)
    Watch.objects.filter(task=task, user=person).update(granted=True)
    record(Verb.ACCESS_GIVEN, task, actor, person=person.name, person_id=person.pk)
    live.changed(department)


@transaction.atomic
def take_access(task, *, person, actor):
    """End the access that `person` was given. Raises Refused where there is none."""
    department = lock_open_task(task)
    watches = Watch.objects.filter(task=task, user=person, granted=True)
    if not watches.exists():
        raise Refused(_("This person was not given access."))
    watches.filter(reason=WatchReason.GRANTED).delete()
    watches.update(granted=False)
    record(Verb.ACCESS_TAKEN, task, actor, person=person.name)
    live.changed(department)
