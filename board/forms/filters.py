"""What a board is asked to show, and the name under which that is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.texts import LineField
from board.models import Priority, SavedFilter
from board.queries.filters import DUE, KEYS, LONGEST, ME, NOBODY, TURNS

ANY = ("", _("Any"))


class FilterForm(forms.Form):
    """The parts of the address of a board in words; `queries.filters.read_filters` is what reads them."""

    q = forms.CharField(label=_("Words of the title, or #number"), max_length=LONGEST, required=False)
    assignee = forms.ChoiceField(label=_("Assignee"), required=False)
    label = forms.MultipleChoiceField(
        label=_("Labels, all of them"), required=False, widget=forms.CheckboxSelectMultiple
    )
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    due = forms.ChoiceField(label=_("Due"), choices=[ANY, *DUE.items()], required=False)
    requester = forms.ChoiceField(label=_("Requester"), required=False)
    turn = forms.ChoiceField(label=_("Whose move"), required=False)

    def __init__(self, filters, *, people, labels, requesters, departments):
        asked = {key: [value for name, value in filters.parts if name == key] for key in KEYS}
        initial = {key: values if key == "label" else "".join(values) for key, values in asked.items()}
        super().__init__(initial=initial, auto_id="filter-%s", label_suffix="")
        # A word that no field of Python can be called by.
        self.fields["from"] = forms.ChoiceField(label=_("Requesting department"), required=False)
        self.fields["assignee"].choices = [ANY, (ME, _("Me")), (NOBODY, _("Nobody")), *people]
        self.fields["requester"].choices = [ANY, (ME, _("Me")), *requesters]
        self.fields["from"].choices = [ANY, *departments]
        self.fields["priority"].choices = [ANY, *((p.name.lower(), p.label) for p in reversed(Priority))]
        self.fields["turn"].choices = [ANY, *((turn.value, turn.label) for turn in TURNS)]
        if labels:
            self.fields["label"].choices = labels
        else:
            del self.fields["label"]
        self.order_fields(["q", "assignee", "due", "priority", "turn", "requester", "from", "label"])


class FilterNameForm(forms.Form):
    """What a saved filter is called by."""

    name = SavedFilter._meta.get_field("name").formfield(form_class=LineField, label=_("Name"))
