"""Who is asking."""

from allauth.account.auth_backends import AuthenticationBackend

from board.models import User


class Backend(AuthenticationBackend):
    """allauth's sign-in by username or e-mail; a signed-in person is loaded with what the rules ask about them."""

    def get_user(self, user_id):
        """Return the active person with this id, or None."""
        user = User.objects.for_request().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
