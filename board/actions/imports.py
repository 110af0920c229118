"""Tasks come from a file, all of them or none."""

from itertools import groupby

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from board.actions.hops import ask_task
from board.actions.labels import add_label
from board.actions.locks import lock_board
from board.actions.tasks import create_each
from board.errors import Refused
from board.imports import read
from board.models import Color, Import
from board.queries.imports import earlier_import, fingerprint

BATCH = 500


class KnownFile(Refused):
    """This very file was brought in before."""

    def __init__(self, before):
        day = formats.date_format(timezone.localtime(before.created_at), "SHORT_DATE_FORMAT")
        words = _("%(person)s brought in this file on %(date)s already.")
        super().__init__(words % {"person": before.actor, "date": day})


@transaction.atomic
def import_tasks(department, *, content, again=False, progress=None, actor):
    """Make a task from each row of `content` (the bytes of a CSV file), in the file's order; return them.

    A row without a requester is a task of `actor` on the board; one with a requester is asked for by that person, and
    waits in the inbox. The former are returned first.
    Labels that are not there yet are made. `progress` hears how many tasks are made so far.
    Raises Refused for a file with a bad row, KnownFile for one that was brought in before, unless `again`,
    and BadFile for one that cannot be read at all.
    """
    department = lock_board(department.pk)
    before = earlier_import(department, content)
    if before and not again:
        raise KnownFile(before)
    plan = read(content, department)
    if plan.problems:
        line, reason = plan.problems[0]
        raise Refused(_("Line %(line)d: %(reason)s") % {"line": line, "reason": reason})

    for name in plan.new_labels:
        add_label(department, name=name, color=Color.SLATE, actor=actor)
    tasks = _create(department, [row for row in plan.rows if not row.requester], actor, progress)
    for row in plan.rows:
        if row.requester:
            tasks.append(_ask(department, row))
            if progress:
                progress(len(tasks))
    Import.objects.create(
        department=department, actor=actor, sha256=fingerprint(content), task_count=len(tasks)
    )
    return tasks


def _create(department, rows, actor, progress):
    labels = {label.name: label for label in department.labels.all()}
    tasks = []
    by_column = sorted(rows, key=lambda row: row.column.position)
    for column, group in groupby(by_column, key=lambda row: row.column):
        fields = [_fields(row, labels) for row in group]
        # Each batch goes on top of the one before: the last one first keeps the file's order.
        for start in reversed(range(0, len(fields), BATCH)):
            tasks = create_each(column, rows=fields[start : start + BATCH], actor=actor) + tasks
            if progress:
                progress(len(tasks))
    return tasks


def _ask(department, row):
    return ask_task(
        department,
        title=row.title,
        description=row.description,
        wanted_on=row.wanted_on,
        priority=row.priority,
        actor=row.requester,
    )


def _fields(row, labels):
    return {
        "title": row.title,
        "description": row.description,
        "assignee": row.assignee,
        "priority": row.priority,
        "wanted_on": row.wanted_on,
        "labels": [labels[name] for name in row.labels],
    }
