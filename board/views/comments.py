"""What people write under a task."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from board import access, http
from board.actions.comments import add_comment, delete_comment, edit_comment
from board.forms.comments import CommentForm, EditCommentForm, ReplyForm
from board.forms.fields import ConfirmForm
from board.queries.thread import place_of
from board.views.task import composer_page


def add(request, pk):
    task = access.get_commentable_task(request.user, pk)
    return http.submit(
        request,
        CommentForm(http.posted(request), auto_id="new-comment-%s"),
        lambda text: add_comment(task, text=text, actor=request.user),
        page=composer_page(task),
        done=lambda comment: _changed(request, comment, _("Your comment is there.")),
    )


def reply(request, pk):
    parent = access.get_answerable_comment(request.user, pk)
    return http.submit(
        request,
        ReplyForm(http.posted(request), auto_id=f"reply-{pk}-%s"),
        lambda text: add_comment(parent.task, text=text, parent=parent, actor=request.user),
        page=_form_page(
            request, parent.task, title=_("A reply on #%(number)d"), submit=_("Reply"), id=f"reply-{pk}"
        ),
        done=lambda comment: _changed(request, comment, _("Your reply is there.")),
    )


def edit(request, pk):
    comment = access.get_own_comment(request.user, pk)
    form = EditCommentForm(
        http.posted(request),
        initial={"text": comment.text, "version": comment.version},
        auto_id=f"edit-{pk}-%s",
    )
    return http.submit(
        request,
        form,
        lambda **data: edit_comment(comment, **data, actor=request.user),
        page=_form_page(
            request, comment.task, title=_("Your comment on #%(number)d"), submit=_("Save"), id=f"edit-{pk}"
        ),
        done=lambda _result: _changed(request, comment, _("Your comment is saved.")),
    )


def delete(request, pk):
    comment = access.get_deletable_comment(request.user, pk)
    page = _form_page(
        request,
        comment.task,
        title=_("Delete this comment on #%(number)d for everyone?"),
        submit=_("Delete for everyone"),
        id=f"delete-{pk}",
        danger=True,
    )
    return http.submit(
        request,
        ConfirmForm(http.posted(request)),
        lambda: delete_comment(comment, actor=request.user),
        page=page,
        done=lambda _result: _changed(request, comment, _("The comment is deleted.")),
    )


@require_safe
def comment(request, pk):
    """Lead to where a comment stands in its thread."""
    return redirect(_permalink(access.get_comment(request.user, pk)))


def _permalink(comment):
    address = reverse("task", args=[comment.task_id])
    return f"{address}?{urlencode(place_of(comment))}#comment-{comment.pk}"


def _form_page(request, task, *, title, submit, id, danger=False):
    return http.FormPage(
        title=title % {"number": task.pk},
        action=request.path,
        submit=submit,
        back=reverse("task", args=[task.pk]),
        id=id,
        danger=danger,
        composer=not danger,
    )


def _changed(request, comment, message):
    task = comment.task
    return http.changed(
        request,
        task=task,
        columns=[task.column_id],
        back=reverse("comment", args=[comment.pk]),
        message=message,
    )
