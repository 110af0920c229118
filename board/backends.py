"""Who is asking."""

from allauth.account.auth_backends import AuthenticationBackend

from board.queries.accounts import who_is_signed_in


class Backend(AuthenticationBackend):
    """allauth's sign-in by username or e-mail; a signed-in person is loaded with what the rules ask about them."""

    def get_user(self, user_id):
        """Return the active person with this id, or None."""
        user = who_is_signed_in(user_id)
        return user if user and self.user_can_authenticate(user) else None
