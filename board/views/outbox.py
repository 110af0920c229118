from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from board import access
from board.forms.lists import OutboxPageForm
from board.queries.outbox import outbox


@require_safe
def page(request, code):
    """Show what a department has asked of others."""
    return render(request, "board/outbox/page.html", _context(request, code))


@require_safe
def lines(request, code):
    """Show the same as a fragment."""
    return render(request, "board/outbox/_outbox.html", _context(request, code))


def _context(request, code):
    department = access.get_worked_board(request.user, code)
    chosen = OutboxPageForm(request.GET).chosen()
    found, next_key = outbox(department, request.user, **chosen)
    return {
        "department": department,
        "lines": found,
        **chosen,
        "here": _query(**chosen),
        "next": _query(**chosen | {"before": next_key}) if next_key else "",
        "filters": {shown: _query(shown=shown, mine=chosen["mine"]) for shown in ("open", "over", "all")},
        "everybody": _query(shown=chosen["shown"], mine=False),
        "only_mine": _query(shown=chosen["shown"], mine=True),
        "may_lead": request.user.leads(department.pk),
    }


def _query(*, shown, mine, before=None):
    parts = {"show": shown, "mine": "1" if mine else "", "after": before or ""}
    return "?" + urlencode({name: value for name, value in parts.items() if value})
