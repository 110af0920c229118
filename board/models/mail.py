from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailKind(models.TextChoices):
    INVITATION = "invitation", _("invitation")
    PASSWORD_RESET = "password_reset", _("password reset")
    TASK = "task", _("about a task")
    TASKS = "tasks", _("about several tasks")
    DIGEST = "digest", _("digest")
    DEPARTMENT = "department", _("to a department")


class Urgency(models.IntegerChoices):
    """Which of the mails that are due goes first: the smaller."""

    ACCOUNT = 0
    NOW = 3
    DIGEST = 6


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

    def with_holder(self):
        """Add `is_held`: whether a worker is sending it now, by the database's clock."""
        held = models.Q(state=MailState.DUE, leased_until__gte=Now())
        return self.annotate(is_held=models.ExpressionWrapper(held, models.BooleanField()))

    def open_about(self, mail):
        """Return the mail about the same task to the same person that no worker has taken yet."""
        open_mails = self.filter(kind=MailKind.TASK, state=MailState.DUE, attempts=0)
        return open_mails.filter(user=mail.user_id, task=mail.task_id).exclude(pk=mail.pk)


class Mail(models.Model):
    """One mail to one person that is due. What it says is rendered at sending and never stored."""

    kind = models.CharField(_("kind"), max_length=20, choices=MailKind)
    # To whom it goes: a person, or the address of a department.
    user = models.ForeignKey(
        "board.User", models.CASCADE, null=True, related_name="mails", verbose_name=_("person")
    )
    department = models.ForeignKey(
        "board.Department", models.CASCADE, null=True, related_name="mails", verbose_name=_("department")
    )
    # What it is about, where that is one task.
    task = models.ForeignKey("board.Task", models.CASCADE, null=True, related_name="mails")
    # Smaller goes first.
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.ACCOUNT)
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
            models.Index(
                fields=["urgency", "due_at", "id"], condition=models.Q(state="due"), name="mail_due"
            ),
            models.Index(fields=["created_at"], name="mail_by_age"),
        ]
        constraints = [
            # What happens to a task while a mail about it waits is told in that mail, until a worker takes it.
            models.UniqueConstraint(
                fields=["user", "task"],
                condition=models.Q(kind=MailKind.TASK, state=MailState.DUE, attempts=0),
                name="mail_open_once",
            ),
            models.CheckConstraint(
                name="mail_has_one_reader",
                condition=models.Q(user__isnull=False, department=None)
                | models.Q(user=None, department__isnull=False),
            ),
            models.CheckConstraint(
                name="mail_names_its_task",
                condition=models.Q(kind__in=[MailKind.TASK, MailKind.DEPARTMENT], task__isnull=False)
                | (~models.Q(kind__in=[MailKind.TASK, MailKind.DEPARTMENT]) & models.Q(task=None)),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} → {self.user or self.department}"
