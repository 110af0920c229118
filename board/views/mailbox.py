from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render

from board.notifications.mailbox import latest_mails


@login_not_required
def mailbox(request):
    """Show the mails that nothing sends; open, since the invitation to sign in with is among them."""
    if not settings.SHOWS_MAIL:
        raise Http404
    return render(request, "board/mailbox/page.html", {"mails": latest_mails()})
