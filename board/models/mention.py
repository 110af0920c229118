from django.db import models
from django.utils.translation import gettext_lazy as _


class Mention(models.Model):
    """A person is named in a comment, or (without one) in the description of a task.

    `written` is the username as the author typed it; it stays the person's, whatever they are called later.
    """

    task = models.ForeignKey("board.Task", models.CASCADE, related_name="mentions")
    comment = models.ForeignKey("board.Comment", models.CASCADE, null=True, related_name="mentions")
    user = models.ForeignKey("board.User", models.PROTECT, related_name="mentions")
    written = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "comment", "user"], name="mention_once", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["user", "-id"], name="mention_by_user")]

    def __str__(self):
        return f"@{self.written} #{self.task_id}"
