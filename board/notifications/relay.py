"""The mail server, over one connection for many mails."""

import smtplib

from django.core.mail import get_connection

FINE = 250


class Unreachable(OSError):
    """No connection as the settings ask for it, with STARTTLS and sign-in where they do; no mail was tried."""


class Relay:
    """Opened for the first mail, and anew after an error: never in another way than the settings say."""

    def __init__(self):
        self._backend = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._close()

    def send(self, message):
        """Send `message`. Raises Unreachable before anything of it was sent, or what the server says about it."""
        self._open()
        try:
            self._backend.send_messages([message])
        except Exception:
            self._drop()
            raise

    def _open(self):
        if self._backend and not self._answers():
            self._drop()
        if self._backend:
            return
        backend = get_connection()
        try:
            backend.open()
        except (OSError, ValueError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        self._backend = backend

    def _answers(self):
        """Whether the server has kept the connection: some end it after a number of mails, or when it is idle."""
        kept = getattr(self._backend, "connection", None)
        if not isinstance(kept, smtplib.SMTP):
            return True
        try:
            return kept.noop()[0] == FINE
        except OSError:
            return False

    def _drop(self):
        """Let go of a connection that may be broken, without a word: a server that hangs would take its time."""
        backend, self._backend = self._backend, None
        kept = getattr(backend, "connection", None)
        if isinstance(kept, smtplib.SMTP):
            kept.close()
        else:
            backend.close()

    def _close(self):
        backend, self._backend = self._backend, None
        if backend:
            try:
                backend.close()
            except OSError:  # smtplib's own errors are such, too
                pass
