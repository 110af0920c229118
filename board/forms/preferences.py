from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from board.forms.languages import LANGUAGES
from board.forms.time_zones import time_zones
from board.models import Delivery, Density, Group, Theme
from board.models.names import one_line


class PreferencesForm(forms.Form):
    name = forms.CharField(
        label=_("Your name, as others see it"),
        max_length=100,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label=_("Theme"), choices=Theme.choices, required=False, widget=forms.RadioSelect
    )
    density = forms.ChoiceField(
        label=_("Density"),
        choices=Density.choices,
        widget=forms.RadioSelect,
        help_text=_("Compact shows about half as many cards again on a screen."),
    )


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=Theme.choices, required=False)


class DensityForm(forms.Form):
    density = forms.ChoiceField(choices=Density.choices)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=LANGUAGES)


GROUP_HELP = {
    Group.MOVE: _("Delivered to you, returned to you, or waiting for your answer"),
    Group.MENTIONS: _("You are named, given access, or somebody writes in a thread of yours"),
    Group.REQUESTS: _("Accepted, promised, declined, handed off or commented"),
    Group.ASSIGNMENTS: _("Given to you, commented, cancelled, or no longer blocked"),
    Group.WATCHED: _("Whatever happens to a task that you watch"),
    Group.INBOX: _("Asked of your department or handed off to it, for its coordinators"),
}
HOURS = [(hour, f"{hour}:00") for hour in range(24)]


class NotificationsForm(forms.Form):
    """How a person hears of each group, when the digest comes, and by which clock."""

    digest_hour = forms.TypedChoiceField(label=_("Hour of the digest"), choices=HOURS, coerce=int)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("The digest comes by this clock, and all times are shown by it."),
    )

    def __init__(self, *args, person, deliveries, **kwargs):
        super().__init__(*args, **kwargs)
        for group in Group:
            self.fields[group.value] = forms.ChoiceField(
                label=group.label,
                choices=Delivery.choices,
                initial=deliveries[group],
                help_text=GROUP_HELP[group],
                widget=forms.RadioSelect,
            )
        self.fields["digest_hour"].initial = person.digest_hour
        self.fields["time_zone"].choices = [("", _usual_zone(person)), *time_zones()]
        self.fields["time_zone"].initial = person.time_zone

    def groups(self):
        return [self[group.value] for group in Group]

    def chosen(self):
        """Return what the valid form changes, for `actions.preferences.change_notifications`."""
        data = self.cleaned_data
        return {
            "deliveries": {group: data[group] for group in Group if group.value in self.changed_data},
            "hour": data["digest_hour"],
            "time_zone": data["time_zone"],
        }


def _usual_zone(person):
    if person.department is None:
        return _now("As the site")
    return _now("As the department: %(zone)s") % {"zone": person.department.time_zone.replace("_", " ")}
