"""A change to several tasks: which ones, and what it needs besides."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from board.actions.bulk import MOST_AT_ONCE
from board.forms.agreement import AcceptForm, HandOffForm, ReasonForm
from board.forms.task_fields import AssigneeForm

# What is hidden, on another board or not there at all reads the same.
NOT_THERE = _("There is no task #%(value)s here that you may work on. Perhaps someone has just moved it.")


class TasksField(forms.ModelMultipleChoiceField):
    """Several tasks, of which the form shows those that were chosen."""

    default_error_messages = {
        "required": _("Choose at least one task."),
        "invalid_choice": NOT_THERE,
        "invalid_pk_value": _("“%(pk)s” is no task."),
    }

    def __init__(self):
        super().__init__(None, label=_("Tasks"), widget=forms.CheckboxSelectMultiple)

    def label_from_instance(self, task):
        return f"#{task.pk} {task.title}"

    def clean(self, value):
        if len(set(value or ())) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(limit)d at once, please.") % {"limit": MOST_AT_ONCE})
        return list(super().clean(value))


class _ManyForm(forms.Form):
    tasks = TasksField()

    def __init__(self, *args, tasks, chosen=(), **kwargs):
        """`tasks` (a queryset) are those that could be chosen; on a form that is only shown `chosen` are."""
        super().__init__(*args, initial={"tasks": chosen}, **kwargs)
        # What is to be done comes first: the list may be long.
        self.order_fields([name for name in self.fields if name != "tasks"])
        ids = self.data.getlist(self.add_prefix("tasks")) if self.is_bound else chosen
        self.fields["tasks"].queryset = tasks.filter(pk__in=ids_in(ids))


class AssignForm(_ManyForm, AssigneeForm):
    pass


class LabelForm(_ManyForm):
    label = forms.ModelChoiceField(
        queryset=None,
        label=_("Label"),
        empty_label=None,
        error_messages={"invalid_choice": _("This label does not belong to this board.")},
    )
    takes_away = forms.TypedChoiceField(
        label=_("What to do"),
        choices=[("", _("Add it")), ("1", _("Take it away"))],
        coerce=bool,
        required=False,
        empty_value=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, labels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["label"].queryset = labels


class MoveForm(_ManyForm):
    column = forms.TypedChoiceField(
        label=_("Column"),
        coerce=int,
        error_messages={"invalid_choice": _("That column is no longer on this board.")},
    )

    def __init__(self, *args, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = columns


class ArchiveForm(_ManyForm):
    pass


class AcceptManyForm(_ManyForm, AcceptForm):
    pass


class DeclineManyForm(_ManyForm, ReasonForm):
    pass


class HandOffManyForm(_ManyForm, HandOffForm):
    pass


def ids_in(values):
    """Return those of `values` (texts) that can be ids, at most one more than a change takes."""
    ids = [int(value) for value in values if str(value).isdecimal() and len(str(value)) <= 18]
    return ids[: MOST_AT_ONCE + 1]
