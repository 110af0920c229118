"""The fields for words that people write, with what every one of them refuses."""

import re

from django import forms
from django.core.validators import RegexValidator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from board.models.names import one_line

# A tab and a line break are part of a text; nothing else below a space is.
several_lines = RegexValidator(
    re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]"),
    _("Leave out control characters."),
    inverse_match=True,
)


class LineField(forms.CharField):
    """Words on one line."""

    default_validators = [one_line]


class MarkdownField(forms.CharField):
    """A text of several lines, whose indentation counts."""

    default_validators = [several_lines]

    def __init__(self, *, rows=4, **kwargs):
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(strip=False, widget=widget, **kwargs)

    def offer_people(self, task, *, internal=False):
        """Have the widget offer people of `task` after an @; `internal`: those of the reader's department alone."""
        query = "?readers=internal" if internal else ""
        self.widget.attrs["data-people"] = reverse("task_people", args=[task.pk]) + query

    def to_python(self, value):
        text = super().to_python(value)
        # Browsers send \r\n and count it as one character.
        text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
        return text or self.empty_value


class VersionField(forms.IntegerField):
    """The version of a text that the form began with; a later one in the database means that a race was lost."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        outdated = _("The page is out of date. Load it again.")
        # The validators' words, too, are taken from here by their codes.
        errors = dict.fromkeys(["required", "invalid", "min_value", "max_value"], outdated)
        super().__init__(min_value=1, max_value=2**31 - 1, error_messages=errors, **kwargs)
