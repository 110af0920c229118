from django import forms


class ShortcutsForm(forms.Form):
    has_shortcuts = forms.BooleanField(required=False)
