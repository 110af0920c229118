from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from board import http
from board.actions.preferences import change_preferences, choose_language, choose_theme
from board.errors import Refused
from board.forms.preferences import LanguageForm, PreferencesForm, ThemeForm

YEAR = 365 * 24 * 3600


def preferences(request):
    """Show and change one's own name, language and theme."""
    reader = request.user
    initial = {"name": reader.name, "language": translation.get_language(), "theme": reader.theme}
    form = PreferencesForm(http.posted(request), initial=initial)
    if form.is_valid():
        try:
            change_preferences(reader, **form.cleaned_data, actor=reader)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, _("Your settings are saved."))
            return _remember(redirect("settings"), **form.cleaned_data)
    return render(request, "board/preferences/page.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_POST
def theme(request):
    """Take over a theme, for the reader if there is one, else for this browser."""
    form = ThemeForm(request.POST)
    response = redirect(http.back_to(request))
    if form.is_valid():
        if request.user.is_authenticated:
            choose_theme(request.user, form.cleaned_data["theme"], actor=request.user)
        _remember(response, theme=form.cleaned_data["theme"])
    return response


@login_not_required
@require_POST
def language(request):
    """Take over a language, for the reader if there is one, else for this browser."""
    form = LanguageForm(request.POST)
    response = redirect(http.back_to(request))
    if form.is_valid():
        if request.user.is_authenticated:
            choose_language(request.user, form.cleaned_data["language"], actor=request.user)
        _remember(response, language=form.cleaned_data["language"])
    return response


def _remember(response, *, language=None, theme=None, **others):
    """Put the choice into cookies: the sign-in page has no reader to ask."""
    choices = {settings.LANGUAGE_COOKIE_NAME: language, "theme": theme}
    options = {"max_age": YEAR, "secure": settings.HTTPS, "httponly": True, "samesite": "Lax"}
    for name, value in choices.items():
        if value is not None:
            response.set_cookie(name, value, **options)
    return response
