from django.urls import reverse
from django.utils.translation import gettext as _

from board import access, http
from board.actions.labels import add_label, edit_label, remove_label
from board.forms.fields import ConfirmForm
from board.forms.labels import LabelForm


def add(request, code):
    department = access.get_led_board(request.user, code)
    return http.submit(
        request,
        LabelForm(http.posted(request)),
        lambda **data: add_label(department, **data, actor=request.user),
        page=_page(request, department, _("Add a label"), _("Add")),
        done=lambda label: _sorted(
            request, department, _("Label “%(name)s” is added.") % {"name": label.name}
        ),
    )


def edit(request, code, pk):
    department = access.get_led_board(request.user, code)
    label = access.get_label(department, pk)
    return http.submit(
        request,
        LabelForm(http.posted(request), initial={"name": label.name, "color": label.color}),
        lambda **data: edit_label(label, **data, actor=request.user),
        page=_page(request, department, _("Edit label “%(name)s”") % {"name": label.name}, _("Save")),
        done=lambda _result: _sorted(request, department, _("The label is saved.")),
    )


def remove(request, code, pk):
    department = access.get_led_board(request.user, code)
    label = access.get_label(department, pk)
    title = _("Remove label “%(name)s” from all its tasks") % {"name": label.name}
    return http.submit(
        request,
        ConfirmForm(http.posted(request)),
        lambda: remove_label(label, actor=request.user),
        page=_page(request, department, title, _("Remove"), danger=True),
        done=lambda _result: _sorted(request, department, _("The label is removed.")),
    )


def _page(request, department, title, submit, *, danger=False):
    back = reverse("board_settings", args=[department.code])
    return http.FormPage(title=title, action=request.path, submit=submit, back=back, danger=danger)


def _sorted(request, department, message):
    back = reverse("board_settings", args=[department.code])
    return http.changed(request, back=back, message=message, events={"settings:changed": {}})
