from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.fields import TitlesField
from board.models.task import TITLE_LIMIT


class AddTasksForm(forms.Form):
    """One task a line, for the top of a column."""

    titles = TitlesField(label=_("Titles, one a line"), line_limit=TITLE_LIMIT)
