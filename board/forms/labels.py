from django import forms

from board.forms.fields import Swatches
from board.models import Color, Label


class LabelForm(forms.Form):
    """A label's name and colour, with the model's own rules."""

    name = Label._meta.get_field("name").formfield()
    color = forms.ChoiceField(
        label=Label._meta.get_field("color").verbose_name, choices=Color, widget=Swatches, initial=Color.SLATE
    )
