"""No more mail about a task, or about groups of things: without signing in, with the key in each mail."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from board.actions.preferences import set_delivery
from board.actions.watches import mute_task
from board.models import Delivery
from board.tokens import unsubscription


# A mail program has neither a cookie nor a page of ours with a form's token in it: the key in the address is both.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Say what a click would end; a POST, of this page or of a mail program (RFC 8058), ends it."""
    ending = unsubscription(token)
    if ending is None:
        raise Http404
    if request.method == "POST":
        _end(ending)
    with translation.override(ending.person.language or settings.LANGUAGE_CODE):
        context = {"ending": ending, "is_done": request.method == "POST"}
        return render(request, "account/unsubscribe.html", context)


def _end(ending):
    person = ending.person
    if ending.task:
        mute_task(ending.task, actor=person)
    for group in ending.groups:
        set_delivery(person, group, Delivery.APP, actor=person)
