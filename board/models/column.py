from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .names import one_line


class Kind(models.TextChoices):
    """What standing in a column means for a task."""

    TODO = "todo", _("To do")
    DOING = "doing", _("In progress")
    DONE = "done", _("Done")


class Column(models.Model):
    """A step of a department's own workflow."""

    department = models.ForeignKey("board.Department", models.PROTECT, related_name="columns")
    name = models.CharField(_("name"), max_length=60, validators=[one_line])
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    wip_limit = models.PositiveSmallIntegerField(
        _("limit of tasks"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text=_("Exceeding it is shown on the board and never refused. Empty: no limit."),
    )
    position = models.PositiveIntegerField(editable=False)
    version = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["department_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "position"],
                name="column_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["department", "name"], name="column_name_once"),
            # What a task's own (column, department, column_kind) refers to.
            models.UniqueConstraint(fields=["id", "department", "kind"], name="column_with_kind"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="column_kind_known"),
            models.CheckConstraint(
                condition=models.Q(wip_limit=None) | models.Q(wip_limit__gte=1),
                name="column_wip_limit_positive",
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def defaults(cls, department):
        """Return the unsaved columns that a new department starts with, named in the language of the moment."""
        names = {Kind.TODO: _now("To do"), Kind.DOING: _now("Doing"), Kind.DONE: _now("Done")}
        return [
            cls(department=department, name=name, kind=kind, position=position)
            for position, (kind, name) in enumerate(names.items(), start=1)
        ]

    @property
    def is_done(self):
        return self.kind == Kind.DONE
