"""Whether mail goes out, for an operator in a shell: settings without secrets, the mail server, the outbox."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import Error

from board.notifications import probe
from board.queries.mail import outbox_now


class Command(BaseCommand):
    help = "Shows how mail is set up and what waits, and signs in to the mail server. Exit code 1: it cannot be used."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--to", metavar="ADDRESS", help="send a test mail there, now and without the outbox"
        )

    @no_translations
    def handle(self, *, to, **options):
        self._tell_settings()
        try:
            self._tell_outbox()
        except Error as error:
            self._line("outbox", f"cannot be read: {str(error).strip().splitlines()[0]}")
        try:
            self._line("mail server", self._ask_server(to))
        except probe.CannotSend as trouble:
            self._line("mail server", trouble.words)
            # The lines have said it.
            raise SystemExit(1) from None

    def _tell_settings(self):
        if probe.is_only_written():
            self._line("server", f"none: mail is written to {settings.EMAIL_FILE_PATH}")
        else:
            self._line("server", f"{probe.server()}, encryption: {probe.encryption()}")
            self._line("signs in", f"as {settings.EMAIL_HOST_USER}" if settings.EMAIL_HOST_USER else "no")
        self._line("from", settings.DEFAULT_FROM_EMAIL)
        self._line("links to", settings.SITE_URL)
        times = (
            f"{settings.EMAIL_TIMEOUT} s a step, held {settings.MAIL_HOLD} s, lease {settings.MAIL_LEASE} s"
        )
        self._line("times", times)
        for sentence in probe.what_is_odd():
            self._line("mind", sentence)

    def _tell_outbox(self):
        outbox = outbox_now()
        self._line("due", f"{outbox.due}, of these waiting: {outbox.waiting}, tried in vain: {outbox.tried}")
        if outbox.age is not None:
            late = ": LATE, no worker takes it" if outbox.is_late else ""
            self._line("the oldest is due for", f"{outbox.age.total_seconds():.0f} s{late}")
        self._line("failed in the last day", outbox.failed_today)
        if outbox.last_error:
            self._line("last error", outbox.last_error)

    def _ask_server(self, to):
        if probe.is_only_written():
            if to:
                raise CommandError("Without a mail server nothing can be sent: set EMAIL_URL.")
            return "none to ask"
        if not to:
            probe.check_mail_server()
            return "answers, and takes our mail"
        probe.send_test_mail(to)
        return f"has taken a test mail for {to}"

    def _line(self, name, value):
        self.stdout.write(f"  {name:22} {value}")
