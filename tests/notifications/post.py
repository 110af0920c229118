"""What tests of mails share: changes whose mails are due at once, and reading what arrived."""

from django.utils import timezone

from board.models import Mail
from board.models.mail import MailState
from board.notifications import outbox


def make_due():
    """End the hold of every mail that waits."""
    Mail.objects.filter(state=MailState.DUE).update(due_at=timezone.now(), leased_until=None)


def deliver(peer):
    """Send everything that is due or held, and return what has arrived since, as {address: [message]}."""
    before = len(peer.received)
    make_due()
    outbox.send_due()
    arrived = {}
    for message in peer.received[before:]:
        arrived.setdefault(message["To"], []).append(message)
    return arrived


def forget_mails():
    """Leave no mail of what a test only prepares with."""
    Mail.objects.all().delete()


def text(message):
    return message.get_body(("plain",)).get_content()


def html(message):
    return message.get_body(("html",)).get_content()


def fate(**fields):
    """Return (state, error) of the one mail with these fields."""
    return Mail.objects.values_list("state", "error").get(**fields)
