"""Fields that more than one form has."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from board.models import Column, User
from board.models.names import one_line
from board.queries.absences import away, name_with_absence


class NumberField(forms.IntegerField):
    """A number from 1 on that the database can be asked for: mostly the id of a row, which may be there or not."""

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=2**63 - 1, **kwargs)


class ColumnField(forms.ModelChoiceField):
    """One of the columns of a department."""

    default_error_messages = {"invalid_choice": _("That column is no longer on this board.")}

    def __init__(self, **kwargs):
        super().__init__(Column.objects.none(), empty_label=None, **kwargs)

    def set_department(self, department_id):
        self.queryset = Column.objects.filter(department=department_id).order_by("position")


class TitlesField(forms.CharField):
    """Several titles, one a line; blank lines are skipped."""

    LIMIT = 100

    def __init__(self, *, line_limit, **kwargs):
        self.line_limit = line_limit
        super().__init__(widget=forms.Textarea(attrs={"rows": 1}), **kwargs)

    def clean(self, value):
        titles = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        titles = [title for title in titles if title]
        if not titles:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(titles) > self.LIMIT:
            raise ValidationError(_("At most %(limit)d at once, please.") % {"limit": self.LIMIT})
        for title in titles:
            if len(title) > self.line_limit:
                raise ValidationError(
                    _("“%(start)s…” is longer than %(limit)d characters.")
                    % {"start": title[:30], "limit": self.line_limit}
                )
            one_line(title)
        return titles


class PersonField(forms.ModelChoiceField):
    """A person; who is away says so, and who stands in."""

    def __init__(self, **kwargs):
        super().__init__(User.objects.none(), **kwargs)

    def offer(self, people, today):
        """Offer `people` (a queryset), of whom those are away who are so on the day `today`."""
        self.queryset = people
        # Asked when the first name is shown: a form that is only read needs no names.
        self._absences = SimpleLazyObject(lambda: away(people, today))

    def label_from_instance(self, person):
        return name_with_absence(person, self._absences.get(person.pk))


class Swatches(forms.RadioSelect):
    """One of the colours, shown as what it looks like."""


class ConfirmForm(forms.Form):
    """A question with nothing to fill in."""
