"""What stands beside a task: who, how urgent, what kind, until when."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_open_task
from board.actions.transitions import expect, refuse_stranger
from board.actions.watches import follow
from board.activity import record
from board.errors import Refused
from board.models import Label, State, Verb, WatchReason


@transaction.atomic
def assign_task(task, *, assignee, actor):
    """Give `task` to `assignee` of its own department (None: to nobody), who watches it from now on.

    Raises Refused for someone who has left the department or the company.
    """
    department = lock_open_task(task)
    before = task.assignee
    if assignee == before:
        return
    if assignee:
        refuse_stranger(assignee, department)
    task.assignee = assignee
    task.save(update_fields=["assignee"])
    if assignee:
        follow(task, assignee, WatchReason.ASSIGNEE)
        record(Verb.ASSIGNED, task, actor, person=assignee.name, person_id=assignee.pk)
    else:
        record(Verb.UNASSIGNED, task, actor, person=before.name, person_id=before.pk)
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
def want_task(task, *, wanted_on, actor):
    """Set the day by which the requester wishes it; None: no date.

    Raises Refused once another department has accepted it, but for administrators.
    """
    department = lock_open_task(task)
    if wanted_on == task.wanted_on:
        return
    if task.is_request and not (actor and actor.is_admin):
        expect(task, State.SUBMITTED)
    task.wanted_on = wanted_on
    task.save(update_fields=["wanted_on"])
    _record_dates(task, actor)
    live.changed(department, columns=[task.column])


@transaction.atomic
def promise_task(task, *, promised_on, reason="", actor):
    """Set the day that the owner gives their word for; None: no date.

    Raises Refused for a request that is not accepted, and where an earlier promise changes without a reason.
    """
    department = lock_open_task(task)
    before = task.promised_on
    if promised_on == before:
        return
    if task.is_request:
        expect(task, State.ACCEPTED)
        if before and not reason:
            raise Refused(_("Say why the promise changes."))
    task.promised_on = promised_on
    task.save(update_fields=["promised_on"])
    record(Verb.PROMISED, task, actor, before=before, after=promised_on, reason=reason if before else "")
    live.changed(department, columns=[task.column])


@transaction.atomic
def date_task(task, *, wanted_on, promised_on, actor):
    """Set the wish and the word about a task of one's own department; None: no date. Raises Refused for a request."""
    department = lock_open_task(task)
    if task.is_request:
        raise Refused(_("Two departments agreed on these dates. Change the promise instead."))
    if (wanted_on, promised_on) == (task.wanted_on, task.promised_on):
        return
    task.wanted_on, task.promised_on = wanted_on, promised_on
    task.save(update_fields=["wanted_on", "promised_on"])
    _record_dates(task, actor)
    live.changed(department, columns=[task.column])


def _record_dates(task, actor):
    record(Verb.DATED, task, actor, wanted_on=task.wanted_on, promised_on=task.promised_on)
