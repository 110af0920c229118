"""A task goes to another department: asked of it, or handed off to it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board import live, markdown
from board.actions.locks import lock_board, lock_boards, read_locked_task
from board.actions.mentions import name_in_new
from board.actions.tasks import create_task
from board.actions.transitions import PLACE, TURN, expect, first_column, leave_board, pass_the_move
from board.actions.watches import follow
from board.activity import record
from board.errors import Refused
from board.models import ChecklistItem, Hop, Kind, Priority, State, Task, Verb, Watch, WatchReason


@transaction.atomic
def ask_task(
    department,
    *,
    title,
    actor,
    description="",
    wanted_on=None,
    priority=Priority.NORMAL,
    is_restricted=False,
    request_type=None,
    checklist=(),
):
    """Ask `department` for something and return the task; of one's own department it is on the board at once.

    `checklist` is a list of points. Raises Refused where the department is closed or does not offer
    `request_type` any more, or where the actor is in no department.
    """
    department = lock_board(department.pk)
    if department.closed_at:
        raise Refused(_("This department is closed. Choose another one."))
    if actor.department is None:
        raise Refused(_("You are in no department that could ask. An administrator can add you to one."))
    _refuse_not_offered(department, request_type)
    fields = {
        "title": title,
        "description": description,
        "wanted_on": wanted_on,
        "priority": priority,
        "is_restricted": is_restricted,
        "request_type": request_type,
        "checklist_count": len(checklist),
    }
    if department == actor.department:
        column = first_column(department, Kind.TODO)
        task = create_task(column, **fields, actor=actor)
    else:
        task = _submit(department, fields, actor)
        live.changed(department)
    ChecklistItem.objects.bulk_create(
        [ChecklistItem(task=task, text=text, position=place) for place, text in enumerate(checklist, start=1)]
    )
    return task


@transaction.atomic
def hand_off_task(task, *, department, reason, actor):
    """Pass `task` on to `department`, where it is asked anew; return how many departments have had it so far.

    What belongs to the old board is cleared; its watchers there are given access unless it is restricted.
    Raises Refused for a task that is not open or was delivered, and for a department that has it or asked for it.
    """
    boards = lock_boards([task.department_id, department.pk])
    origin = boards[task.department_id]
    read_locked_task(task, origin)
    expect(task, State.SUBMITTED, State.ACCEPTED)
    _refuse_wrong_way(task, boards[department.pk])

    column, labels = task.column, sorted(task.labels.values_list("name", flat=True))
    cleared = {
        "column": column.name if column else "",
        "assignee": task.assignee.name if task.assignee else "",
        "promised_on": task.promised_on,
    }
    number = _next_hop(task, boards[department.pk], reason, actor)
    _grant_to_watchers(task, origin)
    task.labels.clear()
    leave_board(task)
    task.state, task.department = State.SUBMITTED, boards[department.pk]
    task.assignee = task.promised_on = None
    pass_the_move(task)
    task.save(update_fields=["state", "department", "promised_on", *PLACE, *TURN])
    record(
        Verb.HANDED_OFF,
        task,
        actor,
        board=origin,
        origin=origin.name,
        to=task.department.name,
        reason=reason,
        labels=labels,
        hop=number,
        **cleared,
    )
    live.changed(origin, columns=[column])
    live.changed(boards[department.pk])
    return number


def _refuse_not_offered(department, request_type):
    if request_type and not department.request_types.filter(pk=request_type.pk, is_offered=True).exists():
        raise Refused(_("The department does not offer this any more. Choose something else."))


def _submit(department, fields, actor):
    task = Task.objects.create(
        **fields,
        description_html=markdown.render(fields["description"]),
        renderer=markdown.RENDERER,
        state=State.SUBMITTED,
        department=department,
        requester=actor,
        requesting_department=actor.department,
    )
    Hop.objects.create(task=task, department=department, actor=actor, started_at=task.created_at)
    follow(task, actor, WatchReason.REQUESTER)
    name_in_new([task])
    record(Verb.ASKED, task, actor, to=department.name)
    return task


def _refuse_wrong_way(task, department):
    if department.pk == task.department_id:
        raise Refused(_("This department has the task already."))
    if department.pk == task.requesting_department_id:
        raise Refused(_("This department asked for it. Decline it instead."))
    if department.closed_at:
        raise Refused(_("This department is closed. Choose another one."))


def _next_hop(task, department, reason, actor):
    """End the time of the department that has `task`, begin that of the next, and return its number, from 1."""
    now = timezone.now()
    if not task.hops.filter(ended_at=None).update(ended_at=now):
        Hop.objects.create(
            task=task,
            department=task.department,
            actor=task.requester,
            started_at=task.created_at,
            ended_at=now,
        )
    Hop.objects.create(
        task=task,
        department=department,
        origin=task.department,
        actor=actor,
        reason=reason,
        started_at=now,
    )
    return task.hops.count()


def _grant_to_watchers(task, origin):
    if not task.is_restricted:
        staying = Watch.objects.filter(
            task=task, is_muted=False, user__is_active=True, user__department=origin
        )
        staying.update(granted=True)
