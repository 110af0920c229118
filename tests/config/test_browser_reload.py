"""In development every page listens to changes of what it is made of."""

import os

from django.http import HttpResponse
from django.test import RequestFactory

from config import browser_reload


def answer(path, response=None):
    return browser_reload.middleware(lambda request: response)(RequestFactory().get(path))


def test_a_page_gets_the_script_that_listens():
    page = answer("/", HttpResponse("<html><head><title>x</title></head><body></body></html>"))

    assert page.content.count(b"js/dev/reload") == 1
    assert b'data-address="/dev/changes/"' in page.content


def test_what_is_no_page_stays_as_it_is():
    fragment = answer("/", HttpResponse("<li>card</li>"))
    data = answer("/", HttpResponse("</head>", content_type="text/plain"))

    assert (fragment.content, data.content) == (b"<li>card</li>", b"</head>")


def test_the_stream_tells_of_a_change(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "app.css").write_text("a {}")
    stream = answer("/dev/changes/")
    told = (line for line in stream.streaming_content if line.startswith(b"data:"))
    first = next(told)

    os.utime(tmp_path / "app.css", ns=(2**62, 2**62))

    assert next(version for version in told if version != first)


def test_production_has_none_of_it(settings):
    assert settings.BROWSER_RELOAD is False
    assert not [name for name in settings.MIDDLEWARE if "reload" in name or "toolbar" in name]
