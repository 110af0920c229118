"""The admin panel as a site of its own: for administrators, and for everyone else not there at all."""

from functools import update_wrapper

from django.contrib import admin
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

# People sign in, sign out and change their password on the site's own pages.
_ELSEWHERE = {"login", "logout", "password_change", "password_change_done", "view_on_site"}


class AdminSite(admin.AdminSite):
    site_header = site_title = "Handoff"
    index_title = _("Administration")
    final_catch_all_view = False

    def admin_view(self, view, cacheable=False):
        def guarded(request, *args, **kwargs):
            if not self.has_permission(request):
                raise Http404
            return view(request, *args, **kwargs)

        guarded = csrf_protect(guarded if cacheable else never_cache(guarded))
        return update_wrapper(guarded, view)

    def get_urls(self):
        patterns = [
            pattern for pattern in super().get_urls() if getattr(pattern, "name", "") not in _ELSEWHERE
        ]
        return _for_signed_in(patterns)


def _for_signed_in(patterns):
    """Take the panel's own sign-in page out of `patterns`: strangers go where every other page sends them."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            _for_signed_in(pattern.url_patterns)
        else:
            vars(pattern.callback).pop("login_url", None)
    return patterns


site = AdminSite(name="admin")
