from django import forms

from board.forms.fields import NumberField


class UndoForm(forms.Form):
    """The change of one's own that is undone."""

    activity = NumberField(widget=forms.HiddenInput)
