"""Who may see a task, and who hears of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.fields import NumberField


class RestrictionForm(forms.Form):
    is_restricted = forms.BooleanField(
        label=_(
            "Restricted: only the requester, the assignee, the coordinators and those given access see it"
        ),
        required=False,
    )


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return f"{person.name} · {person.department.name}" if person.department else person.name


class AccessForm(forms.Form):
    person = PersonField(
        queryset=None,
        label=_("Person"),
        empty_label=_("Choose a person"),
        error_messages={"invalid_choice": _("This person cannot be given access.")},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class WatchForm(forms.Form):
    choice = forms.ChoiceField(choices=[("watch", ""), ("mute", ""), ("leave", "")])


class SeenForm(forms.Form):
    activity = NumberField()
