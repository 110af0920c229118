"""The pages for what goes wrong: no form, no token and no path on them."""

import logging

from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from board import http

logger = logging.getLogger(__name__)


def bad_request(request, exception=None):
    return _page(request, 400)


def forbidden(request, exception=None):
    return _page(request, 403)


@requires_csrf_token
def csrf_failure(request, reason=""):
    return _page(request, 403, template="errors/csrf.html")


def not_found(request, exception=None):
    return _page(request, 404)


def server_error(request):
    return _page(request, 500)


def unavailable(request, exception=None):
    """The database does not answer, or someone else's change takes too long."""
    logger.warning("503 on %s: %s", request.path, exception)
    response = _page(request, 503)
    response.headers["Retry-After"] = "5"
    return response


def _page(request, status, template=None):
    """Render an error page, which reads neither the session nor the database."""
    if http.wants_fragment(request):
        return http.toast(request, template="errors/_toast.html", context={"status": status}, status=status)
    return render(None, template or f"errors/{status}.html", {"theme": getattr(request, "theme", "")}, status=status)
