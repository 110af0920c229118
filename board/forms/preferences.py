from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.languages import LANGUAGES
from board.models import Theme
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


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=Theme.choices, required=False)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=LANGUAGES)
