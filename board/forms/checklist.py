"""The checklist of a task."""

from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.fields import TitlesField
from board.forms.texts import LineField

ITEM_LIMIT = 300


class ChecklistAddForm(forms.Form):
    """Every line makes a point."""

    texts = TitlesField(label=_("New points, one a line"), line_limit=ITEM_LIMIT)


class ChecklistItemForm(forms.Form):
    text = LineField(label=_("Checklist item"), max_length=ITEM_LIMIT)


class TickForm(forms.Form):
    is_done = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")


class OrderForm(forms.Form):
    steps = forms.TypedChoiceField(choices=[("-1", ""), ("1", "")], coerce=int)
