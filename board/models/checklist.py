from django.db import models
from django.utils.translation import gettext_lazy as _

from .names import one_line


class ChecklistItem(models.Model):
    """A point of a task's checklist."""

    task = models.ForeignKey("board.Task", models.CASCADE, related_name="checklist")
    text = models.CharField(_("text"), max_length=300, validators=[one_line])
    is_done = models.BooleanField(_("done"), default=False)
    position = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "position"],
                name="checklist_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.text
