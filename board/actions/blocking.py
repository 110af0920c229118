"""What blocks other tasks ends, or begins anew: they look different then."""

from itertools import groupby

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from board import live
from board.activity import record_each
from board.errors import Refused
from board.models import Link, LinkKind, Task, Verb
from board.models.task import UNFINISHED


def tell_blocked(task, boards, actor):
    """Nudge the boards of what `task`, whose state is written, blocks; return the ids of the columns there.

    Where it was the last that blocked one of them, the history of that one says so. `boards` is what
    `lock_blocking_task` returned.
    """
    theirs = {"links_here__kind": LinkKind.BLOCKS, "links_here__task": task}
    blocked = (
        Task.objects.filter(**theirs, state__in=UNFINISHED)
        .select_related("column")
        .annotate(is_blocked=Exists(Link.objects.holding_up().filter(other=OuterRef("pk"))))
        .order_by("department", "pk")
    )
    columns = set()
    for department, group in groupby(blocked, key=lambda one: one.department_id):
        if department not in boards:
            raise Refused(_("A task that this one blocks has changed at this very moment. Please try again."))
        columns |= _tell(list(group), boards[department], task.state in UNFINISHED, actor)
    return columns


def _tell(tasks, department, begins, actor):
    freed = [task for task in tasks if not begins and not task.is_blocked]
    for task in freed:
        task.department = department
    record_each(Verb.UNBLOCKED, freed, actor)
    columns = {task.column for task in tasks if task.column}
    live.changed(department, columns=columns)
    return {column.pk for column in columns}
