"""The keys in links of mails and of the log: what they prove, how long, and that they work once."""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.utils.crypto import constant_time_compare

from board.models import Group, Task, User

INVITATION = "board.invitation"
SETUP = "board.setup"
SETUP_SECONDS = 24 * 3600
UNSUBSCRIBE = "board.unsubscribe"


class ResetTokens(PasswordResetTokenGenerator):
    """Keys of reset links: for PASSWORD_RESET_TIMEOUT, dead after a password change or a sign-in."""

    def check_token(self, user, token):
        return bool(user) and may_reset_password(user) and super().check_token(user, token)


def may_reset_password(user):
    """Whether `user` has a password to forget: not who is inactive or has yet to accept an invitation."""
    return user.is_active and user.has_usable_password()


def invitation_token(user):
    """Return the key of the invitation of `user` that is open now, for INVITATION_DAYS from this moment."""
    return signing.dumps({"user": user.pk, "nonce": user.invitation_nonce}, salt=INVITATION)


def invited_person(token):
    """Return whom an invitation is for, or None where it was changed, used, replaced or has expired."""
    try:
        claim = signing.loads(token, salt=INVITATION, max_age=timedelta(days=settings.INVITATION_DAYS))
    except signing.BadSignature:
        return None
    user = User.objects.active().filter(pk=claim["user"]).first()
    is_open = user and user.invitation_nonce
    return user if is_open and constant_time_compare(user.invitation_nonce, claim["nonce"]) else None


def setup_token():
    """Return the key of a link to make the first administrator's account, for SETUP_SECONDS from this moment."""
    return signing.dumps("first administrator", salt=SETUP)


def is_setup_token(token):
    """Tell whether this is such a key; whether there is an administrator by now is for the action to say."""
    try:
        signing.loads(token, salt=SETUP, max_age=SETUP_SECONDS)
    except signing.BadSignature:
        return False
    return True


class Unsubscription(NamedTuple):
    """Who wants no more mail about what: a task, or groups of things."""

    person: User
    task: Task | None
    groups: list[Group]


def unsubscribe_token(person, *, task=None, groups=()):
    """Return the key with which `person` ends mails about `task`, or about `groups`, without signing in."""
    claim = {"user": person.pk} | ({"task": task.pk} if task else {"groups": sorted(groups)})
    return signing.dumps(claim, salt=UNSUBSCRIBE)


def unsubscription(token):
    """Return the Unsubscription that a key stands for; None for a forged one, and for who is inactive."""
    try:
        claim = signing.loads(token, salt=UNSUBSCRIBE)
    except signing.BadSignature:
        return None
    person = User.objects.active().filter(pk=claim["user"]).first()
    task = Task.objects.filter(pk=claim["task"]).first() if "task" in claim else None
    groups = [Group(name) for name in claim.get("groups", ()) if name in Group]
    return Unsubscription(person, task, groups) if person and (task or groups) else None
