"""What people write under a task."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from board.errors import Strangers
from board.forms.fields import NumberField
from board.forms.texts import MarkdownField, VersionField
from board.models.comment import TEXT_LIMIT


class PeopleField(forms.Field):
    """The ids of people, which the buttons of a question send; whatever else is sent is no answer to it."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        ids = re.findall(r"[0-9]+", str(value or "")[:400], re.ASCII)
        return {int(number) for number in ids if len(number) < 19}


class CommentForm(forms.Form):
    """A new comment; `audience` (queries.audience.Audience) says who can read it.

    Where it names people who cannot see the task, `strangers` (errors.Strangers) asks what to do about them: the
    answer names those to give access, or those to leave out.
    """

    preview_field = "text"

    text = MarkdownField(label=_("Comment"), max_length=TEXT_LIMIT)
    readers = forms.ChoiceField(
        label=_("Who reads it"),
        choices=[("shared", _("Shared")), ("internal", "")],
        required=False,
        initial="shared",
        widget=forms.RadioSelect,
    )

    give = PeopleField()
    omit = PeopleField()
    strangers = None

    def __init__(self, *args, audience, **kwargs):
        super().__init__(*args, **kwargs)
        self.audience = audience
        self.fields["text"].offer_people(audience.task, internal=audience.is_internal)
        if not self.is_bound:  # an error would be what describes it
            self.fields["text"].widget.attrs["aria-describedby"] = self.auto_id % "audience"
        if audience.is_offered:
            self.fields["readers"].choices = [("shared", _("Shared")), ("internal", audience.label)]
        elif "readers" in self.fields:
            # Out of sight, but not out of mind: what was chosen as internal while it was offered is not shared now.
            self.fields["readers"].widget = forms.HiddenInput()

    def clean(self):
        data = super().clean()
        if "readers" in data:
            data["internal"] = data.pop("readers") == "internal"
        return data

    def asking(self, act):
        """Return `act` as a function that leaves the question with this form where it raises Strangers."""

        def acting(**data):
            try:
                return act(**data)
            except Strangers as question:
                self.strangers = question
                raise

        return acting


class ReplyForm(CommentForm):
    readers = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your reply")


class ParentForm(forms.Form):
    """To which comment a reply would be; what makes no sense counts as left out."""

    parent = NumberField(required=False)

    def chosen(self):
        return self.cleaned_data["parent"] if self.is_valid() else None


class EditCommentForm(CommentForm):
    readers = None
    version = VersionField()
