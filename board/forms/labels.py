from django import forms
from django.utils.translation import gettext_lazy

from board.forms.fields import Swatches
from board.forms.texts import LineField
from board.models import Color, Label


class LabelForm(forms.Form):
    """A label's name and colour."""

    name = Label._meta.get_field("name").formfield(form_class=LineField)
    color = forms.ChoiceField(
        label=gettext_lazy("Colour"), choices=Color, widget=Swatches, initial=Color.SLATE
    )
