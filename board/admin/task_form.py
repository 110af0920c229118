from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.admin.site import site
from board.admin.widgets import RowSelect
from board.models import Column, Label, Task, User
from board.models.hop import REASON_LIMIT


class ColleagueSelect(RowSelect):
    """Finds people of one department by what is typed."""

    def __init__(self, field, *, department_id):
        super().__init__(field, site)
        self.department_id = department_id

    def get_url(self):
        return f"{super().get_url()}?department={self.department_id}"


class TaskForm(forms.ModelForm):
    promise_reason = forms.CharField(
        label=gettext_lazy("Why the promise changes"), required=False, max_length=REASON_LIMIT
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Task
        fields = [
            "title",
            "description",
            "column",
            "assignee",
            "priority",
            "wanted_on",
            "promised_on",
            "labels",
            "is_restricted",
        ]
        widgets = {"labels": forms.CheckboxSelectMultiple}

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        department = instance.department_id
        self.fields["seen_version"].initial = instance.version
        self.fields["labels"].queryset = Label.objects.filter(department=department)
        self.fields["column"].queryset = Column.objects.filter(department=department)
        self.fields["column"].required = instance.column_id is not None
        colleagues = Q(department=department, is_active=True) | Q(pk=instance.assignee_id)
        self.fields["assignee"].queryset = User.objects.filter(colleagues)
        self.fields["assignee"].widget = ColleagueSelect(
            Task._meta.get_field("assignee"), department_id=department
        )
        self.fields["assignee"].widget.choices = self.fields["assignee"].choices
        for name in set(self.fields) - {"title", "description", "promise_reason", "seen_version"}:
            # What someone else changes meanwhile is not changed back by who only looked at it.
            self.fields[name].show_hidden_initial = True

    def show_conflict(self, conflict):
        """Put what stands there now under the fields; saving again means having read it."""
        for name, text in conflict.theirs.items():
            self.add_error(name, _("Now it says: %(text)s") % {"text": text})
        self.data = self.data.copy()
        self.data["seen_version"] = conflict.version
