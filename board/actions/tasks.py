"""A task comes to be."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board import live, markdown
from board.actions.locks import lock_board
from board.actions.mentions import name_in_new
from board.actions.positions import GAP, top_position
from board.activity import record_each
from board.errors import Refused
from board.models import Column, Kind, State, Task, Verb, Watch, WatchReason


@transaction.atomic
def create_task(column, *, title, actor, **fields):
    """Put a new task of the actor's own at the top of `column` and return it; `fields` as in `create_tasks`."""
    return create_tasks(column, titles=[title], actor=actor, **fields)[0]


@transaction.atomic
def create_tasks(column, *, titles, actor, **fields):
    """Put new tasks at the top of `column`, the first title first; return them. `fields` are the same for all."""
    return create_each(column, rows=[{"title": title, **fields} for title in titles], actor=actor)


@transaction.atomic
def create_each(column, *, rows, actor):
    """Put a new task for each of `rows` ({field: value}) at the top of `column`, the first row first; return them.

    They belong to the column's own department; in a done column they are closed from the start.
    A row has a title, and may have description, assignee, priority, wanted_on, promised_on, labels and
    is_restricted. The number of statements does not grow with the rows. Raises Refused where the column is gone.
    """
    department = lock_board(column.department_id)
    column = Column.objects.filter(pk=column.pk, department=department).first()
    if column is None:
        raise Refused(_("That column is no longer on this board."))

    labels = [row.get("labels", ()) for row in rows]
    tasks = [_draft(department, column, actor, row) for row in rows]
    _place(tasks, column)
    Task.objects.bulk_create(tasks, batch_size=500)
    Task.labels.through.objects.bulk_create(
        [
            Task.labels.through(task=task, label=label)
            for task, theirs in zip(tasks, labels, strict=True)
            for label in theirs
        ],
        batch_size=500,
    )
    _follow(tasks)
    name_in_new(tasks)
    record_each(Verb.CREATED, tasks, actor, column=column.name)
    live.changed(department, columns=[column])
    return tasks


def _draft(department, column, actor, row):
    fields = {name: value for name, value in row.items() if name != "labels"}
    return Task(
        **fields,
        description_html=markdown.render(row.get("description", "")),
        renderer=markdown.RENDERER,
        department=department,
        requesting_department=department,
        requester=actor,
        column=column,
        column_kind=column.kind,
    )


def _place(tasks, column):
    if column.kind == Kind.DONE:
        for task in tasks:
            task.state, task.finished_at = State.CLOSED, timezone.now()
        return
    top = top_position(column) - GAP * (len(tasks) - 1)
    for place, task in enumerate(tasks):
        task.position = top + GAP * place


def _follow(tasks):
    watches = []
    for task in tasks:
        reasons = {task.requester_id: WatchReason.REQUESTER}
        if task.assignee_id:
            reasons.setdefault(task.assignee_id, WatchReason.ASSIGNEE)
        watches += [Watch(task=task, user_id=person, reason=reason) for person, reason in reasons.items()]
    Watch.objects.bulk_create(watches, batch_size=500)
