"""A real Chromium against a real gunicorn, whose database the test fills through the actions."""

import os
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import expect

from tests.browser.faults import Faults
from tests.browser.server import Site
from tests.cast import PASSWORD

# Playwright's loop runs in this thread, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
PATIENCE = 10_000  # milliseconds
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed and "browse" in item.funcargs:
        _photograph(item)
    return report


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    from django.db import connection

    with django_db_blocker.unblock():
        site = Site(connection.settings_dict["NAME"], tmp_path_factory.mktemp("site") / "log", with_live=True)
    site.wait_until_it_answers()
    yield site
    site.stop()


@pytest.fixture
def faults():
    """What goes wrong in the browser fails the test, unless the test says `faults.expect("409 POST")`."""
    return Faults()


@pytest.fixture
def browse(running_chromium, site, cast, faults):
    """Return a function that opens a browser of its own: signed in as `person` (without the form), else as nobody."""
    contexts = []

    def browse(person=None, **options):
        defaults = {
            "viewport": {"width": 1440, "height": 900},
            "locale": "en-GB",
            "reduced_motion": "reduce",
            # What goes through a service worker, no test can route.
            "service_workers": "block",
        }
        context = running_chromium.new_context(base_url=site.url, **{**defaults, **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        faults.watch(context)
        if person:
            session = cast.client(person).cookies["session"].value
            context.add_cookies([{"name": "session", "value": session, "url": site.url}])
        return context.new_page()

    browse.contexts = contexts
    yield browse
    for context in contexts:
        context.close()
    faults.check()


@pytest.fixture
def set_real_password():
    """Return a function that gives `person` the cast's password as the site itself hashes it."""

    def set_real_password(person):
        person.password = _hash_of_the_site()
        person.save(update_fields=["password"])

    return set_real_password


@pytest.fixture
def sign_in(set_real_password):
    """Return a function that signs `person` in through the form, on `page`."""

    def sign_in(page, person):
        set_real_password(person)
        page.goto("/")
        page.locator("#id_login").fill(person.username)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("#id_password").press("Enter")

    return sign_in


@cache
def _hash_of_the_site():
    # The tests' own way of hashing is faster, and the site does not know it.
    return PBKDF2PasswordHasher().encode(PASSWORD, "salt")


def _photograph(item):
    folder = Path(os.environ["VAR_DIR"]) / "failures"
    folder.mkdir(parents=True, exist_ok=True)
    pages = [page for context in item.funcargs["browse"].contexts for page in context.pages]
    for number, page in enumerate(pages):
        page.screenshot(path=folder / f"{item.name}-{number}.png")
