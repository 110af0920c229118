"""One open stream: what it may hear, and what waits to be sent over it."""

import asyncio
import json
from random import SystemRandom

LIVES = (480.0, 600.0)  # seconds, so that not all come back at once
RETRY = (1000, 4000)  # milliseconds
BEAT = b":\n\n"
# The session is over: the browser is not to come back.
END = b"event: end\ndata:\n\n"
chance = SystemRandom()


class Stream:
    """What waits is merged: a reader who is slow gets one message about all, not many.

    A message is {"boards": {id: {"version", "columns", "order"}}, "tasks": {id: latest activity}, "lists": [id],
    "work", "bell", "resync": True, "gone": {"boards", "lists", "tasks": [id]}}; a part with nothing in it is left out.
    """

    __slots__ = ("_last", "_pending", "department", "ends", "is_admin", "sending", "task", "wake", "wishes")

    def __init__(self, wishes, *, now):
        # The first is the reader's own.
        self.wishes = wishes
        self.department, self.is_admin = None, False
        self.ends = now + chance.uniform(*LIVES)
        self.wake = asyncio.Event()
        self.task = None
        # Since when the reader takes nothing of what is sent.
        self.sending = None
        self._pending = {}
        self._last = None

    @property
    def user(self):
        return self.wishes[0].user

    def reads(self, internal_to):
        """Whether the reader may know of what is internal to that department (None: of what is not)."""
        return internal_to is None or self.is_admin or internal_to == self.department

    def say(self, part):
        self._pending[part] = True
        self.wake.set()

    def say_board(self, pk, board):
        boards = self._pending.setdefault("boards", {})
        said = boards.get(pk, {"columns": {}})
        boards[pk] = board | {"columns": said["columns"] | board["columns"]}
        self.wake.set()

    def say_task(self, pk, activity):
        self._pending.setdefault("tasks", {})[pk] = activity
        self.wake.set()

    def say_lists(self, pk):
        self._pending.setdefault("lists", {})[pk] = True
        self.wake.set()

    def beat(self):
        """Have something sent, so that both ends notice when the other has vanished."""
        self.wake.set()

    def lose(self, wishes):
        """Say that `wishes` are gone, and nothing of them ever again; without the reader's own, nothing at all."""
        if self.wishes[0] in wishes:
            return self.end()
        self.wishes = [wish for wish in self.wishes if wish not in wishes]
        for wish in wishes:
            part = PARTS[wish.kind]
            self._pending.get(part, {}).pop(wish.pk, None)
            self._pending.setdefault("gone", {}).setdefault(part, []).append(wish.pk)
        return self.wake.set()

    def end(self):
        """End with the session."""
        self._pending = {}
        self._last = END
        self.wake.set()

    def close(self):
        """End; the browser comes back by itself."""
        self._last = self._last or b""
        self.wake.set()

    def take(self):
        """Return (what to send now, whether it is the last), and begin anew."""
        self.wake.clear()
        said, self._pending = self._pending, {}
        if "lists" in said:
            said["lists"] = sorted(said["lists"])
        parts = {name: part for name, part in said.items() if part}
        text = f"data: {json.dumps(parts, separators=(',', ':'))}\n\n".encode() if parts else b""
        if self._last is not None:
            return text + self._last, True
        return text or BEAT, False


PARTS = {"board": "boards", "lists": "lists", "task": "tasks"}


def greeting():
    """Return the first words of a stream: when to come back after its end."""
    return f"retry: {chance.randint(*RETRY)}\n\n".encode()
