from django.utils.translation import gettext as _

from board import access, http
from board.actions.labels import add_label, edit_label, remove_label
from board.forms.fields import ConfirmForm
from board.forms.labels import LabelForm
from board.views.departments import changed, form_page


def add(request, code):
    department = access.get_led_board(request.user, code)
    return http.submit(
        request,
        LabelForm(http.posted(request)),
        lambda **data: add_label(department, **data, actor=request.user),
        page=form_page(request, department, _("Add a label"), _("Add")),
        done=lambda label: changed(
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
        page=form_page(request, department, _("Edit label “%(name)s”") % {"name": label.name}, _("Save")),
        done=lambda _result: changed(request, department, _("The label is saved.")),
    )


def remove(request, code, pk):
    department = access.get_led_board(request.user, code)
    label = access.get_label(department, pk)
    title = _("Remove label “%(name)s” from all its tasks") % {"name": label.name}
    return http.submit(
        request,
        ConfirmForm(http.posted(request)),
        lambda: remove_label(label, actor=request.user),
        page=form_page(request, department, title, _("Remove"), danger=True),
        done=lambda _result: changed(request, department, _("The label is removed.")),
    )
