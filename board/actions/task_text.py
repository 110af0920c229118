"""The words of a task: its title and its description."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live, markdown
from board.actions.locks import lock_open_task
from board.activity import record
from board.errors import Conflict
from board.models import Verb


@transaction.atomic
def edit_title(task, *, title, version, actor):
    """Rename `task`, of which the actor saw `version`. Raises Conflict where someone changed its words meanwhile."""
    department = lock_open_task(task)
    before = task.title
    if title == before:
        return
    _refuse_outdated(task, version, theirs={"title": before})
    task.title = title
    task.version += 1
    task.save(update_fields=["title", "version"])
    record(Verb.EDITED, task, actor, before=before, after=title)
    live.changed(department, columns=[task.column])


@transaction.atomic
def edit_description(task, *, description, version, actor):
    """Write the description of `task` (Markdown), of which the actor saw `version`. Raises Conflict as `edit_title`."""
    department = lock_open_task(task)
    if description == task.description:
        return
    _refuse_outdated(task, version, theirs={"description": task.description})
    task.description = description
    task.description_html, task.renderer = markdown.render(description), markdown.RENDERER
    task.version += 1
    task.save(update_fields=["description", "description_html", "renderer", "version"])
    record(Verb.EDITED, task, actor)
    live.changed(department)


def _refuse_outdated(task, version, *, theirs):
    if version != task.version:
        message = _("Someone else changed this text while you were writing. Look at both, then save again.")
        raise Conflict(message, theirs=theirs, version=task.version)
