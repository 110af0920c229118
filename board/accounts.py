"""How allauth behaves here: no self-registration, and mail through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter


def display(user):
    """Return what a person is called on the pages of allauth."""
    return user.name


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
