"""People who do things at the same moment, each over connections of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from time import monotonic
from urllib.parse import urlencode, urlsplit

from django.db import connection

from board.errors import Refused

SECRET = "raceraceraceraceraceraceracerace"  # any 32 letters: the cookie and the header have to be the same
PATIENCE = 60  # seconds: longer than any wait for a lock, so that a deadlock shows as an answer


@dataclass
class Answer:
    status: int
    headers: dict
    text: str

    @property
    def changed_a_column(self):
        """Whether something moved: who puts a card where it stands already gets no column to fetch."""
        return '"column-' in self.headers.get("HX-Trigger", "")


class Visitor:
    """A person's browser, as far as the server can tell."""

    def __init__(self, url, session):
        self.host = urlsplit(url).netloc
        self.headers = {
            "Cookie": f"session={session}; csrf={SECRET}",
            "X-CSRFToken": SECRET,
            "HX-Request": "true",
        }

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, **fields):
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def _ask(self, method, path, body=None):
        # A connection for each: one that is kept may be closed by the server in the very moment of use.
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        connection.request(method, path, body, self.headers | form)
        response = connection.getresponse()
        answer = Answer(response.status, dict(response.getheaders()), response.read().decode())
        connection.close()
        return answer


def at_once(*errands):
    """Run the functions at the same moment, each in a thread of its own; return what they return, in their order."""
    start = threading.Barrier(len(errands))

    def run(errand):
        start.wait(PATIENCE)
        return errand()

    with ThreadPoolExecutor(len(errands)) as threads:
        return list(threads.map(run, errands))


def in_turn(calls):
    """Return an errand that makes the calls one after the other and returns their answers."""
    return lambda: [call() for call in calls]


def alone(act):
    """Return an errand that calls `act` over a connection of its own, and returns what it is refused with, if it is."""

    def errand():
        try:
            return act()
        except Refused as refusal:
            return refusal.message
        finally:
            connection.close()

    return errand


def wait_until_somebody_waits():
    """Return once another transaction waits for a lock of this one, or after a second without."""
    deadline = monotonic() + 1
    with connection.cursor() as cursor:
        while monotonic() < deadline:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
