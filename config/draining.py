"""Web's worker of gunicorn, which leaves nobody waiting at a door that will not open again."""

import socket

from gunicorn.workers.gthread import ThreadWorker


class Worker(ThreadWorker):
    """A thread worker that closes its listeners as soon as it is stopped, with all that waited there taken in.

    Gunicorn's own keeps them open while it finishes what it has begun. Whoever connects then is cut off at the end,
    and a proxy may not send a POST again that it has sent already. A refused connection goes to the next replica.
    """

    sockets: list[socket.socket]

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                self._take_in_all(listener)
                listener.close()
            self.sockets = []

    def _take_in_all(self, listener: socket.socket) -> None:
        before = -1
        while self.nr_conns != before:
            before = self.nr_conns
            self.accept(listener)
