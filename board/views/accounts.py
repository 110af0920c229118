"""What we add to allauth's pages."""

from allauth.account import views as allauth
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters

from board import http
from board.actions.setup import create_first_administrator
from board.errors import Refused
from board.forms.setup import SetupForm
from board.queries.accounts import has_administrator
from board.tokens import is_setup_token


class SignIn(allauth.LoginView):
    """allauth's page; while nobody administers the system yet it says how to begin."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_new_system": not has_administrator()}


@login_not_required
def sign_out(request):
    """End the session by POST; the browser forgets the pages that it has kept."""
    response = allauth.logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


@sensitive_post_parameters("password")
@login_not_required
def setup(request, token):
    """Make the first administrator's account for whoever read the link in the log, and sign them in."""
    if not is_setup_token(token) or has_administrator():
        return render(request, "account/setup_over.html", status=410)
    form = SetupForm(http.posted(request), initial={"language": translation.get_language()})
    if not form.is_valid():
        return render(request, "account/setup.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        person = create_first_administrator(**form.cleaned_data, actor=None)
    except Refused:
        return render(request, "account/setup_over.html", status=410)
    login(request, person)
    # The list of boards says how to begin.
    return redirect("boards")
