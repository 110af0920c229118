from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import access, http
from board.actions.columns import add_column, edit_column, remove_column, shift_column
from board.forms.boards import ExpandedColumnForm
from board.forms.columns import ColumnForm, RemoveColumnForm
from board.queries.board import one_column
from board.views.departments import changed, form_page


@require_safe
def column(request, code, pk):
    """Answer one column as it is now, for a board that is open."""
    department = access.get_board(request.user, code)
    view = one_column(
        department,
        access.get_column(department, pk),
        request.user,
        shown=ExpandedColumnForm(request.GET).shown_cards(),
    )
    may_work = request.user.is_admin or request.user.department_id == department.pk
    return render(
        request, "board/boards/_column.html", {"department": department, "view": view, "may_work": may_work}
    )


def add(request, code):
    department = access.get_led_board(request.user, code)
    page = form_page(request, department, _("Add a column"), _("Add"))
    return http.submit(
        request,
        ColumnForm(http.posted(request), initial={"kind": "doing"}),
        lambda **data: add_column(department, **data, actor=request.user),
        page=page,
        done=lambda column: changed(
            request, department, _("Column “%(name)s” is added.") % {"name": column.name}
        ),
    )


def edit(request, code, pk):
    department = access.get_led_board(request.user, code)
    column = access.get_column(department, pk)
    initial = {"name": column.name, "kind": column.kind, "wip_limit": column.wip_limit}
    return http.submit(
        request,
        ColumnForm(http.posted(request), initial=initial),
        lambda **data: edit_column(column, **data, actor=request.user),
        page=form_page(request, department, _("Edit column “%(name)s”") % {"name": column.name}, _("Save")),
        done=lambda _result: changed(request, department, _("The column is saved.")),
    )


@require_POST
def order(request, code, pk):
    """Move a column one place to the left or to the right."""
    department = access.get_led_board(request.user, code)
    column = access.get_column(department, pk)
    shift_column(column, by=1 if request.POST.get("to") == "right" else -1, actor=request.user)
    return changed(request, department, _("The columns are in their new order."))


def remove(request, code, pk):
    department = access.get_led_board(request.user, code)
    column = access.get_column(department, pk)
    title = _("Remove column “%(name)s”") % {"name": column.name}
    return http.submit(
        request,
        RemoveColumnForm(http.posted(request), column=column),
        lambda **data: remove_column(column, **data, actor=request.user),
        page=form_page(request, department, title, _("Remove"), danger=True),
        done=lambda _result: changed(request, department, _("The column is removed.")),
    )
