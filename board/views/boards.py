from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from board import access
from board.forms.boards import ArchivePageForm, ExpandedColumnForm
from board.queries.board import board_columns
from board.queries.boards import archived, readable_boards


@require_safe
def home(request):
    """Lead to one's own board, or to the list."""
    department = request.user.department
    if department and not department.closed_at:
        return redirect("board", department.code)
    return redirect("boards")


@require_safe
def index(request):
    """List the boards that the reader may see."""
    return render(request, "board/boards/index.html", {"boards": readable_boards(request.user)})


@require_safe
def board(request, code):
    """Show a department's board."""
    department = access.get_board(request.user, code)
    if code != department.code:
        return redirect("board", department.code, permanent=True)
    form = ExpandedColumnForm(request.GET)
    context = {
        "department": department,
        "columns": board_columns(department, request.user, expanded=form.expanded()),
        "may_work": request.user.is_admin or request.user.department_id == department.pk,
        "may_lead": request.user.leads(department.pk),
    }
    return render(request, "board/boards/board.html", context)


@require_safe
def archive(request, code):
    """List what is archived on a board."""
    department = access.get_board(request.user, code)
    form = ArchivePageForm(request.GET)
    tasks, next_key = archived(department, request.user, before=form.before())
    context = {"department": department, "tasks": tasks, "next_key": next_key, "before": form.before()}
    return render(request, "board/boards/archive.html", context)
