"""What stands beside a task: who, how urgent, what kind, until when."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_open_task
from board.actions.watches import follow
from board.activity import record
from board.errors import Refused
from board.models import Label, User, Verb, WatchReason


@transaction.atomic
def assign_task(task, *, assignee, actor):
    """Give `task` to `assignee` of its own department (None: to nobody), who watches it from now on.

    Raises Refused for someone who has left the department or the company.
    """
    department = lock_open_task(task)
    before = task.assignee
    if assignee == before:
        return
    if assignee and not User.objects.active().filter(pk=assignee.pk, department=department).exists():
        raise Refused(_("This person does not work in this department."))
    task.assignee = assignee
    task.save(update_fields=["assignee"])
    if assignee:
        follow(task, assignee, WatchReason.ASSIGNEE)
        record(Verb.ASSIGNED, task, actor, person=assignee.name)
    else:
        record(Verb.UNASSIGNED, task, actor, person=before.name)
    live.changed(department, columns=[task.column])


@transaction.atomic
def prioritise_task(task, *, priority, actor):
    """Say how urgent `task` is."""
    department = lock_open_task(task)
    before = task.priority
    if priority == before:
        return
    task.priority = priority
    task.save(update_fields=["priority"])
    record(Verb.PRIORITISED, task, actor, before=int(before), after=int(priority))
    live.changed(department, columns=[task.column])


@transaction.atomic
def label_task(task, *, labels, actor):
    """Give `task` exactly these labels of its department. Raises Refused where one of them is gone."""
    department = lock_open_task(task)
    wanted = {label.pk for label in labels}
    current = list(Label.objects.filter(pk__in=wanted, department=department).order_by("name"))
    if len(current) != len(wanted):
        raise Refused(_("One of these labels is no longer on this board."))
    if wanted == set(task.labels.values_list("pk", flat=True)):
        return
    task.labels.set(current)
    record(Verb.LABELLED, task, actor, after=[label.name for label in current])
    live.changed(department, columns=[task.column])


@transaction.atomic
def date_task(task, *, wanted_on, promised_on, actor):
    """Set the requester's wish and the owner's word; None: no date."""
    department = lock_open_task(task)
    if (wanted_on, promised_on) == (task.wanted_on, task.promised_on):
        return
    task.wanted_on, task.promised_on = wanted_on, promised_on
    task.save(update_fields=["wanted_on", "promised_on"])
    days = {"wanted_on": wanted_on, "promised_on": promised_on}
    record(Verb.DATED, task, actor, **{name: day.isoformat() if day else "" for name, day in days.items()})
    live.changed(department, columns=[task.column])
