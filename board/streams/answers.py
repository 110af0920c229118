"""The shapes of what the live process answers."""

from django.conf import settings

_ALWAYS = [
    (b"cache-control", b"no-store"),
    (
        b"content-security-policy",
        b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
]
_STREAM = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]
_TEXT = [(b"content-type", b"text/plain; charset=utf-8")]


async def begin_stream(send, headers):
    """Send the head of a stream."""
    await send({"type": "http.response.start", "status": 200, "headers": [*_STREAM, *_common(headers)]})


async def answer(send, status, headers, *more):
    """Send a whole answer: its status in a word."""
    await send(
        {"type": "http.response.start", "status": status, "headers": [*_TEXT, *more, *_common(headers)]}
    )
    await send({"type": "http.response.body", "body": WORDS[status]})


WORDS = {
    200: b"ok\n",
    400: b"bad request\n",
    401: b"not signed in\n",
    403: b"not from there\n",
    404: b"not found\n",
    405: b"GET alone\n",
    429: b"too many streams\n",
    503: b"not now\n",
}
RETRY_SOON = (b"retry-after", b"5")


def _common(headers):
    found = list(_ALWAYS)
    if settings.SECURE_HSTS_SECONDS:
        found.append((b"strict-transport-security", f"max-age={settings.SECURE_HSTS_SECONDS}".encode()))
    if settings.LIVE_ORIGIN:
        found.append((b"vary", b"origin"))
        if headers.get(b"origin") == settings.SITE_URL.encode():
            found.append((b"access-control-allow-origin", settings.SITE_URL.encode()))
            found.append((b"access-control-allow-credentials", b"true"))
    return found
