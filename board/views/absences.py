from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from board import access, http
from board.actions.absences import add_absence, change_absence, end_absence
from board.forms.absences import AbsenceForm
from board.notifications.readers import today_of
from board.queries.absences import possible_substitutes


def add(request):
    """Say when one is away, and who stands in."""
    return http.submit(
        request,
        _form(request),
        lambda **data: add_absence(request.user, **data, actor=request.user),
        page=_page(request, _("Add an absence"), _("Add")),
        done=lambda _absence: _changed(request, _("Your absence is noted.")),
    )


def edit(request, pk):
    absence = access.get_own_absence(request.user, pk)
    initial = {
        "first_day": absence.first_day,
        "last_day": absence.last_day,
        "substitute": absence.substitute_id,
    }
    return http.submit(
        request,
        _form(request, initial=initial),
        lambda **data: change_absence(absence, **data, actor=request.user),
        page=_page(request, _("Change an absence"), _("Save")),
        done=lambda _absence: _changed(request, _("Your absence is saved.")),
    )


@require_POST
def end(request, pk):
    """Be back today, or not go away at all."""
    absence = access.get_own_absence(request.user, pk)
    end_absence(absence, actor=request.user)
    return _changed(request, _("You are not away any more."))


def _form(request, **kwargs):
    reader = request.user
    return AbsenceForm(
        http.posted(request), people=possible_substitutes(reader), today=today_of(reader), **kwargs
    )


def _page(request, title, submit):
    return http.FormPage(title=title, action=request.path, submit=submit, back=reverse("settings"))


def _changed(request, message):
    return http.changed(request, back=reverse("settings"), message=message, events={"settings:changed": {}})
