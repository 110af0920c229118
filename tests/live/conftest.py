"""A real live process, and people who listen to it."""

from pathlib import Path

import pytest

from tests.live.listener import Listener
from tests.live.process import Live

TRANSACTIONAL = {
    "test_stream",
    "test_access",
    "test_endings",
    "test_outages",
    "test_crowd",
    "test_publishing",
}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents and item.path.stem in TRANSACTIONAL:
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def live(django_db_setup, django_db_blocker, tmp_path_factory):
    """The live process, over the database and the Redis of this worker's tests."""
    from django.db import connection

    with django_db_blocker.unblock():
        process = Live(connection.settings_dict["NAME"], tmp_path_factory.mktemp("live") / "log")
    process.wait_until_it_answers()
    yield process
    process.stop()


@pytest.fixture
def listen(cast, live):
    """Return a function that opens a stream for `person` (None: nobody), or for the session of a client."""
    listeners = []

    def listen(person, query="", *, process=live, **headers):
        session = person and (person if isinstance(person, str) else session_of(cast, person))
        listeners.append(Listener(process.port, query, session, headers))
        return listeners[-1]

    yield listen
    for listener in listeners:
        listener.close()


def session_of(cast, person):
    return cast.client(person).cookies["session"].value
