"""How many statements an answer takes, those of transactions aside: asked of the site's code in this process."""

from collections.abc import Callable
from typing import Any

from tests.bench.system import System

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def browser(system: System, username: str) -> Any:
    from django.test import Client

    client = Client(HTTP_HX_REQUEST="true")
    for name, value in system.cookies(username).items():
        client.cookies[name] = value
    return client


def counted(ask: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        answer = ask()
        number = sum(not query["sql"].startswith(TRANSACTION) for query in captured)
    assert answer.status_code < 400, answer.status_code
    return number
