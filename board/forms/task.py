"""The words of a task."""

from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.fields import NumberField
from board.forms.texts import LineField, MarkdownField, VersionField
from board.models.task import TEXT_LIMIT, TITLE_LIMIT


class TitleForm(forms.Form):
    title = LineField(label=_("Title"), max_length=TITLE_LIMIT)
    version = VersionField()


class DescriptionForm(forms.Form):
    preview_field = "description"

    description = MarkdownField(label=_("Description"), max_length=TEXT_LIMIT, required=False, rows=8)
    version = VersionField()


class DepthForm(forms.Form):
    """Around which ids the thread, one comment's replies and the history are shown, where not at their ends."""

    comments = NumberField(required=False)
    replies = NumberField(required=False)
    history = NumberField(required=False)

    @classmethod
    def read(cls, data):
        """Return {name: id} of what `data` (a query string) asks for; what is no id is left out."""
        form = cls(data)
        form.is_valid()
        return {name: value for name, value in form.cleaned_data.items() if value}
