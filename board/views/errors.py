"""The pages for what goes wrong: no form, no token and no path on them."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import render

from board import http

logger = logging.getLogger(__name__)

# For when not even the page about the error can be made.
LAST_RESORT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Handoff</title>
<h1>Something went wrong</h1><p>Nothing you did is lost. Please try again in a minute.</p>
<div lang="ru"><h1>Что-то пошло не так</h1>
<p>Сделанное не пропало. Попробуйте ещё раз через минуту.</p></div></html>"""


def missing(request):
    """Answer every address that is nothing: behind the sign-in, like everything else."""
    raise Http404


def bad_request(request, exception=None):
    return _page(request, 400)


def forbidden(request, exception=None):
    return _page(request, 403)


def csrf_failure(request, reason=""):
    """Another site sent this form, or it was open while its reader signed in anew."""
    logger.warning("The form for %s was refused: %s", request.path, reason)
    return _page(request, 403, template="errors/csrf.html")


def not_found(request, exception=None):
    return _page(request, 404)


def too_many_requests(request, exception=None):
    """Too many tries from one address, or for one account from there."""
    return _page(request, 429)


def server_error(request):
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        return unavailable(request, error)
    return _page(request, 500)


def unavailable(request, exception=None):
    """The database does not answer, or someone else's change takes too long."""
    logger.warning("503 on %s: %s", request.path, exception)
    response = _page(request, 503)
    response.headers["Retry-After"] = "5"
    return response


def _page(request, status, template=None):
    """Render an error page, which reads neither the session nor the database."""
    context = {"status": status, "theme": getattr(request, "theme", "")}
    template = "errors/_toast.html" if http.wants_fragment(request) else template or f"errors/{status}.html"
    try:
        response = render(None, template, context, status=status)
    except Exception:
        logger.exception("The page for %d cannot be shown", status)
        response = HttpResponse(LAST_RESORT, status=status)
    response.is_ours = True
    return response
