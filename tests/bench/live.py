"""What live pages cost: `python -m tests.bench.live`, or `rows()` for a table of several benchmarks.

A change on a board that VIEWERS have open: how long the nudge takes, when all show what is so, and what a viewer costs
web. Then STREAMS idle streams in one process, and how long it keeps VIEWERS that have vanished.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import psutil

from tests import servers

VIEWERS, CHANGES = 200, 10
# Each of another person: what they may hear is asked for each.
STREAMS = 4000
SPREAD = 0.5  # seconds over which pages fetch
IDLE = 15  # seconds


def rows():
    """Return [(name, measured, goal)], all in words."""
    from tests.browser.server import Site

    with _company() as company:
        folder = Path(tempfile.mkdtemp())
        site = Site(company.database, folder / "web", workers=2, threads=4, with_live=True)
        try:
            site.wait_until_it_answers()
            return asyncio.run(_measure(site, company))
        finally:
            site.stop()


async def _measure(site, company):
    nudge, equal, cpu = await _change_boards(site, company)
    vanished = await _vanish(site, company)
    each, idle = await _hold(site, company)
    return [
        (f"a nudge to {VIEWERS} boards, p95", f"{nudge * 1000:.0f} ms", "250 ms"),
        (f"{VIEWERS} boards show what is so", f"{equal:.2f} s", "2 s"),
        ("CPU of web a viewer and change", f"{cpu * 1000:.1f} ms", "5 ms"),
        (f"{VIEWERS} vanished clients are freed", f"{vanished:.0f} s", "60 s"),
        (f"memory of each of {STREAMS:,} streams", f"{each / 1024:.0f} KB", "90 KB"),
        (f"CPU of {STREAMS:,} idle streams", f"{idle:.1%} of a core", "0"),
    ]


async def _change_boards(site, company):
    """Return the p95 of the nudge, the longest until all boards were so, and the CPU of web a viewer and change."""
    board = f"board={company.legal.pk}"
    viewers = [await Stream.open(site.live.port, company.session(number), board) for number in range(VIEWERS)]
    web = psutil.Process(site._process.pid)
    delays, longest, cost = [], 0.0, 0.0
    for number in range(CHANGES + 1):
        before, began = _cpu(web), time.perf_counter()
        pages = [asyncio.create_task(_view(site, viewer, company, began)) for viewer in viewers]
        await asyncio.to_thread(company.move, number)
        found = await asyncio.gather(*pages)
        if number:  # the first one warms up
            delays += [nudged for nudged, _shown in found]
            longest = max(longest, *(shown for _nudged, shown in found))
            cost += _cpu(web) - before
    for viewer in viewers:
        viewer.close()
    return sorted(delays)[int(len(delays) * 0.95)], longest, cost / CHANGES / VIEWERS


async def _view(site, viewer, company, began):
    """Wait for the nudge, then fetch the column as a page does."""
    while not (line := await viewer.reader.readline()).startswith(b"data: {"):
        assert line, "the stream has ended"
    nudged = time.perf_counter() - began
    await asyncio.sleep(random.uniform(0, SPREAD))
    path = f"/boards/LEG/columns/{company.column}/"
    reader, writer = await asyncio.open_connection("127.0.0.1", int(site.url.rsplit(":", 1)[1]))
    writer.write(_request(path, viewer.session, "HX-Request: true", "Connection: close"))
    answer = await reader.read()
    assert answer.startswith(b"HTTP/1.1 200"), answer[:100]
    writer.close()
    return nudged, time.perf_counter() - began


async def _vanish(site, company):
    """Return how many seconds it takes until clients that answer nothing any more are freed."""
    from tests.live.vanishing import vanish

    streams = [await Stream.open(site.live.port, company.session(number)) for number in range(VIEWERS)]
    for stream in streams:
        vanish(stream.writer.get_extra_info("socket"))
    began = time.perf_counter()
    while site.live.connections() and time.perf_counter() - began < 90:
        await asyncio.sleep(0.5)
    took = time.perf_counter() - began
    for stream in streams:
        stream.writer.transport.abort()
    return took


async def _hold(site, company):
    """Return the memory of a stream in bytes, and the part of a core that all of them take while nothing happens."""
    worker = site.live.worker()
    before, streams = worker.memory_info().rss, []
    for number in range(STREAMS):
        query = f"board={company.legal.pk}&lists={company.legal.pk}"
        streams.append(await Stream.open(site.live.port, company.session(number), query))
    each = (worker.memory_info().rss - before) / STREAMS
    await asyncio.sleep(5)
    cpu, began = _cpu(worker), time.perf_counter()
    await asyncio.sleep(IDLE)
    idle = (_cpu(worker) - cpu) / (time.perf_counter() - began)
    for stream in streams:
        stream.writer.transport.abort()
    return each, idle


class Stream:
    """An open stream."""

    def __init__(self, reader, writer, session):
        self.reader, self.writer, self.session = reader, writer, session

    @classmethod
    async def open(cls, port, session, query=""):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**12)
        writer.write(_request(f"/events/?{query}", session))
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head.split(b"\r\n")[0], head
        return cls(reader, writer, session)

    def close(self):
        self.writer.close()


def _request(path, session, *more):
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: session={session}", *more, "", ""]
    return "\r\n".join(lines).encode()


def _cpu(process):
    return sum(sum(one.cpu_times()[:2]) for one in [process, *process.children(recursive=True)])


class _company:  # noqa: N801
    """A board of 200 cards and STREAMS people who look at it, in a database of their own."""

    def __enter__(self):
        os.environ.update(servers.environment())
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.db import connection

        from tests import databases

        self.database = f"handoff_{os.getpid()}"
        databases.create(self.database)
        connection.close()
        connection.settings_dict["NAME"] = self.database
        self._fill()
        return self

    def __exit__(self, *_error):
        from django.db import connections

        from tests import databases

        connections.close_all()
        databases.drop(self.database)
        servers.stop()

    def _fill(self):
        from board.actions.tasks import create_task
        from board.models import Department, User

        self.legal = Department.objects.create(name="Legal", code="LEG", email="legal@example.com")
        todo, doing, _done = self.legal.columns.all()
        self.column, self._places = doing.pk, (todo.pk, doing.pk)
        self.ana = User.objects.create_user(
            "ana", "ana@example.com", "a long password", department=self.legal
        )
        for number in range(200):
            column = (todo, doing)[number % 2]
            self.task = create_task(column, title=f"Check contract {number}", actor=self.ana)
        User.objects.bulk_create(
            User(username=f"p{n}", email=f"p{n}@example.com", name=f"P {n}", department=self.legal)
            for n in range(STREAMS)
        )
        people = User.objects.filter(username__startswith="p")
        self._sessions = [_session(person) for person in people]

    def session(self, number):
        return self._sessions[number]

    def move(self, number):
        """Move one card from one column to the other."""
        from django.db import connection

        from board.actions.moves import move_task

        connection.settings_dict["NAME"] = self.database  # this thread has a connection of its own
        self.task.refresh_from_db()
        move_task(self.task, column=self._places[number % 2], after=None, actor=self.ana)


def _session(person):
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


def main():
    for name, measured, goal in rows():
        print(f"{name:45} {measured:>16}   goal {goal}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
