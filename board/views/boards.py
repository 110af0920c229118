from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from board import access
from board.conditional import page_if_changed
from board.forms.boards import ArchivePageForm, ExpandedColumnForm
from board.queries.board import board_columns
from board.queries.boards import archived, readable_boards
from board.queries.filters import read_filters
from board.rendering.columns import KeptColumns, column_html


@require_safe
def index(request):
    """List the boards that the reader may see."""
    return render(request, "board/boards/index.html", {"boards": readable_boards(request.user)})


@require_safe
def board(request, code):
    """Show a department's board."""
    columns = access.get_board_columns(request.user, code)
    department = columns[0].department
    if code != department.code:
        return redirect("board", department.code, permanent=True)
    expanded = ExpandedColumnForm(request.GET).expanded()
    filters = read_filters(request.GET, department, request.user)
    context = {
        "department": department,
        "columns": columns,
        "filters": filters,
        "may_work": request.user.is_admin or request.user.department_id == department.pk,
        "may_lead": request.user.leads(department.pk),
    }

    def page(**shown):
        return render(request, "board/boards/board.html", context | shown)

    if filters:
        views = board_columns(columns, request.user, expanded=expanded, filters=filters)
        return page(
            columns_html=[
                column_html(view, department=department, may_work=context["may_work"]) for view in views
            ],
            matching=sum(view.count or 0 for view in views),
            total=sum(view.total or 0 for view in views),
        )
    kept = KeptColumns(columns, expanded=expanded, may_work=context["may_work"])
    shown = [department.version, *kept.keys]
    return page_if_changed(request, shown, lambda: page(columns_html=kept.html()))


@require_safe
def archive(request, code):
    """List what is archived on a board."""
    department = access.get_board(request.user, code)
    form = ArchivePageForm(request.GET)
    tasks, next_key = archived(department, request.user, before=form.before())
    context = {"department": department, "tasks": tasks, "next_key": next_key, "before": form.before()}
    return render(request, "board/boards/archive.html", context)
