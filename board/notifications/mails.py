"""What each mail says and whether it still makes sense; rendered at sending, never stored."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from board.models import Mail
from board.models.mail import MailKind
from board.notifications import department_mails, envelope, task_mails
from board.notifications.left import NotSent
from board.tokens import ResetTokens, invitation_token, may_reset_password


def compose(mail):
    """Return a claimed mail as a message to one address. Raises NotSent with the reason where it must not go out."""
    return COMPOSERS[mail.kind](mail)


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


def _about_an_account(mail):
    if reason := why_not(mail):
        raise NotSent(reason)
    with translation.override(mail.user.language or settings.LANGUAGE_CODE):
        subject, link = KINDS[mail.kind](mail.user)
        context = {"link": link, "person": mail.user, "days": settings.INVITATION_DAYS}
        return envelope.message(
            mail, subject=subject, to=mail.user.email, template=mail.kind, context=context
        )


def _invitation(user):
    return _("Your invitation to Handoff"), envelope.address_of("invitation", invitation_token(user))


def _password_reset(user):
    link = envelope.address_of(
        "account_reset_password_from_key", user_pk_to_url_str(user), ResetTokens().make_token(user)
    )
    return _("A new password for Handoff"), link


KINDS = {MailKind.INVITATION: _invitation, MailKind.PASSWORD_RESET: _password_reset}
COMPOSERS = {
    **dict.fromkeys(KINDS, _about_an_account),
    **dict.fromkeys((MailKind.TASK, MailKind.TASKS, MailKind.DIGEST), task_mails.compose),
    MailKind.DEPARTMENT: department_mails.compose,
}
