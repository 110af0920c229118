"""A mail server in a process of its own: it writes down what it takes, and fails as the test says meanwhile.

`python -m tests.torture.peer PORT FOLDER`; the folder has its certificate (`cert.pem`, `key.pem`).
"""

import asyncio
import contextlib
import json
import ssl
import subprocess
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path
from typing import NamedTuple

from aiosmtpd.smtp import SMTP, syntax

from config.embedded import BASE
from tests import ports
from tests.torture.programs import Program

LOOK_SECONDS = 0.02
# Longer than anybody waits.
STALL_SECONDS = 120
# How it fails. To addresses that begin so, it never takes anything.
FINE, REFUSING, STALLING, LATER, WITHOUT_TLS, BROKEN_TLS = (
    "fine",
    "refusing",
    "stalling",
    "later",
    "plain",
    "broken",
)
REFUSED = "refused"


class Delivery(NamedTuple):
    recipient: str
    message_id: str
    subject: str
    is_encrypted: bool
    at: float


class Peer:
    """The process, for the test that switches it and reads what it took."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = ports.reserve()
        folder.mkdir()
        self.certificate = folder / "cert.pem"
        _make_certificate(folder)
        self.switch(FINE)
        self._program = Program(
            "peer", [sys.executable, "-m", "tests.torture.peer", str(self.port), str(folder)]
        )

    def start(self, folder: Path) -> None:
        self._program.start(folder)

    def stop(self) -> None:
        self._program.stop()

    def switch(self, mode: str) -> None:
        """Have it fail in this way from now on, or FINE."""
        draft = self.folder / "mode.new"
        draft.write_text(mode)
        draft.rename(self.folder / "mode")

    def deliveries(self) -> list[Delivery]:
        """Return what it has taken so far, in order."""
        path = self.folder / "deliveries"
        lines = path.read_text().splitlines() if path.exists() else []
        return [Delivery(*json.loads(line)) for line in lines]


def _make_certificate(folder: Path) -> None:
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    subprocess.run(["openssl", "req", *kind, *files, *subject], check=True, capture_output=True, cwd=BASE)


class Handler:
    """What aiosmtpd asks."""

    def __init__(self, folder: Path) -> None:
        self.mode = FINE
        self._log = (folder / "deliveries").open("a", buffering=1)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 — aiosmtpd's name
        if address.startswith(REFUSED):
            return "550 5.1.1 No such user here"
        if self.mode == LATER:
            return "451 4.3.0 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.mode == STALLING:
            await asyncio.sleep(STALL_SECONDS)
        message = message_from_bytes(envelope.content, policy=policy.default)
        for recipient in envelope.rcpt_tos:
            taken = (
                recipient,
                message["Message-ID"],
                message["Subject"],
                session.ssl is not None,
                time.time(),
            )
            self._log.write(json.dumps(taken) + "\n")
        return "250 OK"


class Server(SMTP):
    @syntax("STARTTLS")
    async def smtp_STARTTLS(self, arg):  # noqa: N802
        if self.event_handler.mode == BROKEN_TLS:
            await self.push("220 Ready to start TLS")
            self._writer.write(b"This is no handshake.\r\n")
            self.transport.close()
            return
        await super().smtp_STARTTLS(arg)

    async def smtp_EHLO(self, hostname):  # noqa: N802
        if self.event_handler.mode == STALLING:
            await asyncio.sleep(STALL_SECONDS)
        if self.event_handler.mode == WITHOUT_TLS:
            self.tls_context = None
        await super().smtp_EHLO(hostname)


async def serve(port: int, folder: Path) -> None:
    """Answer on the port, where the mode lets us listen at all."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    handler, listening, connected = Handler(folder), None, set()

    def connection():
        server = Server(handler, tls_context=context, hostname="localhost")
        connected.add(server)
        return server

    while True:
        handler.mode = (folder / "mode").read_text()
        if handler.mode == REFUSING and listening:
            listening.close()
            listening = None
            for server in connected:
                with contextlib.suppress(AttributeError):  # it has ended
                    server.transport.close()
            connected.clear()
        if handler.mode != REFUSING and not listening:
            listening = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", port)
        await asyncio.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
