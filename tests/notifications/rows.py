"""Rows of the outbox in every state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from board.models import Mail
from board.models.mail import MailKind, MailState


@pytest.fixture
def mail(cast):
    """Return a function that writes a mail about a password, or one of another kind."""

    def write(state=MailState.DUE, *, kind=MailKind.PASSWORD_RESET, user=cast.ana, **fields):
        key = f"key-{Mail.objects.count()}"
        return Mail.objects.create(kind=kind, user=user, key=key, state=state, **fields)

    return write


def ago(**time):
    return timezone.now() - timedelta(**time)


def held(seconds):
    """Return the fields of a mail that a worker has taken, for so many seconds from now."""
    return {"leased_until": timezone.now() + timedelta(seconds=seconds), "attempts": 1}
