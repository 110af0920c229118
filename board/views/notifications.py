"""What the reader should hear of."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import http
from board.actions.visits import read_notifications
from board.forms.lists import NotificationsPageForm, ReadForm
from board.queries.notifications import count_heard, heard_by


@require_safe
def page(request):
    """Show what the reader has not read yet, or everything."""
    return render(request, "board/notifications/page.html", _context(request))


@require_safe
def lines(request):
    """Show the same as a fragment."""
    return render(request, "board/notifications/_list.html", _context(request))


@require_safe
def count(request):
    """Say of how many tasks there is something unread, in the place where the header says it."""
    return HttpResponse(count_heard(request.user))


@require_POST
def read(request):
    """Mark what the page has shown as read: of one task, or all."""
    read_notifications(**http.checked(ReadForm(request.POST)), actor=request.user)
    back = http.back_to(request, default=reverse("notifications"))
    events = {"notifications:changed": {}}
    return http.changed(request, back=back, message=_("Marked as read."), events=events)


def _context(request):
    chosen = NotificationsPageForm(request.GET).chosen()
    heard, next_key = heard_by(request.user, **chosen)
    return {
        "heard": heard,
        # Nothing that came later than what the page shows is marked with it.
        "latest": heard[0].latest if heard else 0,
        "has_unread": any(of_task.unread for of_task in heard),
        **chosen,
        "here": _query(**chosen),
        "next": _query(**chosen | {"before": next_key}) if next_key else "",
    }


def _query(*, everything, before):
    parts = {"all": "1" if everything else "", "after": before or ""}
    query = urlencode({name: value for name, value in parts.items() if value})
    return f"?{query}" if query else ""
