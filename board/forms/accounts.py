"""The forms of allauth's pages, in our words."""

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

from board.actions.accounts import request_password_reset
from board.queries.accounts import username_of

# What the validators of the settings ask for, in one line instead of four.
PASSWORD_RULES = _("At least 8 characters, not only digits, and nothing that is easy to guess.")


class SignInForm(allauth.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("Username or e-mail address")
        login.max_length = 254
        login.widget.attrs = {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": 254,
            "autofocus": True,
        }
        password.help_text = ""
        _quiet(password)
        self.fields["remember"].label = _("Keep me signed in on this computer")

    def clean_login(self):
        # The account's own name, whichever was typed, so that both count as tries for one account.
        return username_of(super().clean_login())

    def user_credentials(self):
        # One look-up for both kinds of name: a second one would check the password of a known address twice,
        # and how long that takes would tell that it is known.
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class ChangePasswordForm(allauth.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["oldpassword"].help_text = ""
        _quiet(self.fields["oldpassword"])
        _name_new_passwords(self)


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name_new_passwords(self)


class ResetPasswordForm(forms.Form):
    """Asks where to send the link; the answer is the same for an address that nobody has."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )

    def save(self, request, **kwargs):
        request_password_reset(self.cleaned_data["email"], actor=None)
        return self.cleaned_data["email"]


def _name_new_passwords(form):
    first, second = form.fields["password1"], form.fields["password2"]
    first.label, second.label = _("New password"), _("New password again")
    first.help_text = PASSWORD_RULES
    _quiet(first)
    _quiet(second)


def _quiet(field):
    """Take the placeholder away that repeats the label."""
    field.widget.attrs.pop("placeholder", None)
