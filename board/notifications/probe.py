"""Whether mail can be sent: asks the mail server, or sends one mail at once, and says in plain words what is wrong."""

import errno
import smtplib
import socket
import ssl
from contextlib import contextmanager
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

FILES = "django.core.mail.backends.filebased.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
LONGEST_WORDS = 300


class CannotSend(Exception):
    """Mail cannot be sent; `words` says why, in the language of the moment and without a secret."""

    def __init__(self, words):
        super().__init__(words)
        self.words = words


def is_only_written():
    """Whether there is no mail server, so that mail is written to files and reaches nobody."""
    return settings.EMAIL_BACKEND == FILES


def server():
    """Return the mail server as host:port."""
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"


def encryption():
    """Return how the way to the mail server is protected."""
    if settings.EMAIL_USE_SSL:
        return "TLS"
    return "STARTTLS" if settings.EMAIL_USE_TLS else _("none")


def check_mail_server():
    """Connect, encrypt and sign in as a mail would, and send nothing. Raises CannotSend."""
    if settings.EMAIL_BACKEND != SMTP:
        return
    with _in_plain_words():
        connection = get_connection()
        try:
            connection.open()
            connection.connection.ehlo_or_helo_if_needed()
        finally:
            connection.close()


def send_test_mail(to):
    """Send a mail that says that it has come, now and without the outbox. Raises CannotSend."""
    message = EmailMessage(
        _("A test of the mail from Handoff"),
        _("Mail from %(site)s reaches you. An administrator asked for this one; nothing has to be done.\n")
        % {"site": settings.SITE_URL},
        to=[to],
        headers={
            "Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
            "Auto-Submitted": "auto-generated",
        },
    )
    with _in_plain_words():
        message.send()


def what_is_odd():
    """Return sentences about settings with which no mail arrives although nothing is broken."""
    if is_only_written():
        yield _("No mail server is set (EMAIL_URL): mails are written to files, and reach nobody.")
    elif settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        words = _("Mails come from %(sender)s, which most mail servers refuse. Set MAIL_FROM.")
        yield words % {"sender": settings.DEFAULT_FROM_EMAIL}


@contextmanager
def _in_plain_words():
    try:
        yield
    except Exception as error:
        raise CannotSend(_without_password(_why(error))) from error


def _why(error):
    names = {"server": server(), "host": settings.EMAIL_HOST, "seconds": settings.EMAIL_TIMEOUT}
    if words := _why_unreachable(error) or _why_unencrypted(error) or _why_refused(error):
        return words % (names | {"answer": _answer(error), "sender": settings.DEFAULT_FROM_EMAIL})
    return f"{type(error).__name__}: {_one_line(str(error))}"


def _why_unreachable(error):
    match error:
        case socket.gaierror():
            return _("The host %(host)s is unknown: it has no address.")
        case ConnectionRefusedError():
            return _(
                "%(server)s refuses the connection: nothing listens on that port, or a firewall says no."
            )
        case _ if _has_timed_out(error) and settings.EMAIL_PORT == 465 and not settings.EMAIL_USE_SSL:
            return _("%(server)s did not answer within %(seconds)d s: port 465 wants smtp+ssl://.")
        case _ if _has_timed_out(error):
            return _("%(server)s did not answer within %(seconds)d s.")
        case OSError(errno=errno.ENETUNREACH | errno.EHOSTUNREACH):
            return _("There is no way to %(server)s: a network or a firewall is in between.")
        case smtplib.SMTPServerDisconnected() | ConnectionError():
            return _("%(server)s broke off the connection.")
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return _("%(server)s turns us away: %(answer)s")
    return ""


def _why_unencrypted(error):
    match error:
        case ssl.SSLCertVerificationError():
            return _("The certificate of %(server)s is not trusted: %(answer)s")
        case ssl.SSLError(reason="WRONG_VERSION_NUMBER" | "RECORD_LAYER_FAILURE"):
            return _("%(server)s speaks no TLS from the start: try smtp+tls://, which begins with STARTTLS.")
        case ssl.SSLError():
            return _("%(server)s breaks off the encryption: %(answer)s")
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(error):
            return _("%(server)s offers no STARTTLS, and nothing is sent in clear text.")
        case smtplib.SMTPNotSupportedError() if "AUTH" in str(error) and encryption() not in {
            "TLS",
            "STARTTLS",
        }:
            return _("%(server)s takes no password without encryption: try smtp+tls:// or smtp+ssl://.")
    return ""


def _why_refused(error):
    match error:
        case smtplib.SMTPAuthenticationError():
            return _("%(server)s refuses the user or the password: %(answer)s")
        case smtplib.SMTPNotSupportedError():
            return _("%(server)s lets nobody sign in: leave user and password out.")
        case smtplib.SMTPRecipientsRefused():
            return _("%(server)s refuses the recipient: %(answer)s")
        case smtplib.SMTPSenderRefused():
            return _("%(server)s refuses mail from %(sender)s: %(answer)s")
        case smtplib.SMTPResponseException():
            return _("%(server)s refuses: %(answer)s")
        case smtplib.SMTPException():
            return _("%(server)s cannot be used: %(answer)s")
    return ""


def _has_timed_out(error):
    # smtplib makes a lost connection of a time that ran out once it is connected.
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _answer(error):
    """Return what the server, or the library, said."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            [(code, text), *_others] = error.recipients.values()
            return f"{code} {_one_line(text)}"
        case smtplib.SMTPResponseException():
            return f"{error.smtp_code} {_one_line(error.smtp_error)}"
        case ssl.SSLCertVerificationError():
            return _one_line(error.verify_message)
    return _one_line(str(error))


def _one_line(text):
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return "".join(sign if sign.isprintable() else " " for sign in words).strip()[:LONGEST_WORDS]


def _without_password(words):
    password = settings.EMAIL_HOST_PASSWORD
    return words.replace(password, "[secret]") if password else words
