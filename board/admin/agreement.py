"""The verbs of the agreement as one form: what each needs is said, and each is the action that the pages call."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.actions import agreement
from board.actions.duplicates import decline_as_duplicate
from board.actions.hops import hand_off_task
from board.actions.moves import deliver_task, take_back_task
from board.actions.waiting import resume_task, wait_for
from board.errors import Refused
from board.forms.agreement import DepartmentField
from board.forms.fields import PersonField
from board.forms.links import TaskNumberField
from board.forms.task_fields import DayField
from board.forms.texts import several_lines
from board.models import Waiting
from board.models.hop import REASON_LIMIT
from board.queries.agreement import possible_verbs
from board.queries.task import assignable_people, departments_to_hand_to

# verb → which fields of the form it needs, and which of the action's keywords they become.
FIELDS = {
    "accept": {"assignee": "assignee", "promised_on": "promised_on"},
    "decline": {"words": "reason"},
    "hand_off": {"department": "department", "words": "reason"},
    "duplicate": {"original": "original"},
    "deliver": {"words": "result"},
    "take_back": {},
    "confirm": {},
    "return": {"words": "reason"},
    "reopen": {"words": "reason"},
    "cancel": {"words": "reason"},
    "wait": {"waiting_on": "on", "words": "note"},
    "resume": {},
}
OPTIONAL = {("accept", "assignee"), ("accept", "promised_on"), ("deliver", "words"), ("cancel", "words")}
ACTIONS = {
    "accept": agreement.accept_task,
    "decline": agreement.decline_task,
    "hand_off": hand_off_task,
    "duplicate": decline_as_duplicate,
    "deliver": deliver_task,
    "take_back": take_back_task,
    "confirm": agreement.confirm_task,
    "return": agreement.return_task,
    "reopen": agreement.reopen_task,
    "cancel": agreement.cancel_task,
    "wait": wait_for,
    "resume": resume_task,
}


class OriginalField(TaskNumberField):
    def clean(self, value):
        return super().clean(value) if (value or "").strip() else None


class AgreementForm(forms.Form):
    """What is done to a task, and what that needs; the other fields are left aside."""

    verb = forms.ChoiceField(label=gettext_lazy("What is done"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=REASON_LIMIT,
        validators=[several_lines],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The reason; when it is delivered, the result; when it waits, what for."),
    )
    department = DepartmentField(
        queryset=None, label=gettext_lazy("To which department"), required=False, empty_label="–"
    )
    assignee = PersonField(label=gettext_lazy("Assignee"), required=False, empty_label="–")
    promised_on = DayField(label=gettext_lazy("Promised on"))
    original = OriginalField(label=gettext_lazy("Duplicate of"), required=False)
    waiting_on = forms.ChoiceField(
        label=gettext_lazy("Waits"), choices=[("", "–"), *Waiting.choices], required=False
    )

    def __init__(self, *args, task, user, **kwargs):
        super().__init__(*args, **kwargs)
        verbs = possible_verbs(task)
        self.fields["verb"].choices = verbs
        self.fields["department"].queryset = departments_to_hand_to(task)
        self.fields["assignee"].offer(assignable_people(task), task.department.today())
        self.fields["original"].user = user
        needed = {"verb", *(name for verb, _label in verbs for name in FIELDS[verb])}
        for name in self.fields.keys() - needed:
            del self.fields[name]

    def clean(self):
        data = super().clean()
        verb = data.get("verb")
        for name in FIELDS.get(verb, ()):
            if not data.get(name) and name not in self.errors and (verb, name) not in OPTIONAL:
                self.add_error(name, _("This is needed here."))
        return data

    def act(self, task, actor):
        """Do what the form, which is valid, says. Raises Refused."""
        data = self.cleaned_data
        keywords = {keyword: data[name] for name, keyword in FIELDS[data["verb"]].items()}
        ACTIONS[data["verb"]](task, **keywords, actor=actor)


class AgreementPage:
    """The page of a task's admin on which the form stands."""

    def agree(self, request, pk):
        task = self.get_row(request, pk)
        form = AgreementForm(request.POST if request.method == "POST" else None, task=task, user=request.user)
        status = 200
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    form.act(task, request.user)
                except Refused as refusal:
                    form.add_error(None, refusal.message)
                    status = 409
                else:
                    done = dict(form.fields["verb"].choices)[form.cleaned_data["verb"]]
                    self.log_change(request, task, done)
                    words = _("#%(number)d: %(state)s.")
                    words %= {"number": task.pk, "state": task.get_state_display()}
                    self.message_user(request, words, messages.SUCCESS)
                    return redirect(self.address("change", task.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Agreement about #%(number)d") % {"number": task.pk},
            "opts": self.opts,
            "row": task,
            "text": [task.title],
            "form": form,
            "submit": _("Do it"),
            "back": self.address("change", task.pk),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/do.html", context, status=status)
