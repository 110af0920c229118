from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.fields import ColumnField
from board.models import Column, Kind


class ColumnForm(forms.Form):
    """A column's name, kind and limit, with the model's own rules."""

    name = Column._meta.get_field("name").formfield()
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    wip_limit = Column._meta.get_field("wip_limit").formfield()


class RemoveColumnForm(forms.Form):
    into = ColumnField(label=_("Where its tasks go"))

    def __init__(self, *args, column, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        field.set_department(column.department_id)
        others = field.queryset.exclude(pk=column.pk)
        field.queryset = others.filter(kind=Kind.DONE) if column.is_done else others.exclude(kind=Kind.DONE)
        field.required = column.tasks.exists()
