"""Which other task is meant, and what is asked of several departments at once."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from board.forms.task_fields import DayField
from board.forms.texts import LineField, MarkdownField
from board.models import Task
from board.models.task import TEXT_LIMIT, TITLE_LIMIT

NUMBER = re.compile(r"#?([1-9][0-9]{0,17})")


class TaskNumberField(forms.CharField):
    """The number of a task that `user`, set by the form, may see; what is hidden reads the same as what is missing."""

    user = None

    def __init__(self, **kwargs):
        widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "#1042"}
        )
        super().__init__(max_length=30, widget=widget, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        number = NUMBER.fullmatch(text)
        if number is None:
            raise ValidationError(_("Write the number of a task, such as 1042."))
        task = Task.objects.visible_to(self.user).select_related("department").filter(pk=number[1]).first()
        if task is None:
            raise ValidationError(
                _("There is no task #%(number)s that you may see."), params={"number": number[1]}
            )
        return task


class _NumberForm(forms.Form):
    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.user = user


class DuplicateForm(_NumberForm):
    original = TaskNumberField(
        label=_("Number of the other task"), help_text=_("The one that is asked already, or done already.")
    )


class BlockerForm(_NumberForm):
    blocker = TaskNumberField(
        label=_("Number of the task that has to be finished first"),
        help_text=_(
            "Whoever sees this task learns of one that they may not see only which department has it."
        ),
    )


class ChildForm(_NumberForm):
    child = TaskNumberField(
        label=_("Number of the task"), help_text=_("Something that your department asked for.")
    )


class ChildrenForm(forms.Form):
    """A title for each chosen department; `rows` are the pairs of fields as the template shows them."""

    description = MarkdownField(label=_("Description for all of them"), max_length=TEXT_LIMIT, required=False)
    wanted_on = DayField(label=_("Wanted on"))

    def __init__(self, *args, departments, title, **kwargs):
        super().__init__(*args, **kwargs)
        self.departments = list(departments)
        for department in self.departments:
            self.fields[f"choose_{department.pk}"] = forms.BooleanField(label=department.name, required=False)
            self.fields[f"title_{department.pk}"] = LineField(
                label=_("Title"), max_length=TITLE_LIMIT, required=False, initial=title
            )

    def rows(self):
        """Yield (department, field of the choice, field of the title)."""
        for department in self.departments:
            yield department, self[f"choose_{department.pk}"], self[f"title_{department.pk}"]

    def clean(self):
        data, parts = super().clean(), []
        for department in self.departments:
            chosen, title = data.pop(f"choose_{department.pk}", False), data.pop(f"title_{department.pk}", "")
            if not chosen:
                continue
            if not title and f"title_{department.pk}" not in self.errors:
                self.add_error(f"title_{department.pk}", _("Give it a title."))
            parts.append((department, title))
        if not parts:
            self.add_error(None, _("Choose at least one department."))
        return data | {"parts": parts}
