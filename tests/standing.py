"""What takes long to build stands for a whole module of tests, and each test undoes what it has done to it."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction


@pytest.fixture(scope="session")
def stand(django_db_setup, django_db_blocker):
    """Return a context for a module's fixtures: `with stand(build) as built:`, and its rows go with the fixture.

    Not for modules with tests that commit: they would never see the rows, and might wait for them.
    """

    @contextmanager
    def stand(build):
        whole = transaction.atomic()
        with django_db_blocker.unblock():
            whole.__enter__()
        try:
            with django_db_blocker.unblock():
                built = build()
                connection.check_constraints()  # once, and not after each test
            yield built
        finally:
            with django_db_blocker.unblock():
                transaction.set_rollback(True)
                whole.__exit__(None, None, None)

    return stand
