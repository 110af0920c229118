from django.db import models
from django.utils.translation import gettext_lazy as _


class Visit(models.Model):
    """The last activity of a task that a person has seen."""

    task = models.ForeignKey("board.Task", models.CASCADE, related_name="visits")
    user = models.ForeignKey("board.User", models.CASCADE, related_name="visits")
    activity = models.ForeignKey("board.Activity", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="visit_once")]

    def __str__(self):
        return f"{self.user} → {self.task}"
