"""What a page costs: statements and elements."""

from contextlib import contextmanager
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Counted:
    number = 0
    statements: list[str]


@pytest.fixture
def count_statements():
    """Count SQL statements, those of transactions aside; `at_most` is asserted, and the failure lists them."""

    @contextmanager
    def count(at_most):
        counted = Counted()
        with CaptureQueriesContext(connection) as captured:
            yield counted
        counted.statements = [q["sql"] for q in captured if not q["sql"].startswith(TRANSACTION)]
        counted.number = len(counted.statements)
        listed = "\n".join(statement[:160] for statement in counted.statements)
        assert counted.number <= at_most, f"{counted.number} statements, {at_most} allowed:\n{listed}"

    return count


@pytest.fixture
def five_digits(db):
    """Have the tasks numbered from 10,000: a page is as large as its numbers, which all tests share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('board_task_id_seq')")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT setval('board_task_id_seq', 10000)")
    yield
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval('board_task_id_seq', greatest(%s, nextval('board_task_id_seq')))", [before]
        )


class Elements(HTMLParser):
    number = 0

    def handle_starttag(self, tag, attrs):
        self.number += 1


@pytest.fixture
def count_nodes():
    """Return a function that counts the elements of a page."""

    def count(html):
        parser = Elements()
        parser.feed(html)
        return parser.number

    return count
