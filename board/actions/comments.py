"""People write under a task."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from board import live, markdown
from board.actions.locks import lock_open_task
from board.actions.watches import follow
from board.activity import record
from board.errors import Conflict, Refused
from board.models import Comment, Task, Verb, WatchReason


@transaction.atomic
def add_comment(task, *, text, actor, parent=None):
    """Write `text` (Markdown) under `task` and return the comment; a reply to a reply stands under its root.

    The author watches the task from now on. Raises Refused where nothing is left of the comment replied to.
    """
    department = lock_open_task(task)
    root = _root(parent) if parent else None
    comment = Comment(task=task, author=actor, parent=root, text=text)
    comment.html, comment.renderer = markdown.render(text), markdown.RENDERER
    comment.save()
    _count(task, 1)
    follow(task, actor, WatchReason.COMMENTER)
    record(Verb.COMMENTED, task, actor, comment=comment)
    live.changed(department, columns=[task.column])
    return comment


@transaction.atomic
def edit_comment(comment, *, text, version, actor):
    """Change a comment, of which the actor saw `version`. Raises Conflict as `edit_title`, Refused where it is gone."""
    department = lock_open_task(comment.task)
    _read_again(comment)
    if text == comment.text:
        return
    if version != comment.version:
        message = _("Someone else changed this text while you were writing. Look at both, then save again.")
        raise Conflict(message, theirs={"text": comment.text}, version=comment.version)
    comment.text = text
    comment.html, comment.renderer = markdown.render(text), markdown.RENDERER
    comment.version += 1
    comment.edited_at = timezone.now()
    comment.save(update_fields=["text", "html", "renderer", "version", "edited_at"])
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
    _count(comment.task, -1)
    record(Verb.COMMENT_DELETED, comment.task, actor, comment=comment)
    live.changed(department, columns=[comment.task.column])


def _root(parent):
    root = parent.parent or parent
    root.refresh_from_db(fields=["deleted_at"])
    if root.deleted_at and not root.replies.live().exists():
        raise Refused(_("This comment has been deleted. Copy your text and write a comment of its own."))
    return root


def _read_again(comment):
    comment.refresh_from_db(fields=["text", "version", "deleted_at"])
    if comment.deleted_at:
        raise Refused(_("This comment has been deleted."))


def _count(task, change):
    Task.objects.filter(pk=task.pk).update(comment_count=F("comment_count") + change)
