from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from board import http
from board.actions.preferences import (
    change_notifications,
    change_preferences,
    choose_density,
    choose_language,
    choose_theme,
    forget_deliveries,
)
from board.errors import Refused
from board.forms.preferences import DensityForm, LanguageForm, NotificationsForm, PreferencesForm, ThemeForm
from board.notifications.readers import today_of
from board.queries.absences import absences_of
from board.queries.preferences import own_deliveries, site_deliveries

YEAR = 365 * 24 * 3600
HEARING = "/settings/#notifications"


def preferences(request):
    """Show and change one's own name, language and looks; show when one is away, and how one hears of things."""
    reader = request.user
    form = _own_form(request, http.posted(request))
    if form.is_valid():
        try:
            change_preferences(reader, **form.cleaned_data, actor=reader)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, _("Your settings are saved."))
            return _remember(redirect("settings"), **form.cleaned_data)
    return _page(request, form=form, hearing=_hearing_form(reader))


@require_POST
def notifications(request):
    """Change how one hears of things, when the digest comes, and one's time zone."""
    reader = request.user
    hearing = _hearing_form(reader, request.POST)
    if not hearing.is_valid():
        return _page(request, form=_own_form(request), hearing=hearing)
    change_notifications(reader, **hearing.chosen(), actor=reader)
    messages.success(request, _("Your settings are saved."))
    return redirect(HEARING)


@require_POST
def defaults(request):
    """Hear of things as the site has it again."""
    forget_deliveries(request.user, actor=request.user)
    messages.success(request, _("You hear of things as the site has it."))
    return redirect(HEARING)


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


@require_POST
def density(request):
    """Take over how dense the pages are."""
    form = DensityForm(request.POST)
    if form.is_valid():
        choose_density(request.user, form.cleaned_data["density"], actor=request.user)
    return redirect(http.back_to(request))


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


def _own_form(request, data=None):
    reader = request.user
    initial = {
        "name": reader.name,
        "language": translation.get_language(),
        "theme": reader.theme,
        "density": reader.density,
    }
    return PreferencesForm(data, initial=initial)


def _hearing_form(reader, data=None):
    deliveries = site_deliveries() | own_deliveries(reader)
    return NotificationsForm(data, person=reader, deliveries=deliveries, auto_id="hearing-%s")


def _page(request, *, form, hearing):
    reader = request.user
    context = {
        "form": form,
        "hearing": hearing,
        "has_chosen": bool(own_deliveries(reader)),
        "hold": round(settings.MAIL_HOLD / 60),
        "absences": absences_of(reader),
        "today": today_of(reader),
    }
    status = 422 if form.errors or hearing.errors else 200
    return render(request, "board/preferences/page.html", context, status=status)
