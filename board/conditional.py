"""A page that the browser has already is not sent again; who changes the code, under DEBUG, is sent all."""

from hashlib import blake2b

from django.conf import settings
from django.contrib.messages import get_messages
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response, patch_cache_control

from board.queries.notifications import count_for_header

# Of the reader, what no page shows; of their department, what moves without a page looking different.
UNSEEN = {"password", "last_login", "version"}


def header_counts(request):
    """Return the Counts of the header, asked for once a request."""
    if not hasattr(request, "header_counts"):
        request.header_counts = count_for_header(request.user)
    return request.header_counts


def fragment_if_changed(request, shown, answer):
    """Answer 304 where the browser has this fragment already, else what `answer()` returns.

    `shown` is a list of all that it depends on besides who is asking, in what language, and what build answers.
    """
    return _if_changed(request, [*_asking(request), *shown], answer)


def page_if_changed(request, shown, answer):
    """The same for a whole page, whose frame shows more of its reader; a message is shown once, so nothing is kept."""
    if len(get_messages(request)):
        return answer()
    get_token(request)
    frame = [request.theme, request.META["CSRF_COOKIE"], *_fields(request.user), *header_counts(request)]
    if request.user.department:
        frame += _fields(request.user.department)
    return _if_changed(request, [*_asking(request), *frame, *shown], answer)


def _if_changed(request, parts, answer):
    if settings.DEBUG:
        return answer()
    etag = f'W/"{blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"'
    response = get_conditional_response(request, etag=etag) or answer()
    response.headers["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _asking(request):
    # The session, too: who signs in anew begins with nothing that was kept before.
    return [
        settings.BUILD_ID,
        request.get_full_path(),
        request.user.pk,
        request.session.session_key,
        request.LANGUAGE_CODE,
    ]


def _fields(row):
    return [
        (field.attname, getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in UNSEEN
    ]
