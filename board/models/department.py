import zoneinfo

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .names import Named


class Color(models.TextChoices):
    """The colours that departments, labels and avatars share; the stylesheet knows the same ten."""

    SLATE = "slate", _("Slate")
    RED = "red", _("Red")
    ORANGE = "orange", _("Orange")
    AMBER = "amber", _("Amber")
    GREEN = "green", _("Green")
    TEAL = "teal", _("Teal")
    SKY = "sky", _("Sky")
    BLUE = "blue", _("Blue")
    VIOLET = "violet", _("Violet")
    PINK = "pink", _("Pink")


class Weekday(models.IntegerChoices):
    """ISO weekdays."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


def monday_to_friday():
    return [1, 2, 3, 4, 5]


class DepartmentQuerySet(models.QuerySet):
    def current(self):
        return self.filter(closed_at=None)

    def readable_by(self, user):
        """Return the departments whose board `user` may look at."""
        if not user.is_active:
            return self.none()
        if user.is_admin:
            return self
        return self.filter(models.Q(pk=user.department_id) | models.Q(is_open=True, closed_at=None))

    def worked_by(self, user):
        """Return the departments on whose board `user` may work."""
        if not user.is_active:
            return self.none()
        return self if user.is_admin else self.filter(pk=user.department_id)


class Department(Named):
    """Owns one board."""

    code = models.CharField(
        _("code"),
        max_length=6,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Z]{2,6}\Z", _("Two to six capital letters A to Z, for example LEG."))
        ],
        help_text=_(
            "Two to six capital letters, for example LEG. A part of the board's address that never changes."
        ),
        error_messages={"unique": _("Another department has this code.")},
    )
    email = models.EmailField(
        _("e-mail"), unique=True, error_messages={"unique": _("Another department has this e-mail address.")}
    )
    color = models.CharField(_("colour"), max_length=10, choices=Color, default=Color.BLUE)
    working_days = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday),
        verbose_name=_("working days"),
        default=monday_to_friday,
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default=timezone.get_default_timezone_name)
    is_open = models.BooleanField(
        _("open for reading"),
        default=False,
        help_text=_(
            "All staff may read this board, its comments included, and watch its tasks. They cannot write."
        ),
    )
    closes_after = models.PositiveSmallIntegerField(
        _("closes by itself after"),
        null=True,
        blank=True,
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_(
            "Working days after delivery. What nobody has confirmed or returned by then is closed. Empty: never."
        ),
    )
    version = models.PositiveBigIntegerField(default=0, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name_key", "id"]
        constraints = [
            models.UniqueConstraint("name_key", name="department_name_once"),
            models.UniqueConstraint(Lower("email"), name="department_email_once"),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[A-Z]{2,6}$"), name="department_code_shape"
            ),
        ]

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save; a new department gets its default columns in the same transaction."""
        from .column import Column

        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            Column.objects.bulk_create(Column.defaults(self))

    def today(self):
        """Return the date that it is now where this department works."""
        return timezone.localdate(timezone=zoneinfo.ZoneInfo(self.time_zone))
