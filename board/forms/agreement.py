"""What two departments say to each other about a task: the forms of the agreement's verbs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.fields import PersonField
from board.forms.task_fields import DayField
from board.forms.texts import LineField, MarkdownField, VersionField, several_lines
from board.models import Waiting
from board.models.hop import REASON_LIMIT
from board.models.task import NOTE_LIMIT, TEXT_LIMIT


class ReasonField(forms.CharField):
    """Why: words for the other side, which stand in the history."""

    default_validators = [several_lines]

    def __init__(self, **kwargs):
        errors = {"required": _("Say why in a sentence or two: the other side reads it.")}
        super().__init__(
            label=_("Reason"),
            max_length=REASON_LIMIT,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages=errors,
            **kwargs,
        )


class ReasonForm(forms.Form):
    reason = ReasonField()


class CancelForm(forms.Form):
    reason = ReasonField(required=False, help_text=_("May be left out."))


class AcceptForm(forms.Form):
    promised_on = DayField(label=_("Promised on"), help_text=_("Your department’s word to the requester."))
    assignee = PersonField(
        label=_("Assignee"),
        required=False,
        empty_label=_("Nobody yet"),
        error_messages={"invalid_choice": _("This person does not work in this department.")},
    )

    def __init__(self, *args, people, today, only=None, **kwargs):
        """Offer `people` to give it to, as on the day `today`, or `only` the one who may accept it for themselves."""
        super().__init__(*args, **kwargs)
        field = self.fields["assignee"]
        field.offer(people.filter(pk=only.pk) if only else people, today)
        if only:
            field.required, field.empty_label = True, None
            field.help_text = _("You accept it for yourself. A coordinator can give it to someone else.")
            field.error_messages["invalid_choice"] = _(
                "You can accept this for yourself. A coordinator can give it to someone else."
            )


class DepartmentField(forms.ModelChoiceField):
    def label_from_instance(self, department):
        return f"{department.code} · {department.name}"


class HandOffForm(forms.Form):
    department = DepartmentField(
        queryset=None,
        label=_("To which department"),
        empty_label=_("Choose a department"),
        error_messages={"invalid_choice": _("This department cannot be handed this task.")},
    )
    reason = ReasonField()

    def __init__(self, *args, departments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments


class DeliverForm(forms.Form):
    preview_field = "result"

    result = MarkdownField(
        label=_("Result"),
        max_length=TEXT_LIMIT,
        required=False,
        rows=6,
        help_text=_("What came of it, or where it is to be found. You can add it later."),
    )


class ResultForm(forms.Form):
    preview_field = "result"

    result = MarkdownField(label=_("Result"), max_length=TEXT_LIMIT, required=False, rows=6)
    version = VersionField()


class WaitForm(forms.Form):
    on = forms.ChoiceField(label=_("Waits"), choices=Waiting.choices, widget=forms.RadioSelect)
    note = LineField(
        label=_("What for"),
        max_length=NOTE_LIMIT,
        error_messages={"required": _("Say what it waits for.")},
    )

    def __init__(self, *args, can_ask, **kwargs):
        """Offer the requester only where `can_ask`: where it is someone outside the department."""
        super().__init__(*args, **kwargs)
        if not can_ask:
            del self.fields["on"]

    def clean(self):
        return {"on": Waiting.THIRD, **super().clean()}


class WantedForm(forms.Form):
    wanted_on = DayField(label=_("Wanted on"))


class PromiseForm(forms.Form):
    promised_on = DayField(label=_("Promised on"))
    reason = ReasonField(required=False)

    def __init__(self, *args, promise, **kwargs):
        """`promise` is the day that another department was promised so far: to change it takes a reason."""
        super().__init__(*args, **kwargs)
        self.promise = promise
        if not promise:
            del self.fields["reason"]

    def clean(self):
        data = super().clean()
        changes = "promised_on" in data and data["promised_on"] != self.promise
        if self.promise and changes and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why the promise changes: the requester reads it."))
        return data
