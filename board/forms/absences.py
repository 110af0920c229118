from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.fields import PersonField
from board.forms.task_fields import DayField


class AbsenceDays(forms.Form):
    """The rules that both ends of an absence show at their fields."""

    def clean(self):
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        return data


class AbsenceForm(AbsenceDays):
    first_day = DayField(label=_("First day away"))
    last_day = DayField(label=_("Last day away"))
    substitute = PersonField(
        label=_("Who stands in"),
        required=False,
        empty_label=_("Nobody"),
        error_messages={"invalid_choice": _("This person cannot stand in.")},
    )

    def __init__(self, *args, people, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_day"].required = self.fields["last_day"].required = True
        self.fields["substitute"].offer(people, today)
