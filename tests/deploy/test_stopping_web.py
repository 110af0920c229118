"""A web container that is stopped under load: who has got in is answered, and nobody else is let in."""

import re
import signal
import socket
import threading
from collections import Counter

import pytest

from config.embedded import BASE
from tests import ports
from tests.containers.systems import Browser, visit
from tests.deploy.starts import SECONDS, until

[COMMAND] = re.findall(
    r'^CMD \["(gunicorn.*)"\]$', (BASE / "deploy" / "web" / "Dockerfile").read_text(), re.MULTILINE
)
ASK = b"GET /health/live/ HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n"
PEOPLE = 6


class Crowd:
    """People who ask one time after the other until nobody lets them in; `outcomes` is what became of each request."""

    def __init__(self, port):
        self.port, self.outcomes = port, []
        self._threads = [threading.Thread(target=self._go_on) for _ in range(PEOPLE)]
        for thread in self._threads:
            thread.start()

    def until_refused(self):
        for thread in self._threads:
            thread.join(SECONDS)

    def _go_on(self):
        while (outcome := self._ask()) != "refused":
            self.outcomes.append(outcome)

    def _ask(self):
        try:
            connection = socket.create_connection(("127.0.0.1", self.port), SECONDS)
        except ConnectionRefusedError:
            return "refused"
        with connection:
            try:
                connection.sendall(ASK)
                answer = b"".join(iter(lambda: connection.recv(4096), b""))
            except OSError:
                return "cut off"
        return "answered" if answer.endswith(b"\r\n\r\nok\n") else "cut off"


@pytest.fixture
def web(container):
    """A start of web's own command that answers, and its port."""
    port = ports.reserve()
    words = [word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in COMMAND.split('", "')]
    start = container.begin(
        *words, DJANGO_SETTINGS_MODULE="config.settings", WEB_CONCURRENCY="2", COLLECTSTATIC_ON_START="true"
    )
    until(lambda: visit(f"http://localhost:{port}/health/live/")[0] == 200, start)
    return start, port


def test_who_has_connected_is_answered_and_who_comes_later_is_refused_at_once(web, migrated):
    start, port = web
    pages = []
    browser = Browser(f"http://localhost:{port}")
    slow = threading.Thread(
        target=lambda: pages.append(browser.open("/accounts/login/", login="irina", password="wrong"))
    )
    # The count of failed sign-ins waits, and with it web's end: gunicorn's own worker lets others wait in vain then.
    with migrated.locked("board_counter"):
        slow.start()
        until(lambda: migrated.ask("SELECT 1 FROM pg_locks WHERE NOT granted"), start)
        crowd = Crowd(port)
        until(lambda: len(crowd.outcomes) > 5 * PEOPLE, start)

        start.process.send_signal(signal.SIGTERM)
        crowd.until_refused()

        assert start.process.poll() is None
    start.end()
    slow.join(SECONDS)

    assert start.code == 0
    assert Counter(crowd.outcomes) == {"answered": len(crowd.outcomes)}
    assert "<form" in pages[0]
