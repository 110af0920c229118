from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from board.forms.accounts import PASSWORD_RULES
from board.forms.languages import LANGUAGES
from board.models import User


class SetupForm(forms.ModelForm):
    """Asks the first administrator who they are, and for a password; `create_first_administrator` makes the account."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=PASSWORD_RULES,
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    class Meta:
        model = User
        fields = ["name", "username", "email", "password", "language"]
        labels = {
            "name": _("Your name, as others see it"),
            "username": _("Username"),
            "email": _("E-mail address"),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
            "username": forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def clean(self):
        cleaned = super().clean()
        if password := cleaned.get("password"):
            names = {field: cleaned.get(field, "") for field in ("name", "username", "email")}
            try:
                password_validation.validate_password(password, User(**names))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned
