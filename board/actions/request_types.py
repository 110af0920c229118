"""What a department offers to others, arranged by its coordinators."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_board
from board.actions.positions import change_places
from board.errors import Refused
from board.models import RequestType

TEXTS = ("name_en", "name_ru", "text_en", "text_ru", "checklist_en", "checklist_ru")
FIELDS = (*TEXTS, "priority", "is_restricted", "wanted_after")


@transaction.atomic
def add_request_type(department, *, actor, **fields):
    """Offer one thing more, after the others; `fields` are those of FIELDS. Return it.

    Raises Refused where it has no name, or a name is taken, or the department is closed.
    """
    department = lock_board(department.pk)
    if department.closed_at:
        raise Refused(_("This department is closed. Choose another one."))
    _refuse_names(department, fields)
    last = department.request_types.aggregate(last=Max("position"))["last"] or 0
    request_type = RequestType.objects.create(department=department, position=last + 1, **fields)
    live.changed(department)
    return request_type


@transaction.atomic
def edit_request_type(request_type, *, actor, **fields):
    """Change what is offered; tasks that were asked before keep what they have. Raises Refused as adding does."""
    department, request_type = _lock_request_type(request_type)
    _refuse_names(department, fields, but=request_type)
    for name, value in fields.items():
        setattr(request_type, name, value)
    request_type.save(update_fields=list(fields))
    live.changed(department)


@transaction.atomic
def shift_request_type(request_type, *, by, actor):
    """Change places with the neighbour above (`by` -1) or below (1); at the end nothing happens."""
    department, request_type = _lock_request_type(request_type)
    if types := change_places(list(department.request_types.all()), request_type, by=by):
        RequestType.objects.bulk_update(types, ["position"])
        live.changed(department)


@transaction.atomic
def offer_request_type(request_type, *, is_offered, actor):
    """Offer it again, or no longer; the tasks of this type keep it."""
    department, request_type = _lock_request_type(request_type)
    request_type.is_offered = is_offered
    request_type.save(update_fields=["is_offered"])
    live.changed(department)


@transaction.atomic
def remove_request_type(request_type, *, actor):
    """Remove a type that no task has. Raises Refused where one has it."""
    department, request_type = _lock_request_type(request_type)
    if request_type.tasks.exists():
        raise Refused(_("There are tasks of this type. Stop offering it instead."))
    request_type.delete()
    live.changed(department)


def _lock_request_type(request_type):
    department = lock_board(request_type.department_id)
    request_type = department.request_types.filter(pk=request_type.pk).first()
    if request_type is None:
        raise Refused(_("That request type has been removed meanwhile."))
    return department, request_type


def _refuse_names(department, fields, but=None):
    names = {name: fields[name] for name in ("name_en", "name_ru") if fields.get(name)}
    if not names:
        raise Refused(_("Give it a name in at least one language."))
    others = department.request_types.exclude(pk=but.pk) if but else department.request_types.all()
    for name, value in names.items():
        if others.filter(**{name: value}).exists():
            raise Refused(_("There is a request type with this name already."))
