"""Who is meant by what someone types to sign in, and whether anybody is there."""

from django.contrib.sessions.models import Session
from django.db.models.functions import Lower, Now

from board import prepared
from board.models import User


def username_of(login):
    """Return the username of the account with the e-mail address `login`, else `login` as it is."""
    people = User.objects.annotate(address=Lower("email")).filter(address=login.lower())
    return people.values_list("username", flat=True).first() or login


def has_administrator():
    """Return whether anybody administers this system, or ever did: from then on there is no other way to become one."""
    return User.objects.filter(is_admin=True).exists()


def who_is_signed_in(pk):
    """Return the person with this id as `User.objects.for_request` loads them, or None."""
    found = prepared.instances(_signed_in, (), (pk,))
    return found[0] if found else None


def _signed_in(pk):
    return User.objects.for_request().filter(pk=pk)


def session_data(key):
    """Return the encoded data of the session `key`, which has not expired, or None."""
    found = prepared.rows(_session, (), (key,))
    return found[0][0] if found else None


def _session(key):
    return Session.objects.filter(session_key=key, expire_date__gt=Now()).values_list("session_data")
