"""What happens to every request, whatever its page."""

import re
import secrets
import zoneinfo
from urllib.parse import urlsplit

import brotli
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DataError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import urlencode

from board import http
from board.errors import Refused
from board.models import Theme
from board.views import errors
from board.views import health as health_views

NUL = "\x00"
SAFE = {"GET", "HEAD", "OPTIONS"}
TAKES_BROTLI = re.compile(r"\bbr\b")
QUALITY = 4  # of 11: a fifth smaller than gzip, in three fifths of the time
CLOSED_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ContentSecurityPolicy(CSPMiddleware):
    """django-csp's, on our error pages under DEBUG too; Django's technical pages need their inline styles."""

    def process_response(self, request, response):
        if settings.DEBUG and response.status_code in (404, 500) and getattr(response, "is_ours", False):
            # The one thing that django-csp looks at before it leaves these two alone.
            status, response.status_code = response.status_code, 200
            response = super().process_response(request, response)
            response.status_code = status
            return response
        return super().process_response(request, response)


def security_headers(get_response):
    """Close what a browser offers by itself, and keep what stands behind the sign-in out of shared caches."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Permissions-Policy", CLOSED_FEATURES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path_info.startswith(settings.STATIC_URL) and "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


class Compression(GZipMiddleware):
    """Brotli for who takes it, as browsers do over https; for others Django's gzip."""

    def process_response(self, request, response):
        takes_it = TAKES_BROTLI.search(request.headers.get("Accept-Encoding", ""))
        if (
            not takes_it
            or response.streaming
            or len(response.content) < 200
            or "Content-Encoding" in response
        ):
            return super().process_response(request, response)

        patch_vary_headers(response, ("Accept-Encoding",))
        if (etag := response.headers.get("ETag", "")).startswith('"'):
            response.headers["ETag"] = f"W/{etag}"
        response.content = brotli.compress(response.content, quality=QUALITY)
        response.headers["Content-Encoding"] = "br"
        response.headers["Content-Length"] = str(len(response.content))
        # Against BREACH, as Django does it within gzip: the length of an answer tells less.
        response.headers["X-Padding"] = secrets.token_hex(secrets.randbelow(self.max_random_bytes // 2))
        return response


def health(get_response):
    """Answer the probes before the host check, the redirect to https and the session."""
    probes = {"/health/": health_views.ready, "/health/live/": health_views.live}

    def middleware(request):
        probe = probes.get(request.path_info)
        return probe(request) if probe else get_response(request)

    return middleware


class ErrorPages(MiddlewareMixin):
    """Give our own pages for what a view raises, under DEBUG too."""

    def process_exception(self, request, exception):
        match exception:
            case Http404():
                return errors.not_found(request)
            case PermissionDenied():
                return errors.forbidden(request)
            case OperationalError() | InterfaceError():
                return errors.unavailable(request, exception)
            case SuspiciousOperation() | BadRequest() | MultiPartParserError() | DataError():
                return errors.bad_request(request, exception)
            # psycopg2's, for a text that no form has looked at.
            case ValueError() if "NUL (0x00)" in str(exception):
                return errors.bad_request(request, exception)
        return None


def clean_input(get_response):
    """Refuse what no form of ours sends: NUL, which no database takes, and a POST from another site."""

    def middleware(request):
        query = (text for name, values in request.GET.lists() for text in (name, *values))
        if any(NUL in text for text in (request.path_info, *query, *request.COOKIES.values())):
            return errors.bad_request(request)
        if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") == "cross-site":
            return errors.csrf_failure(request, reason="cross-site")
        return get_response(request)

    return middleware


def preferences(get_response):
    """Speak the reader's language, in the reader's theme; and say so where the database is gone."""

    def middleware(request):
        try:
            user = _reader(request)
        except (OperationalError, InterfaceError) as error:
            with translation.override(translation.get_language_from_request(request)):
                return errors.unavailable(request, error)
        language = (user and user.language) or translation.get_language_from_request(request)
        request.theme = user.theme if user else request.COOKIES.get("theme", "")
        if request.theme not in Theme.values:
            request.theme = Theme.SYSTEM.value
        request.LANGUAGE_CODE = language
        zone = user.zone if user else settings.TIME_ZONE
        with translation.override(language), timezone.override(zoneinfo.ZoneInfo(zone)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def _reader(request):
    """Return who is signed in, or None. Raises OperationalError where the database does not answer."""
    if request.user.is_authenticated:
        return request.user
    with connection.cursor():  # opens or checks the connection, and asks nothing
        return None


class SignInRequired(LoginRequiredMiddleware):
    """Closes every view not marked as open; an expired session leads the whole page to the sign-in."""

    def handle_no_permission(self, request, view_func):
        if not http.wants_fragment(request):
            return super().handle_no_permission(request, view_func)
        # Back to the page that is open, not to the fragment; what was typed there is kept by the page.
        try:
            page = urlsplit(request.headers.get("HX-Current-URL", ""))
        except ValueError:
            page = urlsplit("")
        here = page.path + (f"?{page.query}" if page.query else "")
        query = urlencode({self.get_redirect_field_name(view_func): here or "/"})
        address = f"{resolve_url(self.get_login_url(view_func))}?{query}"
        return HttpResponse(status=401, headers={"HX-Redirect": address})


class Refusals(MiddlewareMixin):
    """Turn a rule's no, where no form caught it, into the 409 that fits who asked."""

    def process_exception(self, request, exception):
        return http.refused(request, exception) if isinstance(exception, Refused) else None
