from django.db import models
from django.utils.translation import gettext_lazy as _

from .names import one_line


class Holiday(models.Model):
    """A day on which a department does not work, beside its days off in every week."""

    department = models.ForeignKey("board.Department", models.CASCADE, related_name="holidays")
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80, blank=True, default="", validators=[one_line])

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["department", "day"], name="holiday_once")]

    def __str__(self):
        return f"{self.day} {self.name}".strip()


class Absence(models.Model):
    """A person is away from `first_day` to `last_day`, both included; `substitute` stands in."""

    user = models.ForeignKey("board.User", models.CASCADE, related_name="absences")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    substitute = models.ForeignKey(
        "board.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stands_in",
        verbose_name=_("stands in"),
    )

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["first_day"]
        indexes = [models.Index(fields=["user", "last_day"], name="absence_by_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="absence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(substitute=None) | ~models.Q(substitute=models.F("user")),
                name="absence_substitute_is_another",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.first_day} – {self.last_day}"
