"""The board as an app of its own: what a browser asks to install it, and what it shows without a network."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# What the offline page is made of.
FILES = ("css/app.css", "js/offline.js", "favicon.svg")
ICONS = (("any", 192), ("any", 512), ("maskable", 512))


@login_not_required
@require_safe
def manifest(request):
    """Say in the reader's language what the app is called and how it looks."""
    content = {
        "id": "/",
        "name": "Handoff",
        "short_name": "Handoff",
        "description": _("The task board for departments that give each other work"),
        "lang": translation.get_language(),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": "#0b5c5e",
        "background_color": "#f5f8f7",
        "icons": [
            {
                "src": static(f"icons/{purpose}-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for purpose, size in ICONS
        ],
        "shortcuts": [
            {"name": _("My work"), "url": reverse("home")},
            {"name": _("New task"), "url": reverse("task_new")},
            {"name": _("Boards"), "url": reverse("boards")},
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@login_not_required
@require_safe
def service_worker(request):
    """Answer the script that shows the offline page; it changes with every build, which is how it is renewed."""
    context = {
        "pages": {code: reverse("offline", args=[code]) for code in LANGUAGES},
        "files": [static(name) for name in FILES],
        "usual": settings.LANGUAGE_CODE,
    }
    response = render(request, "offline/service-worker.js", context, content_type="text/javascript")
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def offline(request, language):
    """Say that there is no network; the same for everybody, since it is kept on the device."""
    if language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        return render(request, "offline/page.html")
