"""What a task has to do with other tasks."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from board import access, http
from board.actions.duplicates import decline_as_duplicate
from board.actions.links import add_blocker, add_child, open_children, remove_blocker, separate_child
from board.forms.links import BlockerForm, ChildForm, ChildrenForm, DuplicateForm
from board.models import LinkKind
from board.queries.links import askable_departments, count_open_parts
from board.views.task import changed, form_page
from board.views.undo import offer_undo


def duplicate(request, pk):
    """Decline a task as a duplicate of another one."""
    task = access.get_led_task(request.user, pk)
    return http.submit(
        request,
        DuplicateForm(http.posted(request), user=request.user, auto_id=f"duplicate-{pk}-%s"),
        lambda original: decline_as_duplicate(task, original=original, actor=request.user),
        page=form_page(
            task,
            request,
            title=_("Decline #%(number)d as a duplicate"),
            id=f"duplicate-{pk}",
            submit=_("Decline as a duplicate"),
            danger=True,
            note=_("%(person)s can reopen it.") % {"person": task.requester.name},
        ),
        done=lambda _result: http.changed(
            request,
            task=task,
            back=reverse("task", args=[task.pk]),
            message=_("#%(number)d is declined as a duplicate.") % {"number": task.pk},
            events={"lists:changed": {}},
            offer=offer_undo(task),
        ),
    )


def children(request, pk):
    """Open a part of a task in each of several departments."""
    task = access.get_workable_task(request.user, pk)
    return http.submit(
        request,
        ChildrenForm(
            http.posted(request),
            departments=askable_departments(),
            title=task.title,
            auto_id=f"children-{pk}-%s",
        ),
        lambda **data: open_children(task, **data, actor=request.user),
        page=form_page(
            task,
            request,
            title=_("Open parts of #%(number)d"),
            id=f"children-{pk}",
            submit=_("Open the parts"),
            note=_("Each department gets a task of its own. Either all of them are opened, or none."),
            template="tasks/children",
        ),
        done=lambda tasks: changed(request, task, _opened(len(tasks))),
    )


def child(request, pk):
    """Make a task that there is already a part of this one."""
    task = access.get_workable_task(request.user, pk)
    return http.submit(
        request,
        ChildForm(http.posted(request), user=request.user, auto_id=f"child-{pk}-%s"),
        lambda child: add_child(task, child=child, actor=request.user),
        page=form_page(
            task, request, title=_("A part of #%(number)d"), id=f"child-{pk}", submit=_("Add as a part")
        ),
        done=lambda _result: changed(request, task, _("The part is added.")),
    )


def blockers(request, pk):
    """Say that another task has to be finished first."""
    task = access.get_workable_task(request.user, pk)
    return http.submit(
        request,
        BlockerForm(http.posted(request), user=request.user, auto_id=f"blocker-{pk}-%s"),
        lambda blocker: add_blocker(task, blocker=blocker, actor=request.user),
        page=form_page(
            task, request, title=_("What blocks #%(number)d"), id=f"blocker-{pk}", submit=_("Add the blocker")
        ),
        done=lambda _result: changed(request, task, _("The blocker is added.")),
    )


@require_POST
def remove(request, pk, link):
    """Separate a part, or take a blocker away."""
    task = access.get_workable_task(request.user, pk)
    link = access.get_link(task, link)
    if link.kind == LinkKind.PARENT:
        separate_child(task, link=link, actor=request.user)
        return changed(request, task, _("The part is separated."))
    remove_blocker(task, link=link, actor=request.user)
    return changed(request, task, _("The blocker is taken away."))


def open_parts(task, user):
    """Return the sentence that warns of parts that are not over, or nothing."""
    count = count_open_parts(task, user)
    if not count:
        return ""
    words = ngettext(
        "%(count)d part of this is still open.", "%(count)d parts of this are still open.", count
    )
    return words % {"count": count}


def _opened(count):
    return ngettext("%(count)d part is opened.", "%(count)d parts are opened.", count) % {"count": count}
