"""Load: people who go on asking and writing whatever happens."""

import itertools
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from board.demo import PASSWORD
from tests.containers.systems import Browser, visit


class Visitors:
    """Visitors who ask for a page one time after the other until they are stopped; `answers` are status and body."""

    def __init__(self, address, path="/accounts/login/", count=4):
        self.url = address + path
        self.answers = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask_again) for _ in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.leave()

    def leave(self):
        """Ask no more; once this returns, every answer is there."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    @property
    def statuses(self):
        return {status for status, _ in self.answers}

    def _ask_again(self):
        while not self._stop.is_set():
            answer = self.ask()
            self.answers.append(answer)
            if answer[0] in {0, 503}:
                time.sleep(0.1)

    def ask(self):
        return visit(self.url)


class Authors(Visitors):
    """Ana at several browsers: each writes one comment after the other below her first task.

    `written` are the texts that were answered as done; `under_way` those that are not answered yet.
    """

    def __init__(self, system, count=4):
        self.task = system.sql("SELECT min(id) FROM board_task WHERE department_id = (SELECT department_id FROM"
                               " board_user WHERE username = 'ana') AND archived_at IS NULL")  # fmt: skip
        super().__init__(system.address, f"/tasks/{self.task}/comments/", count)
        self.system, self.count = system, count
        self.written, self.under_way = set(), set()
        self._numbers = itertools.count()
        self._sign_in()

    def ask(self):
        text = f"under load {id(self)} {next(self._numbers)}"
        self.under_way.add(text)
        answer = self._write(text)
        if answer[0] == 302:
            self.written.add(text)
        self.under_way.discard(text)
        return answer

    def stored(self):
        """Return the texts that are in the database."""
        found = self.system.sql(f"SELECT text FROM board_comment WHERE text LIKE 'under load {id(self)} %'")
        return set(found.splitlines())

    def _sign_in(self):
        browser = Browser(self.system.address)
        browser.open("/accounts/login/", login="ana", password=PASSWORD)
        cookies = {cookie.name: cookie.value for cookie in browser.cookies}
        self._token = cookies["csrf"]
        self._headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Origin": self.system.address,
        }
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _StayHere)

    def _write(self, text):
        data = urllib.parse.urlencode({"text": text, "csrfmiddlewaretoken": self._token}).encode()
        try:
            with self._opener.open(
                urllib.request.Request(self.url, data, self._headers), timeout=60
            ) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
        except OSError:
            return 0, ""


class _StayHere(urllib.request.HTTPRedirectHandler):
    """A redirect is the answer, and is not followed."""

    def redirect_request(self, *_):
        return None
