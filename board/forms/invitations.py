from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from board.forms.accounts import PASSWORD_RULES
from board.forms.languages import LANGUAGES
from board.models.names import one_line


class InvitationForm(forms.Form):
    """Asks the invited person how they are called, and for a first password."""

    name = forms.CharField(
        label=_("Your name, as others see it"),
        max_length=100,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["password"].help_text = PASSWORD_RULES

    def clean_password(self):
        password_validation.validate_password(self.cleaned_data["password"], self.person)
        return self.cleaned_data["password"]
