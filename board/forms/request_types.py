"""What a coordinator says about a request type."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.forms.checklist import ITEM_LIMIT
from board.forms.texts import LineField, MarkdownField
from board.models import Priority, RequestType
from board.models.names import one_line
from board.models.task import TEXT_LIMIT

POINTS_LIMIT = 100


class PointsField(MarkdownField):
    """The points of a checklist, one a line; blank lines are left out."""

    def clean(self, value):
        points = [" ".join(line.split()) for line in super().clean(value).split("\n")]
        points = [point for point in points if point]
        if len(points) > POINTS_LIMIT:
            raise ValidationError(
                _("These are %(count)d points. At most %(limit)d, please.")
                % {"count": len(points), "limit": POINTS_LIMIT}
            )
        for point in points:
            if len(point) > ITEM_LIMIT:
                raise ValidationError(
                    _("“%(start)s…” is longer than %(limit)d characters.")
                    % {"start": point[:30], "limit": ITEM_LIMIT}
                )
            one_line(point)
        return "\n".join(points)


class RequestTypeForm(forms.Form):
    """Its words in both languages, and what a new request of this type begins with."""

    name_en = RequestType._meta.get_field("name_en").formfield(
        form_class=LineField, help_text=gettext_lazy("What is missing in one language is shown in the other.")
    )
    name_ru = RequestType._meta.get_field("name_ru").formfield(form_class=LineField)
    text_en = MarkdownField(label=gettext_lazy("Template in English"), max_length=TEXT_LIMIT, required=False)
    text_ru = MarkdownField(label=gettext_lazy("Template in Russian"), max_length=TEXT_LIMIT, required=False)
    checklist_en = PointsField(
        label=gettext_lazy("Checklist in English, one point a line"), max_length=TEXT_LIMIT, required=False
    )
    checklist_ru = PointsField(
        label=gettext_lazy("Checklist in Russian, one point a line"), max_length=TEXT_LIMIT, required=False
    )
    priority = forms.TypedChoiceField(
        label=gettext_lazy("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    is_restricted = forms.BooleanField(label=gettext_lazy("Restricted"), required=False)
    wanted_after = RequestType._meta.get_field("wanted_after").formfield(min_value=1, max_value=250)

    def clean(self):
        data = super().clean()
        named = {"name_en", "name_ru"} & {name for name in data if data[name]}
        if not named and not {"name_en", "name_ru"} & set(self.errors):
            self.add_error("name_en", _("Give it a name in at least one language."))
        return data
