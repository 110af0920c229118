"""What happens to every request, whatever its page."""

import zoneinfo

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin

from board import http
from board.errors import Refused
from board.views import errors, health as health_views


def health(get_response):
    """Answer the probes before the host check, the redirect to https and the session."""
    probes = {"/health/": health_views.ready, "/health/live/": health_views.live}

    def middleware(request):
        probe = probes.get(request.path_info)
        return probe(request) if probe else get_response(request)

    return middleware


def security_headers(get_response):
    """Close what a browser offers by itself, and keep what stands behind the sign-in out of shared caches."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path_info.startswith(settings.STATIC_URL) and "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


class ErrorPages(MiddlewareMixin):
    """Give our own pages for missing, forbidden and busy, under DEBUG too."""

    def process_exception(self, request, exception):
        if isinstance(exception, Http404):
            return errors.not_found(request)
        if isinstance(exception, PermissionDenied):
            return errors.forbidden(request)
        if isinstance(exception, OperationalError | InterfaceError):
            return errors.unavailable(request, exception)
        return None


error_pages = ErrorPages


def clean_input(get_response):
    """Refuse what no form of ours sends and no database takes: a NUL character in the address."""

    def middleware(request):
        if "\x00" in request.path_info or any("\x00" in v for vs in request.GET.lists() for v in [vs[0], *vs[1]]):
            return errors.bad_request(request)
        if request.method not in ("GET", "HEAD", "OPTIONS") and request.headers.get("Sec-Fetch-Site") == "cross-site":
            return errors.csrf_failure(request, reason="cross-site")
        return get_response(request)

    return middleware


def preferences(get_response):
    """Speak the reader's language, in the reader's theme."""

    def middleware(request):
        user = request.user
        known = user.is_authenticated
        language = (known and user.language) or translation.get_language_from_request(request)
        request.theme = user.theme if known else request.COOKIES.get("theme", "")
        if request.theme not in ("light", "dark"):
            request.theme = ""
        request.LANGUAGE_CODE = language
        zone = user.department.time_zone if known and user.department else settings.TIME_ZONE
        with translation.override(language), timezone.override(zoneinfo.ZoneInfo(zone)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response

    return middleware


class Refusals(MiddlewareMixin):
    """Turn a rule's no, where no form caught it, into the 409 that fits who asked."""

    def process_exception(self, request, exception):
        return http.refused(request, exception) if isinstance(exception, Refused) else None


refusals = Refusals
