"""Reload the browser when what it shows has changed: for development alone, where BROWSER_RELOAD asks for it."""

import itertools
import os
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static

ADDRESS = "/dev/changes/"
SECONDS = 0.5
# Well below the minute after which nginx gives up on a silent answer.
SECONDS_OF_SILENCE = 15
# The browser sees that Python's sources have changed by the new process that it reaches then.
PROCESS = f"{os.getpid()}-{time.time_ns()}"


def middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer the stream of changes, and have every page listen to it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path_info == ADDRESS:
            return _stream()
        response = get_response(request)
        if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
            _listen(response)
        return response

    return answer


def always(_request: HttpRequest) -> bool:
    """Show the Debug Toolbar to whoever comes: it is there only where a developer has asked for it."""
    return True


def _stream() -> StreamingHttpResponse:
    # Neither Django's compression nor a proxy may hold a line back.
    headers = {"Content-Encoding": "identity", "X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    return StreamingHttpResponse(_changes(), content_type="text/event-stream", headers=headers)


def _changes() -> Iterator[str]:
    told = ""
    yield "retry: 300\n\n"
    for turn in itertools.count():
        version = f"{PROCESS}-{_newest_change()}"
        if version != told or turn % int(SECONDS_OF_SILENCE / SECONDS) == 0:
            told = version
            yield f"data: {version}\n\n"
        time.sleep(SECONDS)


def _newest_change() -> int:
    folders = [settings.BASE_DIR / "templates", *settings.STATICFILES_DIRS, *settings.LOCALE_PATHS]
    paths = itertools.chain.from_iterable(folder.rglob("*") for folder in folders)
    return max((path.stat().st_mtime_ns for path in paths if path.is_file()), default=0)


def _listen(response: HttpResponse) -> None:
    script = (
        f'<script type="module" src="{static("js/dev/reload.js")}" data-address="{ADDRESS}"></script></head>'
    )
    response.content = response.content.replace(b"</head>", script.encode(), 1)
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
