"""What stands beside a task: who, how urgent, what kind, until when."""

import datetime

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from board.forms.fields import PersonField
from board.models import Priority


class AssigneeForm(forms.Form):
    assignee = PersonField(
        label=_("Assignee"),
        required=False,
        empty_label=_("Nobody"),
        error_messages={"invalid_choice": _("This person does not work in this department.")},
    )

    def __init__(self, *args, people, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].offer(people, today)


class PriorityForm(forms.Form):
    priority = forms.TypedChoiceField(label=_("Priority"), choices=Priority.choices, coerce=int)


class LabelsForm(forms.Form):
    labels = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Labels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("This label does not belong to this board."),
            "invalid_pk_value": _("This label does not belong to this board."),
        },
    )

    def __init__(self, *args, labels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["labels"].queryset = labels


class DayField(forms.DateField):
    """A day that a task can be about; a slip such as the year 0226 is refused."""

    default_validators = [
        MinValueValidator(datetime.date(2000, 1, 1), _("The year must lie between 2000 and 2099.")),
        MaxValueValidator(datetime.date(2099, 12, 31), _("The year must lie between 2000 and 2099.")),
    ]

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        errors = {"invalid": _("There is no such date. Write it as 2026-11-27.")}
        super().__init__(
            input_formats=["%Y-%m-%d"], required=False, widget=widget, error_messages=errors, **kwargs
        )


class DatesForm(forms.Form):
    wanted_on = DayField(label=_("Wanted on"))
    promised_on = DayField(label=_("Promised on"))
