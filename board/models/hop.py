from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REASON_LIMIT = 1000


class Hop(models.Model):
    """One department's time with a task that was asked of it or handed to it.

    Rows are only ever added and ended; a task that never left its own department has none.
    """

    task = models.ForeignKey("board.Task", models.CASCADE, related_name="hops")
    department = models.ForeignKey(
        "board.Department", models.PROTECT, related_name="hops", verbose_name=_("to")
    )
    # None: it began here.
    origin = models.ForeignKey(
        "board.Department", models.PROTECT, null=True, related_name="+", verbose_name=_("from")
    )
    actor = models.ForeignKey(
        "board.User", models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    reason = models.TextField(_("why"), max_length=REASON_LIMIT, blank=True, default="")
    started_at = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("until"), null=True)

    class Meta:
        verbose_name = _("hop")
        verbose_name_plural = _("hops")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(ended_at=None), name="hop_current_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="hop_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"#{self.task_id} → {self.department}"
