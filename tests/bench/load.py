"""People with browsers, on this machine alone: how long they wait, and how many are answered a second."""

import http.client
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import brotli

from tests.bench.system import System

SECONDS = 60


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def html(self) -> bytes:
        return brotli.decompress(self.body) if self.headers.get("content-encoding") == "br" else self.body


class Visitor:
    """One person, signed in, whose browser keeps its connection."""

    def __init__(self, system: System, username: str) -> None:
        self._host = urlsplit(system.url).netloc
        assert self._host.startswith("127.0.0.1:"), "only this machine is measured"
        cookies = system.cookies(username)
        self._token = next(value for name, value in cookies.items() if "csrf" in name)
        self._cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self._connection = http.client.HTTPConnection(self._host, timeout=SECONDS)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, headers=headers)

    def post(self, path: str, data: dict[str, str]) -> Answer:
        """Send a form as HTMX does."""
        headers = {"HX-Request": "true", "X-CSRFToken": self._token}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self._ask("POST", path, urlencode(data), headers)

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        sent = {"Cookie": self._cookie, "Accept-Encoding": "gzip, deflate, br, zstd", **(headers or {})}
        began = time.perf_counter()
        try:
            self._connection.request(method, path, body, sent)
            response = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # A kept connection that the server has closed meanwhile; a browser opens another one, too.
            self._connection.close()
            self._connection.request(method, path, body, sent)
            response = self._connection.getresponse()
        content = response.read()
        took = time.perf_counter() - began
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, content, took)


@dataclass
class Load:
    """What was measured: each answer's seconds, how long all took together, and what was no success."""

    took: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failures: list[int] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    def percentile(self, percent: int) -> float:
        """Return in milliseconds how long so many of a hundred took at most."""
        ordered = sorted(self.took)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]

    @property
    def p50(self) -> float:
        return self.percentile(50)


def in_turns(rounds: int, **asks: Callable[[], Answer]) -> dict[str, Load]:
    """Ask each of `asks` in turn, so often, after once that is not counted: what slows the machine slows them all."""
    loads = {name: Load() for name in asks}
    for number in range(rounds + 1):
        for name, ask in asks.items():
            answer = ask()
            if number:
                _note(loads[name], answer)
    return loads


def at_once(visitors: list[Visitor], ask: Callable[[Visitor, int, int], Answer], requests: int) -> Load:
    """Have all visitors call `ask(visitor, its number, turn)` at the same time, until `requests` are answered."""
    each = requests // len(visitors)

    def work(number: int) -> list[Answer]:
        return [ask(visitors[number], number, turn) for turn in range(each)]

    load = Load()
    with ThreadPoolExecutor(len(visitors)) as pool:
        began = time.perf_counter()
        answers = [answer for some in pool.map(work, range(len(visitors))) for answer in some]
        load.seconds = time.perf_counter() - began
    for answer in answers:
        _note(load, answer)
    return load


def cpu_of(system: System, ask: Callable[[], Answer], requests: int) -> float:
    """Return how many milliseconds of CPU the site takes for an answer."""
    ask()
    before = system.cpu_seconds()
    for _ in range(requests):
        ask()
    return 1000 * (system.cpu_seconds() - before) / requests


def _note(load: Load, answer: Answer) -> None:
    load.took.append(answer.seconds)
    if answer.status >= 400:
        load.failures.append(answer.status)
