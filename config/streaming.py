"""Live's worker of gunicorn: thousands of connections that stay, and none of those whose browser has vanished."""

import contextlib
import resource
import socket

from gunicorn.workers.gasgi import ASGIWorker

# Milliseconds without an answer to what was sent, after which a connection is over. With a heartbeat every 15 seconds
# a vanished browser is gone within a minute.
UNANSWERED = 25_000


class Worker(ASGIWorker):
    """An asyncio worker that ends its streams as soon as it is stopped, and may open as many as the system lets it."""

    def init_process(self) -> None:
        _most, limit = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        for listener in self.sockets:
            # What a connection takes over from its listener.
            with contextlib.suppress(AttributeError, OSError):  # there is no such thing outside of Linux
                listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNANSWERED)
        # A stream has nothing to finish for a browser that is gone.
        self.cfg.set("asgi_disconnect_grace_period", 0)
        super().init_process()

    def handle_exit_signal(self) -> None:
        super().handle_exit_signal()
        self.asgi.end()

    def handle_quit_signal(self) -> None:
        super().handle_quit_signal()
        self.asgi.end()
