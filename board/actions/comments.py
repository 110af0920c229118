"""People write under a task."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from board import live, markdown
from board.actions.locks import lock_open_task
from board.actions.mentions import name_in_comment
from board.actions.waiting import end_waiting
from board.actions.watches import follow
from board.activity import record
from board.errors import Conflict, Refused
from board.models import Comment, Task, Verb, Waiting, WatchReason
from board.queries.audience import own_side


@transaction.atomic
def add_comment(task, *, text, actor, parent=None, internal=False, give=(), omit=()):
    """Write `text` (Markdown) under `task` and return the comment; a reply to a reply stands under its root.

    It is for all who see the task, or `internal` to the actor's department, where that is one of the task's two
    sides; a reply has the audience of its root. The author watches the task from now on. A shared comment from the
    requesting side ends the waiting for it. Raises Refused where nothing is left of the comment replied to, for an
    internal one where the actor is on neither side, and for people who are named as `name_in_comment` says.
    """
    department = lock_open_task(task)
    root = _root(parent) if parent else None
    comment = Comment(task=task, author=actor, parent=root, text=text)
    comment.internal_to = root.internal_to if root else _own_side(task, actor) if internal else None
    named = name_in_comment(comment, actor=actor, give=give, omit=omit)
    comment.html, comment.renderer = named.render(text), markdown.RENDERER
    comment.save()
    named.keep(task, comment)
    _count(comment, 1)
    follow(task, actor, WatchReason.COMMENTER)
    record(Verb.COMMENTED, task, actor, comment=comment)
    if comment.internal_to is None and task.waiting_on == Waiting.REQUESTER and _answers(task, actor):
        end_waiting(task, actor)
    live.changed(department, columns=_shown_in(comment))
    return comment


@transaction.atomic
def edit_comment(comment, *, text, version, actor, give=(), omit=()):
    """Change a comment, of which the actor saw `version`.

    Raises Conflict as `edit_title`, Refused where it is gone and for people who are named as in `add_comment`.
    """
    department = lock_open_task(comment.task)
    _read_again(comment)
    if text == comment.text:
        return
    if version != comment.version:
        message = _("Someone else changed this text while you were writing. Look at both, then save again.")
        raise Conflict(message, theirs={"text": comment.text}, version=comment.version)
    comment.text = text
    named = name_in_comment(comment, actor=actor, give=give, omit=omit)
    comment.html, comment.renderer = named.render(text), markdown.RENDERER
    comment.version += 1
    comment.edited_at = timezone.now()
    comment.save(update_fields=["text", "html", "renderer", "version", "edited_at"])
    named.keep(comment.task, comment)
    record(Verb.COMMENT_EDITED, comment.task, actor, comment=comment)
    live.changed(department)


@transaction.atomic
def delete_comment(comment, *, actor):
    """Take a comment's text away; its replies keep their place. Raises Refused where someone did so already."""
    department = lock_open_task(comment.task)
    _read_again(comment)
    comment.text = comment.html = ""
    comment.version += 1
    comment.deleted_at = timezone.now()
    comment.save(update_fields=["text", "html", "version", "deleted_at"])
    comment.mentions.all().delete()
    _count(comment, -1)
    record(Verb.COMMENT_DELETED, comment.task, actor, comment=comment)
    live.changed(department, columns=_shown_in(comment))


def _root(parent):
    root = parent.parent or parent
    root.refresh_from_db(fields=["deleted_at"])
    if root.deleted_at and not root.replies.live().exists():
        raise Refused(_("This comment has been deleted. Copy your text and write a comment of its own."))
    return root


def _own_side(task, actor):
    department = own_side(task, actor)
    if department is None:
        raise Refused(_("Only who works in one of the two departments can keep a comment internal to it."))
    return department


def _answers(task, actor):
    """Whether `actor` speaks for who asked: the requester, or their department where it is not the owner."""
    side = actor.department_id
    return actor.pk == task.requester_id or (
        side == task.requesting_department_id and side != task.department_id
    )


def _read_again(comment):
    comment.refresh_from_db(fields=["text", "version", "deleted_at"])
    if comment.deleted_at:
        raise Refused(_("This comment has been deleted."))


def _count(comment, change):
    if comment.internal_to_id is None:
        Task.objects.filter(pk=comment.task_id).update(comment_count=F("comment_count") + change)


def _shown_in(comment):
    """Return the columns whose cards tell of `comment`: they count what is shared."""
    return [comment.task.column] if comment.internal_to_id is None else []
