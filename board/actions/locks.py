"""One change to a board at a time, and one order of locks."""

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from board.errors import Refused
from board.models import Absence, Department, LinkKind, Task, User

# Any number: the key of the lock that only `lock_links` takes.
LINKS = 4_000_001


def lock_board(department_id):
    """Lock a department's row for this transaction and return it as it is now.

    FOR NO KEY UPDATE: the plain kind deadlocks with the foreign keys of rows that point there.
    """
    return Department.objects.select_for_update(no_key=True).get(pk=department_id)


def lock_boards(department_ids):
    """Lock several departments in the one order that all changes keep, by id, and return {id: board}."""
    departments = Department.objects.select_for_update(no_key=True)
    return {board.pk: board for board in departments.filter(pk__in=department_ids).order_by("pk")}


def lock_task(task):
    """Lock the board that `task` is on, re-read the task in place, and return the department.

    Raises Refused where another department has taken the task over meanwhile.
    """
    department = lock_board(task.department_id)
    _read_again(task, department)
    return department


def lock_open_task(task):
    """Like `lock_task`; raises Refused for an archived task, which nobody changes."""
    department = lock_task(task)
    _refuse_archived(task)
    return department


def lock_blocking_task(task, *, archived=False):
    """Lock the boards of `task` and of the tasks that it blocks, in one statement; re-read it; return {id: board}.

    For what ends a task or takes it up again: those that it blocks look different then, too.
    Raises Refused as `lock_open_task`, for an archived task unless `archived`.
    """
    boards = lock_boards_around([task])
    _read_again(task, boards[task.department_id])
    if not archived:
        _refuse_archived(task)
    return boards


def lock_boards_around(tasks, *more):
    """Lock the boards of `tasks`, of what they block, and the departments `more`, in one statement: {id: board}."""
    blocked = Task.objects.filter(links_here__kind=LinkKind.BLOCKS, links_here__task__in=tasks)
    ids = {task.department_id for task in tasks} | {department.pk for department in more}
    departments = Department.objects.select_for_update(no_key=True)
    theirs = departments.filter(Q(pk__in=ids) | Q(pk__in=blocked.order_by().values("department")))
    return {board.pk: board for board in theirs.order_by("pk")}


def lock_links():
    """Let nobody else make a link that could close a circle until this transaction ends; after all boards."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LINKS])


def read_locked_task(task, department, *, archived=False):
    """Re-read `task` in place, whose `department` the caller has locked; raises Refused as `lock_blocking_task`."""
    _read_again(task, department)
    if not archived:
        _refuse_archived(task)


def lock_people():
    """Let nobody else change or add an account until this transaction ends."""
    _lock_table(User)


def lock_absences():
    """Let nobody else change or add an absence until this transaction ends: they are compared with one another."""
    _lock_table(Absence)


def _lock_table(model):
    with connection.cursor() as cursor:
        cursor.execute(
            f"LOCK TABLE {connection.ops.quote_name(model._meta.db_table)} IN SHARE ROW EXCLUSIVE MODE"
        )


def _read_again(task, department):
    task.refresh_from_db(from_queryset=Task.objects.select_related("column", "assignee"))
    if task.department_id != department.pk:
        raise Refused(_("Another department has this task now."))
    task.department, task.assignee_before = department, task.assignee_id


def _refuse_archived(task):
    if task.archived_at:
        raise Refused(_("This task is archived. Restore it first."))
