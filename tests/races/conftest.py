"""The site in several processes, and the people who use it at the same moment."""

from pathlib import Path

import pytest

from board.models import Role
from tests.browser.server import Site
from tests.races.crowd import Visitor

PEOPLE = 8


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def busy_site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The site as gunicorn serves it, in two processes: what one remembers, the other does not know."""
    from django.db import connection

    with django_db_blocker.unblock():
        site = Site(
            connection.settings_dict["NAME"], tmp_path_factory.mktemp("busy") / "log", workers=2, threads=4
        )
    site.wait_until_it_answers()
    yield site
    site.stop()


@pytest.fixture
def visit(cast, busy_site):
    """Return a function that lets `person` use the site over HTTP, signed in."""
    return lambda person: Visitor(busy_site.url, cast.client(person).cookies["session"].value)


@pytest.fixture
def crowd(cast, visit):
    """Return eight visitors, all of Legal, the first of whom coordinates it."""
    more = [cast.person(f"p{n}", f"Person {n}", cast.legal, role=Role.MEMBER) for n in range(PEOPLE - 2)]
    return [visit(person) for person in (cast.boris, cast.ana, *more)]
