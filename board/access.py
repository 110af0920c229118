"""The only way a view gets an object: what the actor may not see does not exist."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.shortcuts import get_object_or_404

from board import prepared
from board.models import (
    Absence,
    Activity,
    ChecklistItem,
    Column,
    Comment,
    Department,
    Label,
    Link,
    LinkKind,
    RequestType,
    SavedFilter,
    Task,
    User,
)


def get_board(user, code):
    """Return the department whose board `user` may look at. Raises Http404."""
    return get_object_or_404(Department.objects.readable_by(user), code=code.upper())


def get_board_columns(user, code, *, column=None):
    """Return the columns of the board that `user` may look at, in order and in one statement. Raises Http404.

    With `column`, an id, only that one. Each has its `department`, and `seen_restricted`: the ids of the restricted
    cards that `user` sees in it, or None for all of them. The others are seen by whoever may look at the board. And
    its `table`, which is another one after a backup was put back: versions begin anew from there.
    """
    code = code.upper()
    sees_all = user.is_admin or (user.leads_department and user.department.code == code)
    shape = (sees_all, column is not None, *prepared.rights(user))
    found = prepared.instances(_board_columns, shape, (user.pk, user.department_id, code, column))
    if not found:
        raise Http404
    return found


def _board_columns(sees_all, is_one, *rest):
    *who, code, column = rest
    reader = prepared.Reader(*who)
    boards = Department.objects.readable_by(reader).filter(code=code)
    columns = Column.objects.filter(department__in=boards).select_related("department").order_by("position")
    columns = columns.annotate(table=RawSQL('"board_column"."tableoid"::bigint', ()))
    if is_one:
        columns = columns.filter(pk=column)
    if sees_all:
        return columns.annotate(seen_restricted=Value(None, output_field=IntegerField()))
    seen = Task.objects.on_board().visible_to(reader).filter(column=OuterRef("pk"), is_restricted=True)
    return columns.annotate(seen_restricted=ArraySubquery(seen.order_by("pk").values("pk")))


def get_worked_board(user, code):
    """Return the department on whose board `user` may work. Raises Http404."""
    return get_object_or_404(Department.objects.worked_by(user), code=code)


def get_led_board(user, code):
    """Return the department whose board `user` may arrange: its coordinators and administrators. Raises Http404."""
    departments = Department.objects.worked_by(user)
    if not (user.is_admin or user.leads_department):
        departments = departments.none()
    return get_object_or_404(departments, code=code)


def get_column(department, pk):
    """Return a column of a department that the caller has from here. Raises Http404."""
    return get_object_or_404(Column.objects.select_related("department"), department=department, pk=pk)


def get_label(department, pk):
    """Return a label of a department that the caller has from here. Raises Http404."""
    return get_object_or_404(Label, department=department, pk=pk)


def get_request_type(department, pk):
    """Return a request type of a department that the caller has from here. Raises Http404."""
    return get_object_or_404(RequestType, department=department, pk=pk)


def get_task(user, pk):
    """Return a task that `user` may see, with what its page reads. Raises Http404."""
    who = user.pk, user.department_id
    found = prepared.instances(_task_of_page, prepared.rights(user), (*who, pk))
    if not found:
        raise Http404
    return found[0]


def _task_of_page(*values):
    *who, pk = values
    reader = prepared.Reader(*who)
    # With the task itself, so that what it says is never newer than the rest of what is shown.
    lines = Activity.objects.readable_by(reader).filter(task=OuterRef("pk")).order_by("-pk")
    tasks = Task.objects.visible_to(reader).for_page().annotate(latest_line=Subquery(lines.values("pk")[:1]))
    return tasks.filter(pk=pk)


def get_workable_task(user, pk):
    """Return a task that `user` may edit, assign, move, label and archive. Raises Http404."""
    return get_object_or_404(Task.objects.workable_by(user).for_page(), pk=pk)


def get_movable_task(user, pk):
    """Return the same with only what a move reads. Raises Http404."""
    return get_object_or_404(Task.objects.workable_by(user).select_related("department", "column"), pk=pk)


def get_commentable_task(user, pk):
    """Return a task under which `user` may write. Raises Http404."""
    parties = ("department", "column", "requester", "requesting_department")
    return get_object_or_404(Task.objects.commentable_by(user).select_related(*parties), pk=pk)


def get_editable_task(user, pk):
    """Return a task whose words and wishes `user` may change. Raises Http404."""
    return get_object_or_404(Task.objects.editable_by(user).for_page(), pk=pk)


def get_led_task(user, pk):
    """Return a task that `user` may decline and hand off. Raises Http404."""
    return get_object_or_404(Task.objects.led_by(user).for_page(), pk=pk)


def get_requested_task(user, pk):
    """Return a task that `user` may confirm, return, reopen and cancel. Raises Http404."""
    return get_object_or_404(Task.objects.requested_by(user).for_page(), pk=pk)


def get_guarded_task(user, pk):
    """Return a task that `user` may restrict. Raises Http404."""
    return get_object_or_404(Task.objects.guarded_by(user).for_page(), pk=pk)


def get_shareable_task(user, pk):
    """Return a task to which `user` may give others access. Raises Http404."""
    return get_object_or_404(Task.objects.shareable_by(user).for_page(), pk=pk)


def get_guest(task, pk):
    """Return a person who was given access to `task`, which the caller has from here. Raises Http404."""
    return get_object_or_404(User, watches__task=task, watches__granted=True, pk=pk)


def get_link(task, pk):
    """Return a link to what blocks `task`, which the caller has from here, or to a part of it. Raises Http404."""
    ours = Q(task=task, kind=LinkKind.PARENT) | Q(other=task, kind=LinkKind.BLOCKS)
    return get_object_or_404(Link.objects.select_related("other__department"), ours, pk=pk)


def get_own_absence(user, pk):
    """Return an absence of `user`. Raises Http404."""
    return get_object_or_404(Absence.objects.select_related("substitute"), user=user, pk=pk)


def get_own_filter(user, department, pk):
    """Return what `user` keeps on the board of `department`, which the caller has from here. Raises Http404."""
    own = SavedFilter.objects.select_related("department")
    return get_object_or_404(own, department=department, user=user.pk, pk=pk)


def get_checklist_item(user, pk):
    """Return a point of a checklist of a task on which `user` may work. Raises Http404."""
    items = ChecklistItem.objects.select_related("task__department", "task__column")
    return get_object_or_404(items, task__in=Task.objects.workable_by(user), pk=pk)


def get_comment(user, pk):
    """Return a comment that `user` may read, of a task that they may see. Raises Http404."""
    return get_object_or_404(_comments(user), task__in=Task.objects.visible_to(user), pk=pk)


def get_own_comment(user, pk):
    """Return a comment that `user` wrote and may still change. Raises Http404."""
    own = _comments(user).live().filter(author=user.pk)
    return get_object_or_404(own, task__in=Task.objects.commentable_by(user), pk=pk)


def get_deletable_comment(user, pk):
    """Return a comment that `user` may delete: one's own, as an administrator any. Raises Http404."""
    if user.is_active and user.is_admin:
        return get_object_or_404(_comments(user).live(), pk=pk)
    return get_own_comment(user, pk)


def get_answerable_comment(user, pk):
    """Return a comment under which `user` may reply; a reply to a reply stands under its root. Raises Http404."""
    return get_object_or_404(_comments(user), task__in=Task.objects.commentable_by(user), pk=pk)


def _comments(user):
    return Comment.objects.readable_by(user).select_related(
        "task__department",
        "task__column",
        "task__requester",
        "task__requesting_department",
        "author",
        "internal_to",
    )
