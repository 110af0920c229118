from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import http
from board.actions.preferences import choose_shortcuts
from board.forms.shortcuts import ShortcutsForm


@require_safe
def keys(request):
    """Tell which keys there are: over the page that is open, or as a page."""
    page = http.FormPage(title=_("Keys"), action=request.path, submit="", back="", template="keys/sheet")
    return http.show_form(request, None, page)


@require_POST
def shortcuts(request):
    """Let single keys act for the reader, or not."""
    choose_shortcuts(request.user, **http.checked(ShortcutsForm(request.POST)), actor=request.user)
    messages.success(request, _("Your settings are saved."))
    return redirect("/settings/#keys-switch")
