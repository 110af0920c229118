from django.db import models
from django.utils.translation import gettext_lazy as _

from .department import Color
from .names import one_line


class Label(models.Model):
    """A word that a department sorts its tasks by."""

    department = models.ForeignKey("board.Department", models.PROTECT, related_name="labels")
    name = models.CharField(_("name"), max_length=40, validators=[one_line])
    color = models.CharField(_("colour"), max_length=10, choices=Color, default=Color.SLATE)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["department", "name"], name="label_name_once")]

    def __str__(self):
        return self.name
