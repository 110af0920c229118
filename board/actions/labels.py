"""The words that a department sorts its tasks by."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_board
from board.errors import Refused
from board.models import Label


@transaction.atomic
def add_label(department, *, name, color, actor):
    """Add a label and return it. Raises Refused where the name is taken."""
    department = lock_board(department.pk)
    _refuse_taken_name(department, name)
    label = Label.objects.create(department=department, name=name, color=color)
    live.changed(department)
    return label


@transaction.atomic
def edit_label(label, *, name, color, actor):
    """Rename or recolour a label on every card that has it. Raises Refused where the name is taken."""
    department, label = _lock_label(label)
    if name != label.name:
        _refuse_taken_name(department, name)
    label.name, label.color = name, color
    label.save(update_fields=["name", "color"])
    live.changed(department, columns=department.columns.all())


@transaction.atomic
def remove_label(label, *, actor):
    """Take a label off every task and remove it."""
    department, label = _lock_label(label)
    label.delete()
    live.changed(department, columns=department.columns.all())


def _lock_label(label):
    department = lock_board(label.department_id)
    label = department.labels.filter(pk=label.pk).first()
    if label is None:
        raise Refused(_("That label has been removed meanwhile."))
    return department, label


def _refuse_taken_name(department, name):
    if department.labels.filter(name=name).exists():
        raise Refused(_("There is a label with this name already."))
