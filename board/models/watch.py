from django.db import models
from django.utils.translation import gettext_lazy as _


class WatchReason(models.TextChoices):
    """Why a person follows a task."""

    REQUESTER = "requester", _("asked for it")
    ASSIGNEE = "assignee", _("is or was assigned")
    COMMENTER = "commenter", _("wrote a comment")
    CHOSEN = "chosen", _("chose to")
    GRANTED = "granted", _("was given access")


class Watch(models.Model):
    """A person follows a task, or has muted it.

    `granted` alone gives access: who merely follows sees the task by another right, or not at all.
    """

    task = models.ForeignKey("board.Task", models.CASCADE, related_name="watches")
    user = models.ForeignKey("board.User", models.CASCADE, related_name="watches")
    reason = models.CharField(_("reason"), max_length=9, choices=WatchReason)
    is_muted = models.BooleanField(_("muted"), default=False)
    granted = models.BooleanField(_("was given access"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="watch_once")]
        indexes = [
            models.Index(fields=["user", "task"], condition=models.Q(granted=True), name="watch_granted")
        ]

    def __str__(self):
        return f"{self.user} → {self.task}"
