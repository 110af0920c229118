from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import access, http
from board.actions.columns import add_column, edit_column, remove_column, shift_column
from board.conditional import fragment_if_changed
from board.forms.boards import ExpandedColumnForm
from board.forms.columns import ColumnForm, RemoveColumnForm
from board.queries.board import board_columns
from board.queries.filters import read_filters
from board.rendering.columns import KeptColumns, column_html
from board.views.departments import changed, form_page


@require_safe
def column(request, code, pk):
    """Answer one column as it is now, for a board that is open."""
    columns = access.get_board_columns(request.user, code, column=pk)
    department = columns[0].department
    may_work = request.user.is_admin or request.user.department_id == department.pk
    shown = ExpandedColumnForm(request.GET).shown_cards()
    expanded = {pk: shown} if shown else {}
    filters = read_filters(request.GET, department, request.user)
    if filters:
        (view,) = board_columns(columns, request.user, expanded=expanded, filters=filters)
        return HttpResponse(column_html(view, department=department, may_work=may_work))
    kept = KeptColumns(columns, expanded=expanded, may_work=may_work)
    return fragment_if_changed(request, kept.keys, lambda: HttpResponse(kept.html()))


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
