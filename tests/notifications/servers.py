"""Mail servers with faults, each real and on a port of its own."""

import contextlib
import socket
import ssl
import subprocess
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests import ports

LOGIN = LoginPassword(b"board", b"s3cret+word")


def point_at(settings, port, **changes):
    """Let mail go to a server on this machine, as EMAIL_URL would say it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 10
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    for name, value in changes.items():
        setattr(settings, name, value)


@contextlib.contextmanager
def smtp(peer, **options):
    """Run a server of aiosmtpd that hands mail to `peer`; yields its port."""
    controller = Controller(peer, hostname="127.0.0.1", port=ports.reserve(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def knows_the_board(server, session, envelope, mechanism, data):
    """Let in who has LOGIN, as an authenticator of aiosmtpd."""
    return AuthResult(success=data == LOGIN, handled=False)


def certificate(folder):
    """Return a context with a certificate for 127.0.0.1 that nobody has signed, and its path."""
    key, path = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2", "-subj", "/CN=peer"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(path)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path, key)
    return context, path


@contextlib.contextmanager
def saying(*answers):
    """Run a server that gives these lines in turn, one at once and one after each command, and then is silent.

    None instead of a line breaks off. Yields its port.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve():
        with contextlib.suppress(OSError):
            connection, _address = listener.accept()
            with connection:
                for number, answer in enumerate(answers):
                    if number:
                        connection.recv(4096)
                    if answer is None:
                        return
                    connection.sendall(f"{answer}\r\n".encode())
                over.wait(60)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        listener.close()
        thread.join(60)
