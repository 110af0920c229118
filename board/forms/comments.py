"""What people write under a task."""

from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.texts import MarkdownField, VersionField
from board.models.comment import TEXT_LIMIT


class CommentForm(forms.Form):
    preview_field = "text"

    text = MarkdownField(label=_("Comment"), max_length=TEXT_LIMIT)


class ReplyForm(CommentForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your reply")


class EditCommentForm(CommentForm):
    version = VersionField()
