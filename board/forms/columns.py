from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.fields import ColumnField
from board.forms.texts import LineField
from board.models import Column, Kind


class ColumnForm(forms.Form):
    """A column's name, kind and limit."""

    # A model's field hands its words and lengths to a form, and not its validators.
    name = Column._meta.get_field("name").formfield(form_class=LineField)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    wip_limit = Column._meta.get_field("wip_limit").formfield(min_value=1, max_value=999)


class RemoveColumnForm(forms.Form):
    into = ColumnField(label=_("Where its tasks go"))

    def __init__(self, *args, column, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        field.set_department(column.department_id)
        others = field.queryset.exclude(pk=column.pk)
        field.queryset = others.filter(kind=Kind.DONE) if column.is_done else others.exclude(kind=Kind.DONE)
        field.required = column.tasks.exists()
