"""What is asked of a department."""

from dataclasses import asdict

from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.fields import NumberField
from board.forms.task_fields import DayField
from board.forms.texts import LineField, MarkdownField
from board.models import Priority
from board.models.task import TEXT_LIMIT, TITLE_LIMIT

# What a request type fills in.
FILLED = ("description", "priority", "is_restricted", "wanted_on")


class StartForm(forms.Form):
    """What an address says about a task that is about to be asked; what says nothing sensible is left out."""

    to = forms.CharField(required=False, max_length=6)
    type = NumberField(required=False)
    parent = NumberField(required=False)
    again = NumberField(required=False)
    # The type whose text stands in the form already.
    filled = NumberField(required=False)

    @classmethod
    def read(cls, data):
        """Return {name: value or empty} of what `data` (a query string, or a form half filled in) says."""
        form = cls(data)
        form.is_valid()
        return {name: form.cleaned_data.get(name) for name in form.fields}

    def clean_to(self):
        return self.cleaned_data["to"].upper()


class AskForm(forms.Form):
    """A task for a department, with the choices that `desk` (queries.asking.Desk) has.

    `chosen` is the request type that is chosen now; a part of a restricted task `is_secret` whatever is ticked.
    """

    preview_field = "description"

    to = forms.TypedChoiceField(
        label=_("Department"),
        empty_value=None,
        error_messages={
            "required": _("Choose a department."),
            "invalid_choice": _("This department cannot be asked any more. Choose another one."),
        },
    )
    type = forms.TypedChoiceField(
        label=_("What is it about?"),
        required=False,
        empty_value=None,
        error_messages={
            "invalid_choice": _("The department does not offer this any more. Choose something else.")
        },
    )
    title = LineField(label=_("Title"), max_length=TITLE_LIMIT)
    description = MarkdownField(label=_("Description"), max_length=TEXT_LIMIT, required=False, rows=8)
    wanted_on = DayField(label=_("Wanted on"))
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    is_restricted = forms.BooleanField(label=_("Restricted: only those below will see it"), required=False)
    filled = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, desk, asker, chosen=None, is_secret=False, **kwargs):
        super().__init__(data, **kwargs)
        self.desk, self.chosen = desk, chosen
        departments = {department.code: department for department in desk.departments}
        self.fields["to"].choices = [("", _("Choose a department")), *_names(departments, asker)]
        self.fields["to"].coerce = departments.get
        types = {str(request_type.pk): request_type for request_type in desk.types}
        self.fields["type"].choices = [("", _("Something else"))] + [
            (pk, request_type.name) for pk, request_type in types.items()
        ]
        self.fields["type"].coerce = types.get
        for name in FILLED[1:]:
            # A box that someone has ticked once takes no other state from the server: another type, another box.
            self.fields[name].widget.attrs["id"] = f"id_{name}_{chosen.pk if chosen else 0}"

        if is_secret:
            self.initial["is_restricted"] = self.fields["is_restricted"].disabled = True

    def focus(self):
        """Put the cursor where the page that is about to be shown wants something first."""
        wanted = next(iter(self.errors), None) if self.is_bound else self._first_to_fill_in()
        if wanted in self.fields:
            self.fields[wanted].widget.attrs["autofocus"] = True

    def clean(self):
        """Name what is asked as the action does."""
        data = super().clean()
        data.pop("filled", None)
        data["department"], request_type = data.pop("to", None), data.pop("type", None)
        data["request_type"] = request_type
        data["checklist"] = request_type.checklist if request_type else []
        return data

    def _first_to_fill_in(self):
        if not self.desk.department:
            return "to"
        return "type" if self.desk.types and not self.chosen else "title"


def refilled(data, *, before, now):
    """Return initial values for the form whose half filled in `data` gets another type.

    What still is as the type `before` began (queries.asking.Start) becomes as the type `now` begins; what a person
    has changed stays.
    """
    typed = {name: data.get(name, "") for name in ("title", *FILLED)}
    typed["is_restricted"] = "is_restricted" in data
    before, now = asdict(before), asdict(now)
    for name in FILLED:
        is_empty = typed[name] == ""
        if is_empty or _plain(typed[name]) == _plain(before[name]):
            typed[name] = now[name]
    return typed


def _names(departments, asker):
    own = _("%(department)s: your own board")
    for code, department in departments.items():
        is_own = department.pk == asker.department_id
        yield code, own % {"department": department.name} if is_own else department.name


def _plain(value):
    """Return what a browser sends for `value`, whatever its line ends."""
    if value is None or isinstance(value, bool):
        return str(value or "")
    return "\n".join(str(value).splitlines()).strip()
