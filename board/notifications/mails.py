"""What each mail says and whether it still makes sense; rendered at sending, never stored."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from board.models import Mail
from board.models.mail import MailKind
from board.tokens import ResetTokens, invitation_token, may_reset_password


def why_not(mail):
    """Return why this mail must not be sent any more, in English for operators, or an empty string."""
    if not mail.user.is_active:
        return "The person is inactive."
    if mail.kind == MailKind.INVITATION and not (mail.user.is_invited and mail.user.invitation_nonce):
        return "The invitation has been accepted."
    if mail.kind == MailKind.PASSWORD_RESET and not may_reset_password(mail.user):
        return "The person has no password to reset."
    if Mail.objects.filter(user=mail.user, kind=mail.kind, pk__gt=mail.pk).exists():
        return "A newer mail replaces this one."
    return ""


def compose(mail):
    """Return the mail as a message in text and HTML."""
    with translation.override(mail.user.language or settings.LANGUAGE_CODE):
        subject, link = KINDS[mail.kind](mail.user)
        context = {
            "subject": subject,
            "link": link,
            "person": mail.user,
            "site": settings.SITE_URL,
            "days": settings.INVITATION_DAYS,
        }
        message = EmailMultiAlternatives(
            subject,
            render_to_string(f"emails/{mail.kind}.txt", context),
            to=[mail.user.email],
            headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string(f"emails/{mail.kind}.html", context), "text/html")
    return message


def _invitation(user):
    return _("Your invitation to Handoff"), _link("invitation", invitation_token(user))


def _password_reset(user):
    link = _link("account_reset_password_from_key", user_pk_to_url_str(user), ResetTokens().make_token(user))
    return _("A new password for Handoff"), link


def _link(name, *arguments):
    # The address is the configured one: the Host header of whoever asked may be anything.
    return settings.SITE_URL + reverse(name, args=arguments)


KINDS = {MailKind.INVITATION: _invitation, MailKind.PASSWORD_RESET: _password_reset}
