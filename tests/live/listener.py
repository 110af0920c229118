"""One open stream, read as a browser reads it."""

import json
import socket
import time


class Listener:
    """The head of the answer is in `status` and `headers`; `next` waits for a message."""

    def __init__(self, port, query="", session=None, headers=None):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        lines = [f"GET /events/{query and '?' + query} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        lines += [f"Cookie: session={session}"] if session else []
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in (headers or {}).items()]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        self._read = b""
        self.status = int(self._line().split()[1])
        self.headers = {}
        while line := self._line().decode():
            name, _colon, value = line.partition(": ")
            self.headers[name.lower()] = value
        self.has_ended = False
        self.said = []
        if self.status == 200:
            assert self._event().startswith("retry: ")

    def next(self, seconds=10):
        """Return the next message, or None where none comes, or the stream ends."""
        deadline = time.monotonic() + seconds
        while not self.has_ended:
            self._socket.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                event = self._event()
            except TimeoutError:
                return None
            if event.startswith("event: end"):
                self.said.append("end")
            elif event.startswith("data: "):
                self.said.append(json.loads(event.removeprefix("data: ")))
                return self.said[-1]
        return None

    def wait_for(self, part, seconds=10):
        """Return `part` of the first message that has it, or None."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and not self.has_ended:
            message = self.next(left)
            if message and part in message:
                return message[part]
        return None

    def wait_for_the_end(self, seconds=10):
        """Return whether the stream ends in that time."""
        self.wait_for("nothing", seconds)
        return self.has_ended

    def close(self):
        self._socket.close()

    def _event(self):
        """Return the next event, "" at the end. Raises TimeoutError; what has come by then stays for the next time."""
        while b"\r\n" not in self._read and self._receive():
            pass
        line, _end, rest = self._read.partition(b"\r\n")
        size = int(line or b"0", 16)
        while size and len(rest) < size + 2:
            if not self._receive():
                size = 0
            rest = self._read.partition(b"\r\n")[2]
        self.has_ended = not size
        self._read = rest[size + 2 :]
        return rest[:size].decode().strip()

    def _line(self):
        while b"\r\n" not in self._read and self._receive():
            pass
        line, _end, self._read = self._read.partition(b"\r\n")
        return line

    def _receive(self):
        received = self._socket.recv(65_536)
        self._read += received
        return received

    @property
    def socket(self):
        return self._socket
