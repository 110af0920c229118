"""A department's coordinators arrange what it offers to others."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from board import access, http
from board.actions.request_types import (
    FIELDS,
    add_request_type,
    edit_request_type,
    offer_request_type,
    remove_request_type,
    shift_request_type,
)
from board.forms.fields import ConfirmForm
from board.forms.request_types import RequestTypeForm
from board.views.departments import changed, form_page


def add(request, code):
    department = access.get_led_board(request.user, code)
    return http.submit(
        request,
        RequestTypeForm(http.posted(request)),
        lambda **data: add_request_type(department, **data, actor=request.user),
        page=form_page(request, department, _("Add a request type"), _("Add")),
        done=lambda added: changed(
            request, department, _("Request type “%(name)s” is added.") % {"name": added.name}
        ),
    )


def edit(request, code, pk):
    department = access.get_led_board(request.user, code)
    request_type = access.get_request_type(department, pk)
    initial = {name: getattr(request_type, name) for name in FIELDS}
    title = _("Edit request type “%(name)s”") % {"name": request_type.name}
    return http.submit(
        request,
        RequestTypeForm(http.posted(request), initial=initial),
        lambda **data: edit_request_type(request_type, **data, actor=request.user),
        page=form_page(request, department, title, _("Save")),
        done=lambda _result: changed(request, department, _("The request type is saved.")),
    )


@require_POST
def order(request, code, pk):
    """Move a request type one place up or down."""
    department = access.get_led_board(request.user, code)
    request_type = access.get_request_type(department, pk)
    shift_request_type(request_type, by=1 if request.POST.get("to") == "down" else -1, actor=request.user)
    return changed(request, department, _("The request types are in their new order."))


@require_POST
def offer(request, code, pk):
    """Stop offering a request type, or offer it again."""
    department = access.get_led_board(request.user, code)
    request_type = access.get_request_type(department, pk)
    is_offered = request.POST.get("is_offered") == "true"
    offer_request_type(request_type, is_offered=is_offered, actor=request.user)
    offered = _("“%(name)s” is offered again.") % {"name": request_type.name}
    hidden = _("“%(name)s” is no longer offered. Its tasks keep it.") % {"name": request_type.name}
    return changed(request, department, offered if is_offered else hidden)


def remove(request, code, pk):
    department = access.get_led_board(request.user, code)
    request_type = access.get_request_type(department, pk)
    title = _("Remove request type “%(name)s”") % {"name": request_type.name}
    return http.submit(
        request,
        ConfirmForm(http.posted(request)),
        lambda: remove_request_type(request_type, actor=request.user),
        page=form_page(request, department, title, _("Remove"), danger=True),
        done=lambda _result: changed(request, department, _("The request type is removed.")),
    )
