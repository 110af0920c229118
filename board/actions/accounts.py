"""What a person does with their own account while nobody is signed in."""

from django.db import transaction
from django.utils import timezone

from board.actions.mails import queue_mail
from board.models import User
from board.models.mail import MailKind
from board.notifications import outbox
from board.tokens import may_reset_password

MINUTES_BETWEEN_RESETS = 5


@transaction.atomic
def request_password_reset(email, *, actor):
    """Mail a link to whoever has this address, at most one every five minutes for one password.

    Does and takes the same for an address that nobody has. `actor` is None while nobody is signed in.
    """
    outbox.nudge()
    for user in User.objects.active().filter(email__iexact=email):
        if may_reset_password(user):
            queue_mail(MailKind.PASSWORD_RESET, user, key=_reset_key(user))


def _reset_key(user):
    window = int(timezone.now().timestamp()) // (MINUTES_BETWEEN_RESETS * 60)
    # Whoever has set a new password and forgot that too need not wait.
    return f"password-reset-{user.pk}-{user.get_session_auth_hash()[:12]}-{window}"
