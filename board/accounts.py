"""How allauth behaves here: no self-registration, throttles that lock nobody out, mail through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def display(user):
    """Return what a person is called on the pages of allauth."""
    return user.name


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The name, the e-mail address or the password is wrong."),
        "email_password_mismatch": _("The name, the e-mail address or the password is wrong."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or set a new password."),
        "enter_current_password": _("This is not your current password."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:  # fewer proxies on the way than we trust: someone asked us directly
            return request.META["REMOTE_ADDR"]

    def get_password_change_redirect_url(self, request):
        return reverse("settings")

    def send_mail(self, template_prefix, email, context):
        """Send nothing: mail goes through the outbox alone."""
        raise NotImplementedError(template_prefix)

    def _get_login_attempts_cache_key(self, request, **credentials):
        # With the address, so that nobody can lock the owner of an account out from elsewhere.
        return f"{self.get_client_ip(request)} {credentials.get('username', '').lower()}"
