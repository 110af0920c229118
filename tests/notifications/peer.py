"""A real mail server on a port of its own, which takes mail or says no."""

from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from tests import ports


class Peer:
    """What aiosmtpd asks. `says` maps RCPT or DATA to an answer, by recipient or for all (None)."""

    def __init__(self):
        self.received = []
        self.says = {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 — aiosmtpd's name
        if answer := self.says.get(address, self.says.get("RCPT")):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if answer := self.says.get("DATA"):
            return answer
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.says.get("drop"):
            session.peer = None
            server.transport.abort()
        return "250 OK"

    @property
    def recipients(self):
        return [message["To"] for message in self.received]


@pytest.fixture
def peer(settings):
    peer = Peer()
    controller = Controller(peer, hostname="127.0.0.1", port=ports.reserve())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_USE_TLS = False
    yield peer
    controller.stop()
