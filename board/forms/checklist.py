"""The checklist of a task."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from board.forms.texts import LineField, several_lines
from board.models.names import one_line

ITEM_LIMIT = 300
AT_ONCE = 50


class ChecklistAddForm(forms.Form):
    """Every line of the text makes a point."""

    texts = forms.CharField(
        label=_("New points, one a line"),
        max_length=AT_ONCE * (ITEM_LIMIT + 2),
        widget=forms.Textarea(attrs={"rows": 1}),
        validators=[several_lines],
    )

    def clean_texts(self):
        texts = [line.strip() for line in self.cleaned_data["texts"].splitlines() if line.strip()]
        if len(texts) > AT_ONCE:
            raise forms.ValidationError(
                ngettext("Add at most %(count)s point at once.", "Add at most %(count)s points at once.", AT_ONCE)
                % {"count": AT_ONCE}
            )
        for text in texts:
            one_line(text)
            if len(text) > ITEM_LIMIT:
                raise forms.ValidationError(
                    _("A point has at most %(limit)s characters; “%(text)s…” is longer."),
                    params={"limit": ITEM_LIMIT, "text": text[:40]},
                )
        return texts


class ChecklistItemForm(forms.Form):
    text = LineField(label=_("Checklist item"), max_length=ITEM_LIMIT)


class TickForm(forms.Form):
    is_done = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")


class OrderForm(forms.Form):
    steps = forms.TypedChoiceField(choices=[("-1", _("Up")), ("1", _("Down"))], coerce=int)
