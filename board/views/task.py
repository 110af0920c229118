"""The page of a task, and its words."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from board import access, http
from board.actions.task_text import edit_description, edit_title, write_result
from board.forms.agreement import ResultForm
from board.forms.comments import CommentForm
from board.forms.task import DepthForm, DescriptionForm, TitleForm
from board.queries.audience import Audience
from board.queries.task import read_task
from board.views.mentions import left_out_note


@require_safe
def page(request, pk):
    return render(request, "board/tasks/page.html", _read(request, pk))


@require_safe
def panel(request, pk):
    """The same as a fragment: for the dialog over the board, and for a page whose task has changed."""
    return render(request, "board/tasks/_task.html", _read(request, pk))


def title(request, pk):
    task = access.get_editable_task(request.user, pk)
    return http.submit(
        request,
        TitleForm(
            http.posted(request), initial={"title": task.title, "version": task.version}, auto_id="title-%s"
        ),
        lambda **data: edit_title(task, **data, actor=request.user),
        page=form_page(task, request, title=_("Title of #%(number)d"), id="title-form"),
        done=lambda _result: changed(request, task, _("The title is saved.")),
    )


def description(request, pk):
    task = access.get_editable_task(request.user, pk)
    initial = {"description": task.description, "version": task.version}
    form = DescriptionForm(http.posted(request), initial=initial, auto_id="description-%s")
    form.fields["description"].offer_people(task)
    return http.submit(
        request,
        form,
        lambda **data: edit_description(task, **data, actor=request.user),
        page=form_page(
            task, request, title=_("Description of #%(number)d"), id="description-form", composer=True
        ),
        done=lambda _result: changed(
            request, task, " ".join([_("The description is saved."), left_out_note(task)]).strip()
        ),
    )


def result(request, pk):
    """Write what came of a finished task."""
    task = access.get_workable_task(request.user, pk)
    initial = {"result": task.result, "version": task.version}
    return http.submit(
        request,
        ResultForm(http.posted(request), initial=initial, auto_id=f"result-{pk}-%s"),
        lambda **data: write_result(task, **data, actor=request.user),
        page=form_page(task, request, title=_("Result of #%(number)d"), id=f"result-{pk}"),
        done=lambda _result: changed(request, task, _("The result is saved.")),
    )


def form_page(task, request, *, title, id, submit=None, **options):
    """Return what stands around a form about `task`; `title` may name its number."""
    return http.FormPage(
        title=title % {"number": task.pk},
        action=request.path,
        submit=submit or _("Save"),
        back=reverse("task", args=[task.pk]),
        id=id,
        **options,
    )


def changed(request, task, message="", *, events=None):
    """Answer a change to `task`: its page and its column look different now; `events` as in `http.changed`."""
    back = reverse("task", args=[task.pk])
    return http.changed(
        request, task=task, columns=[task.column_id], back=back, message=message, events=events
    )


def composer_page(task):
    """Return what stands around the form of a new comment on `task`: at the end of its thread, or as a page."""
    return http.FormPage(
        title=_("A comment on #%(number)d") % {"number": task.pk},
        action=reverse("comment_add", args=[task.pk]),
        submit=pgettext("verb", "Comment"),
        back="",
        id="new-comment",
        composer=True,
        template="comments/form",
    )


def _read(request, pk):
    task = access.get_task(request.user, pk)
    page = read_task(task, request.user, depth=DepthForm.read(request.GET))
    form = CommentForm(audience=Audience(task, request.user, guests=page.people), auto_id="new-comment-%s")
    return {"page": page, "composer": {"form": form, "page": composer_page(task)}}
