from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import access, http
from board.actions.departments import set_reading
from board.queries.departments import (
    columns_with_counts,
    labels_with_counts,
    request_types_with_counts,
)
from board.queries.holidays import working_time_of


@require_safe
def settings(request, code):
    """Show a department's columns, labels, request types and who may read its board, to its coordinators."""
    department = access.get_led_board(request.user, code)
    context = {
        "department": department,
        "columns": columns_with_counts(department),
        "labels": labels_with_counts(department),
        "working_time": working_time_of(department),
        "request_types": request_types_with_counts(department),
    }
    return render(request, "board/departments/settings.html", context)


@require_POST
def reading(request, code):
    """Open a board for reading to all staff, or close it."""
    department = access.get_led_board(request.user, code)
    is_open = request.POST.get("is_open") == "true"
    set_reading(department, is_open=is_open, actor=request.user)
    opened, closed = _("All staff may read this board now."), _("Only the department sees this board now.")
    return changed(request, department, opened if is_open else closed)


def form_page(request, department, title, submit, *, danger=False):
    """Return what stands around a form that belongs to a department's settings."""
    back = reverse("board_settings", args=[department.code])
    return http.FormPage(title=title, action=request.path, submit=submit, back=back, danger=danger)


def changed(request, department, message):
    """Answer a change of a department's settings: the open page of them fetches itself again."""
    back = reverse("board_settings", args=[department.code])
    return http.changed(request, back=back, message=message, events={"settings:changed": {}})
