"""All streams of this process: who hears what, who still may, and who is still there."""

import asyncio
import logging
import time
from collections import defaultdict
from itertools import count

from django.db import Error

from board.queries.live import granted

CHECK = (
    4.0  # seconds between two looks at what everybody may still hear of: with the look itself less than five
)
BEATS = 15  # seconds between two heartbeats of a stream
PATIENCE = 30.0  # seconds that a reader may take nothing
REPORT = 60  # seconds between two lines in the log

logger = logging.getLogger(__name__)


class Hub:
    """`ask` runs a function on the database, in the one thread that does so."""

    def __init__(self, ask):
        self._ask = ask
        self._streams = set()
        self._hearers = defaultdict(set)
        self._inbox = asyncio.Queue()
        self._turn = count()
        self._beats = [set() for _second in range(BEATS)]
        # While the database does not say who may hear, nobody hears.
        self._is_sure = True
        self.is_closed = False

    def __len__(self):
        return len(self._streams)

    def count_of(self, user):
        return len(self._hearing("me", user))

    def add(self, stream, found):
        """Let `stream` hear what it wishes for, as far as `found`, the answer of `granted`, has it."""
        self._streams.add(stream)
        self._beats[next(self._turn) % BEATS].add(stream)
        for wish in stream.wishes:
            self._hearers[wish.kind, wish.pk or wish.user].add(stream)
        self._keep(stream, found, stream.wishes)
        if self.is_closed:
            stream.close()

    def remove(self, stream):
        self._streams.discard(stream)
        for beats in self._beats:
            beats.discard(stream)
        for wish in stream.wishes:
            self._forget(stream, wish)

    def hear(self, message):
        """Pass a message of `board.live` on, in its turn."""
        self._inbox.put_nowait(message)

    def resync(self):
        """Have all pages ask for what they may have missed."""
        for stream in self._streams:
            stream.say("resync")

    def close(self):
        """End all streams; there will be no more."""
        self.is_closed = True
        for stream in self._streams:
            stream.close()

    async def run(self):
        await asyncio.gather(self._pass_on(), self._check_often(), self._tick())

    async def _pass_on(self):
        while True:
            messages = [await self._inbox.get()]
            while not self._inbox.empty():
                messages.append(self._inbox.get_nowait())
            if doubtful := self._doubtful(messages):
                await self.check(doubtful)
            for message in messages if self._is_sure else ():
                self._deliver(message)

    async def _check_often(self):
        while True:
            await asyncio.sleep(CHECK)
            if self._streams:
                await self.check(self._streams)

    def _doubtful(self, messages):
        """Return the streams of tasks that somebody may see since, or sees no more."""
        tasks = {int(pk) for message in messages if message.get("access") for pk in message["tasks"]}
        return {stream for pk in tasks for stream in self._hearing("task", pk)}

    async def check(self, streams):
        """Take from `streams` what their readers may hear of no more."""
        asked = [(stream, list(stream.wishes)) for stream in streams]
        wishes = {wish for _stream, of_stream in asked for wish in of_stream}
        try:
            found = await asyncio.wait_for(self._ask(granted, wishes), CHECK)
        except (Error, TimeoutError) as error:
            if self._is_sure:
                logger.warning("The database does not say who may hear of what, so nobody does: %r", error)
            self._is_sure = False
            return
        for stream, of_stream in asked:
            self._keep(stream, found, of_stream)
        if not self._is_sure:
            self._is_sure = True
            self.resync()

    def _keep(self, stream, found, wishes):
        lost = [wish for wish in wishes if wish not in found and wish in stream.wishes]
        if stream.wishes[0] not in lost:
            stream.department, stream.is_admin = found[stream.wishes[0]]
        if not lost:
            return
        for wish in lost:
            self._forget(stream, wish)
        stream.lose(lost)

    def _forget(self, stream, wish):
        topic = wish.kind, wish.pk or wish.user
        self._hearers[topic].discard(stream)
        if not self._hearers[topic]:
            del self._hearers[topic]

    def _deliver(self, message):
        for pk, board in message.get("boards", {}).items():
            for stream in self._hearing("board", int(pk)):
                stream.say_board(int(pk), board)
        for pk, activities in message.get("tasks", {}).items():
            self._deliver_task(int(pk), activities)
        for pk in message.get("lists", ()):
            for stream in self._hearing("lists", pk):
                stream.say_lists(pk)
        for part, people in (("work", message.get("people", ())), ("bell", message.get("bells", ()))):
            for pk in people:
                for stream in self._hearing("me", pk):
                    stream.say(part)
        if message.get("missed"):
            self.resync()

    def _deliver_task(self, pk, activities):
        for stream in self._hearing("task", pk):
            readable = [activity for activity, internal_to in activities if stream.reads(internal_to)]
            if readable:
                stream.say_task(pk, max(readable))

    def _hearing(self, kind, pk):
        return self._hearers.get((kind, pk), ())

    async def _tick(self):
        """One clock for all: a fifteenth of the streams each second."""
        for second in count():
            await asyncio.sleep(1)
            now = time.monotonic()
            for stream in self._beats[second % BEATS]:
                if stream.sending and now - stream.sending > PATIENCE:
                    stream.task.cancel()
                elif now > stream.ends:
                    stream.close()
                else:
                    stream.beat()
            if second % REPORT == 0 and self._streams:
                logger.info("%d streams", len(self._streams))
