from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .names import one_line
from .task import TEXT_LIMIT, Priority


class RequestType(models.Model):
    """What a department offers to others: a template in both languages, a checklist, defaults.

    A text that is missing in one language is shown in the other.
    """

    department = models.ForeignKey("board.Department", models.PROTECT, related_name="request_types")
    name_en = models.CharField(_("name in English"), max_length=80, blank=True, validators=[one_line])
    name_ru = models.CharField(_("name in Russian"), max_length=80, blank=True, validators=[one_line])
    text_en = models.TextField(_("template in English"), max_length=TEXT_LIMIT, blank=True)
    text_ru = models.TextField(_("template in Russian"), max_length=TEXT_LIMIT, blank=True)
    # One point a line.
    checklist_en = models.TextField(_("checklist in English"), max_length=TEXT_LIMIT, blank=True)
    checklist_ru = models.TextField(_("checklist in Russian"), max_length=TEXT_LIMIT, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    is_restricted = models.BooleanField(_("restricted"), default=False)
    wanted_after = models.PositiveSmallIntegerField(
        _("wanted after"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(250)],
        help_text=_("Working days that it usually takes; fills in the wanted date. Empty: no date."),
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    is_offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("request type")
        verbose_name_plural = _("request types")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name_en="", name_ru=""), name="request_type_has_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self._localized("name")

    @property
    def text(self):
        return self._localized("text")

    @property
    def checklist(self):
        """The points, one a list element."""
        return [line.strip() for line in self._localized("checklist").splitlines() if line.strip()]

    def _localized(self, field):
        texts = {"en": getattr(self, f"{field}_en"), "ru": getattr(self, f"{field}_ru")}
        language = "ru" if (get_language() or "").startswith("ru") else "en"
        return texts[language] or texts["en"] or texts["ru"]
