"""A task comes to be."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board import live, markdown
from board.activity import record
from board.actions.locks import lock_board
from board.actions.positions import GAP, top_position
from board.errors import Refused
from board.models import Column, Kind, Priority, State, Task, Verb, Watch, WatchReason


@transaction.atomic
def create_task(column, *, title, actor, **fields):
    """Put a new task of the actor's own at the top of `column` and return it; `fields` as in `create_tasks`."""
    return create_tasks(column, titles=[title], actor=actor, **fields)[0]


@transaction.atomic
def create_tasks(
    column,
    *,
    titles,
    actor,
    description="",
    assignee=None,
    priority=Priority.NORMAL,
    wanted_on=None,
    promised_on=None,
    labels=(),
    is_restricted=False,
):
    """Put new tasks at the top of `column` of its own department, the first title first; return them.

    In a done column they are closed from the start. Raises Refused where the column is gone.
    """
    department = lock_board(column.department_id)
    column = Column.objects.filter(pk=column.pk, department=department).first()
    if column is None:
        raise Refused(_("That column is no longer on this board."))

    top = top_position(column) - GAP * (len(titles) - 1)
    tasks = []
    for place, title in enumerate(titles):
        task = Task(
            title=title,
            description=description,
            description_html=markdown.render(description),
            renderer=markdown.RENDERER,
            department=department,
            requesting_department=department,
            requester=actor,
            assignee=assignee,
            priority=priority,
            wanted_on=wanted_on,
            promised_on=promised_on,
            is_restricted=is_restricted,
            column=column,
            column_kind=column.kind,
        )
        if column.kind == Kind.DONE:
            task.state, task.finished_at = State.CLOSED, timezone.now()
        else:
            task.position = top + GAP * place
        task.save()
        if labels:
            task.labels.set(labels)
        _follow(task, actor, assignee)
        record(Verb.CREATED, task, actor, column=column.name)
        tasks.append(task)
    live.changed(department, columns=[column])
    return tasks


def _follow(task, requester, assignee):
    watches = {requester.pk: WatchReason.REQUESTER}
    if assignee:
        watches.setdefault(assignee.pk, WatchReason.ASSIGNEE)
    Watch.objects.bulk_create([Watch(task=task, user_id=pk, reason=reason) for pk, reason in watches.items()])
