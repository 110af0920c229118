"""The shapes of an answer. Only this module and the middleware know whether HTMX asked."""

import json
from dataclasses import asdict, dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from board import markdown
from board.errors import Conflict, Refused


def wants_fragment(request):
    """Whether the answer goes into a page that is already open."""
    return request.headers.get("HX-Request") == "true"


def posted(request):
    """Return what a form is bound to: the posted data, an empty one too, or None for a form that is only shown."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class FormPage:
    """What stands around a form when it is a page or a fragment of its own."""

    title: str
    action: str
    submit: str
    back: str
    id: str = "form"
    danger: bool = False
    composer: bool = False
    # Sentences above the fields: what will happen, and what to mind.
    note: str = ""
    warning: str = ""
    template: str = "form"
    # What the open page shows at once, before the answer is in (optimistic.js).
    optimistic: str = ""
    # The id of what it belongs to, and the name that a column's quick add is called by.
    key: int = 0
    name: str = ""


def submit(request, form, act, *, page, done):
    """Show `form`; on a valid POST call `act(**cleaned_data)` and answer with what `done(its result)` returns.

    An invalid form comes back with 422, a refused one with 409, both with what was typed. A POST with
    `preview` changes nothing: the form comes back with its `preview_field` as it would look.
    """
    if request.method != "POST":
        return show_form(request, form, page)
    if not form.is_valid():
        return show_form(request, form, page, status=422)
    if "preview" in request.POST and hasattr(form, "preview_field"):
        html = mark_safe(markdown.render(form.cleaned_data[form.preview_field]))
        return show_form(request, form, page, context={"preview": html})
    try:
        result = act(**form.cleaned_data)
    except Conflict as conflict:
        form.add_error(None, conflict.message)
        versions = [
            {"label": form.fields[name].label, "theirs": theirs, "yours": form.cleaned_data[name]}
            for name, theirs in conflict.theirs.items()
        ]
        # Who saves again has seen both texts, and replaces the one that stands there now.
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = conflict.version
        return show_form(request, form, page, status=409, context={"versions": versions})
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return show_form(request, form, page, status=409)
    return done(result)


def checked(form):
    """Return the data of a form that only a button fills in. Raises Refused where someone else filled it in."""
    if not form.is_valid():
        raise Refused(_("That did not work. Load the page and try again."))
    return form.cleaned_data


def show_form(request, form, page, *, status=200, context=None):
    folder, slash, name = page.template.rpartition("/")
    prefix = "_" if wants_fragment(request) else ""
    template = f"board/{folder}{slash}{prefix}{name}.html"
    return render(request, template, {"form": form, "page": page, **(context or {})}, status=status)


@dataclass(frozen=True)
class Offer:
    """What one could do next, or should mind: a sentence, mostly with a link to a form; and what undoes the change.

    Without a sentence of its own it stands beside the message. `undo` is the address of the page that undoes.
    """

    text: str = ""
    label: str = ""
    url: str = ""
    undo: str = ""


def changed(request, *, task=None, columns=(), back, message="", events=None, offer=None):
    """Answer a change that was made: HTMX hears what to fetch again, a plain form goes `back` with `message`.

    `columns` are ids; each open page shows the new state through its own fragment addresses. An Offer is a notice
    over the page.
    """
    if not wants_fragment(request):
        if message:
            undo = offer.undo if offer else ""
            messages.success(request, _with_link(message, undo, _("Undo")))
        if offer and offer.text:
            messages.info(request, _with_link(offer.text, offer.url, offer.label))
        return redirect(back)
    triggers = {f"column-{column}:changed": {} for column in columns if column}
    if task:
        triggers[f"task-{task.pk}:changed"] = {}
    if message:
        triggers["announce"] = {"text": str(message)}
    if offer:
        # What the message says is not spoken again.
        said = not offer.text
        triggers["offer"] = asdict(offer) | {"text": str(offer.text or message), "said": said}
    return trigger(HttpResponse(status=204), triggers | (events or {}))


def _with_link(text, url, label):
    return format_html('{} <a href="{}">{}</a>', text, url, label) if url else text


def trigger(response, events):
    """Have the browser dispatch `events` ({name: detail}) on the body once the answer is in."""
    detail = {name: {**value, "target": "body"} for name, value in events.items()}
    response.headers["HX-Trigger"] = json.dumps(detail)
    return response


def refused(request, refusal):
    """Answer a refusal where no form stands: a message over the open page, or a page that says it."""
    if wants_fragment(request):
        return toast(request, context={"message": refusal.message}, status=409)
    return render(
        request, "errors/409.html", {"message": refusal.message, "back": back_to(request)}, status=409
    )


def toast(request, *, template="components/_refusal_toast.html", context, status):
    return render(request, template, context, status=status)


def back_to(request, default=None):
    """Return the page of ours that the reader came from, by `next` or the referrer."""
    here = {request.get_host()}
    for url in (request.POST.get("next"), request.GET.get("next"), request.headers.get("Referer")):
        # What has no slash, `redirect` would take for the name of a view.
        if (
            url
            and "/" in url
            and url_has_allowed_host_and_scheme(url, here, require_https=request.is_secure())
        ):
            return url
    return default or reverse("home")
