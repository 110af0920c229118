from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailKind(models.TextChoices):
    INVITATION = "invitation", _("invitation")
    PASSWORD_RESET = "password_reset", _("password reset")


class MailState(models.TextChoices):
    DUE = "due", _("due")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class MailQuerySet(models.QuerySet):
    def claimable(self):
        """Return the mails that are due by the database's clock and that no worker holds."""
        return self.filter(state=MailState.DUE, due_at__lte=Now()).filter(
            models.Q(leased_until=None) | models.Q(leased_until__lt=Now())
        )


class Mail(models.Model):
    """One mail to one person that is due. What it says is rendered at sending and never stored."""

    kind = models.CharField(_("kind"), max_length=20, choices=MailKind)
    user = models.ForeignKey("board.User", models.CASCADE, related_name="mails", verbose_name=_("person"))
    # Smaller goes first.
    urgency = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=9, choices=MailState, default=MailState.DUE)
    # Two writers of one mail, or two deliveries of one job, make one row.
    key = models.CharField(max_length=100, unique=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True, default="")
    message_id = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["urgency", "due_at"], condition=models.Q(state="due"), name="mail_due"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} → {self.user}"
