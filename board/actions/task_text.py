"""The words of a task: its title and its description."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live, markdown
from board.actions.locks import lock_open_task
from board.actions.mentions import name_in_description
from board.actions.transitions import expect
from board.activity import record
from board.errors import Conflict
from board.models import State, Verb
from board.models.task import FINISHED


@transaction.atomic
def edit_title(task, *, title, version, actor):
    """Rename `task`, of which the actor saw `version`.

    Raises Conflict where someone changed its words meanwhile, and Refused for who asked once it is accepted.
    """
    department = lock_open_task(task)
    _expect_words_of(task, actor)
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
    """Write the description of `task` (Markdown), of which the actor saw `version`.

    Who is named in it and may see the task is mentioned. Raises Conflict and Refused as `edit_title`, and Refused for
    too many people.
    """
    department = lock_open_task(task)
    _expect_words_of(task, actor)
    if description == task.description:
        return
    _refuse_outdated(task, version, theirs={"description": task.description})
    task.description = description
    named = name_in_description(task)
    task.version += 1
    task.save(update_fields=["description", "description_html", "renderer", "version"])
    named.keep(task)
    record(Verb.EDITED, task, actor)
    live.changed(department)


@transaction.atomic
def write_result(task, *, result, version, actor):
    """Write what came of a finished `task` (Markdown). Raises Conflict as `edit_title`, Refused before that."""
    department = lock_open_task(task)
    expect(task, *FINISHED)
    if result == task.result:
        return
    _refuse_outdated(task, version, theirs={"result": task.result})
    task.result, task.result_html = result, markdown.render(result)
    task.version += 1
    task.save(update_fields=["result", "result_html", "version"])
    record(Verb.RESULT_WRITTEN, task, actor)
    live.changed(department)


def _expect_words_of(task, actor):
    if actor and actor.department_id != task.department_id and not actor.is_admin:
        expect(task, State.SUBMITTED)


def _refuse_outdated(task, version, *, theirs):
    if version != task.version:
        message = _("Someone else changed this text while you were writing. Look at both, then save again.")
        raise Conflict(message, theirs=theirs, version=task.version)
