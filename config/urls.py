from django.conf import settings
from django.urls import include, path

from board.views import errors

urlpatterns = [
    path("", include("board.urls")),
]
if settings.DEBUG_TOOLBAR:
    urlpatterns.insert(0, path("__debug__/", include("debug_toolbar.urls")))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many_requests  # allauth's
handler500 = errors.server_error
