"""Departments begin, change and close."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board import live
from board.actions.locks import lock_board, lock_boards
from board.errors import Refused
from board.models import Department, Task
from board.models.task import OPEN


@transaction.atomic
def create_department(*, name, code, email, color, working_days, time_zone, is_open=False, actor):
    """Make a department with the default columns and return it. Raises Refused where name, code or e-mail is taken."""
    department = Department(
        name=name,
        code=code,
        email=email,
        color=color,
        working_days=sorted(working_days),
        time_zone=time_zone,
        is_open=is_open,
    )
    _save(department)
    return department


@transaction.atomic
def edit_department(department, *, name, email, color, working_days, time_zone, actor):
    """Change everything but the code, which is for life. Raises Refused where the name or the e-mail is taken."""
    boards = lock_boards(_boards_that_show(department))
    department = boards[department.pk]
    department.name, department.email, department.color = name, email, color
    department.working_days, department.time_zone = sorted(working_days), time_zone
    _save(department, "name", "email", "color", "working_days", "time_zone")
    for board in boards.values():
        live.changed(board, columns=board.columns.filter(_shows(department)))
    return department


@transaction.atomic
def set_reading(department, *, is_open, actor):
    """Open a board for reading to all staff, or end that."""
    department = lock_board(department.pk)
    if department.is_open == is_open:
        return
    _refuse_closed(department)
    department.is_open = is_open
    department.save(update_fields=["is_open"])
    live.changed(department)


@transaction.atomic
def close_department(department, *, actor):
    """Close a department for good. Raises Refused while it owns an open task or has an active member."""
    department = lock_board(department.pk)
    _refuse_closed(department)
    tasks = department.tasks.filter(state__in=OPEN, archived_at=None).count()
    if tasks:
        raise Refused(
            ngettext(
                "%(count)d task is still open. Finish it or hand it on first.",
                "%(count)d tasks are still open. Finish them or hand them on first.",
                tasks,
            )
            % {"count": tasks}
        )
    members = department.members.filter(is_active=True).count()
    if members:
        raise Refused(
            ngettext(
                "%(count)d active person is still in this department. Give them another one first.",
                "%(count)d active people are still in this department. Give them another one first.",
                members,
            )
            % {"count": members}
        )
    department.closed_at, department.is_open = timezone.now(), False
    department.save(update_fields=["closed_at", "is_open"])
    live.changed(department)


def _boards_that_show(department):
    """Return the ids of `department` and of those that it has asked for something that stands on their boards."""
    asked = Task.objects.on_board().filter(requesting_department=department)
    return {department.pk, *asked.order_by().values_list("department", flat=True).distinct()}


def _shows(department):
    """Return a condition on columns: on whose cards the name and the colour of `department` can stand."""
    asked = Task.objects.on_board().filter(requesting_department=department)
    return Q(department=department) | Q(pk__in=asked.order_by().values("column"))


def _save(department, *fields):
    try:
        with transaction.atomic():
            department.save(update_fields=fields or None)
    except IntegrityError:
        raise Refused(_("Another department has this name, this code or this e-mail address."))


def _refuse_closed(department):
    if department.closed_at:
        raise Refused(_("This department is closed."))
