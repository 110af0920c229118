from django import forms


class UndoForm(forms.Form):
    """The change of one's own that is undone."""

    activity = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
