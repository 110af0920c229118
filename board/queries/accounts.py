"""Who is meant by what someone types to sign in."""

from django.db.models.functions import Lower

from board.models import User


def username_of(login):
    """Return the username of the account with the e-mail address `login`, else `login` as it is."""
    people = User.objects.annotate(address=Lower("email")).filter(address=login.lower())
    return people.values_list("username", flat=True).first() or login
