"""One change to a board at a time, and one order of locks."""

from django.db import connection
from django.utils.translation import gettext as _

from board.errors import Refused
from board.models import Department, Task, User


def lock_board(department_id):
    """Lock a department's row for this transaction and return it as it is now.

    FOR NO KEY UPDATE: the plain kind deadlocks with the foreign keys of rows that point there.
    """
    return Department.objects.select_for_update(no_key=True).get(pk=department_id)


def lock_boards(department_ids):
    """Lock several departments in the one order that all changes keep, by id, and return them."""
    departments = Department.objects.select_for_update(no_key=True)
    return list(departments.filter(pk__in=department_ids).order_by("pk"))


def lock_task(task):
    """Lock the board that `task` is on, re-read the task in place, and return the department.

    Raises Refused where another department has taken the task over meanwhile.
    """
    department = lock_board(task.department_id)
    task.refresh_from_db(from_queryset=Task.objects.select_related("column", "assignee"))
    if task.department_id != department.pk:
        raise Refused(_("Another department has this task now."))
    task.department = department
    return department


def lock_open_task(task):
    """Like `lock_task`; raises Refused for an archived task, which nobody changes."""
    department = lock_task(task)
    if task.archived_at:
        raise Refused(_("This task is archived. Restore it first."))
    return department


def lock_people():
    """Let nobody else change or add an account until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"LOCK TABLE {connection.ops.quote_name(User._meta.db_table)} IN SHARE ROW EXCLUSIVE MODE"
        )
