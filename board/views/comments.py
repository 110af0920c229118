"""What people write under a task."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from board import access, http
from board.actions.comments import add_comment, delete_comment, edit_comment
from board.forms.comments import CommentForm, EditCommentForm, ParentForm, ReplyForm
from board.forms.fields import ConfirmForm
from board.queries.audience import Audience
from board.queries.thread import place_of
from board.views.task import composer_page


def add(request, pk):
    task = access.get_commentable_task(request.user, pk)
    audience = Audience(task, request.user)
    form = CommentForm(http.posted(request), audience=audience, auto_id="new-comment-%s")
    return http.submit(
        request,
        form,
        form.asking(lambda **data: add_comment(task, **data, actor=request.user)),
        page=composer_page(task),
        done=_answered(request, task, _("Your comment is there.")),
    )


def reply(request, pk):
    parent = access.get_answerable_comment(request.user, pk)
    audience = Audience(parent.task, request.user, comment=parent)
    form = ReplyForm(http.posted(request), audience=audience, auto_id=f"reply-{pk}-%s")
    return http.submit(
        request,
        form,
        form.asking(lambda **data: add_comment(parent.task, **data, parent=parent, actor=request.user)),
        page=_form_page(
            request, parent.task, title=_("A reply on #%(number)d"), submit=_("Reply"), id=f"reply-{pk}"
        ),
        done=_answered(request, parent.task, _("Your reply is there.")),
    )


def edit(request, pk):
    comment = access.get_own_comment(request.user, pk)
    form = EditCommentForm(
        http.posted(request),
        audience=Audience(comment.task, request.user, comment=comment, is_new=False),
        initial={"text": comment.text, "version": comment.version},
        auto_id=f"edit-{pk}-%s",
    )
    return http.submit(
        request,
        form,
        form.asking(lambda **data: edit_comment(comment, **data, actor=request.user)),
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
def audience(request, pk):
    """Say how many will hear of a comment on the task, or of a reply to its comment `parent`."""
    task = access.get_commentable_task(request.user, pk)
    parent = ParentForm(request.GET).chosen()
    comment = parent and access.get_answerable_comment(request.user, parent)
    if comment and comment.task_id != task.pk:
        raise Http404
    audience = Audience(task, request.user, comment=comment)
    return render(request, "board/comments/_hearers.html", {"audience": audience})


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
        template="form" if danger else "comments/form",
    )


def _answered(request, task, words):
    """Return what answers a new comment: `words`, and whether it ended the waiting of `task` as it stands now."""
    waited = task.waiting_on

    def done(comment):
        if not waited or comment.task.waiting_on:
            return _changed(request, comment, words)
        message = " ".join([words, _("The task does not wait any more.")])
        return _changed(request, comment, message, events={"lists:changed": {}})

    return done


def _changed(request, comment, message, *, events=None):
    task = comment.task
    return http.changed(
        request,
        task=task,
        columns=[task.column_id],
        back=reverse("comment", args=[comment.pk]),
        message=message,
        events=events,
    )
