from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from board import access
from board.forms.lists import InboxPageForm
from board.queries.inbox import count_inbox, inbox


@require_safe
def page(request, code):
    """Show what is asked of a department, to be dealt with one after the other."""
    return render(request, "board/inbox/page.html", _context(request, code))


@require_safe
def lines(request, code):
    """Show the same as a fragment."""
    return render(request, "board/inbox/_inbox.html", _context(request, code))


@require_safe
def count(request, code):
    """Say how much waits there, in the place where the navigation says it."""
    department = access.get_worked_board(request.user, code)
    return HttpResponse(count_inbox(department, request.user))


def _context(request, code):
    department = access.get_worked_board(request.user, code)
    after = InboxPageForm(request.GET).value("after")
    found, next_key = inbox(department, request.user, after=after)
    return {
        "department": department,
        "lines": found,
        "next_key": next_key,
        "after": after,
        "count": count_inbox(department, request.user),
        "may_lead": request.user.leads(department.pk),
    }
