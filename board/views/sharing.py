"""Who may see a task."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from board import access, http
from board.actions.sharing import give_access, restrict_task, take_access
from board.forms.sharing import AccessForm, RestrictionForm
from board.queries.task import shareable_people
from board.views.task import changed, form_page


def restriction(request, pk):
    task = access.get_guarded_task(request.user, pk)
    form = RestrictionForm(
        http.posted(request),
        initial={"is_restricted": task.is_restricted},
        auto_id="restriction-%s",
    )
    return http.submit(
        request,
        form,
        lambda **data: restrict_task(task, **data, actor=request.user),
        page=form_page(task, request, title=_("Who may see #%(number)d"), id="restriction-form"),
        done=lambda _result: changed(request, task, _restricted(task)),
    )


def give(request, pk):
    task = access.get_shareable_task(request.user, pk)
    form = AccessForm(http.posted(request), people=shareable_people(task), auto_id="access-%s")
    return http.submit(
        request,
        form,
        lambda person: give_access(task, person=person, actor=request.user) or person,
        page=form_page(
            task,
            request,
            title=_("Give someone access to #%(number)d"),
            id="access-form",
            submit=_("Give access"),
        ),
        done=lambda person: changed(request, task, _("%(person)s has access.") % {"person": person.name}),
    )


@require_POST
def take(request, pk, person):
    task = access.get_shareable_task(request.user, pk)
    person = access.get_guest(task, person)
    take_access(task, person=person, actor=request.user)
    return changed(request, task, _("%(person)s has no access any more.") % {"person": person.name})


def _restricted(task):
    return _("The task is restricted.") if task.is_restricted else _("The restriction is lifted.")
