"""The only way a view gets an object: what the actor may not see does not exist."""

from django.shortcuts import get_object_or_404

from board.models import ChecklistItem, Column, Comment, Department, Label, Task, User


def get_board(user, code):
    """Return the department whose board `user` may look at. Raises Http404."""
    return get_object_or_404(Department.objects.readable_by(user), code=code.upper())


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


def get_task(user, pk):
    """Return a task that `user` may see, with what its page reads. Raises Http404."""
    return get_object_or_404(Task.objects.visible_to(user).for_page(), pk=pk)


def get_workable_task(user, pk):
    """Return a task that `user` may edit, assign, move, label and archive. Raises Http404."""
    return get_object_or_404(Task.objects.workable_by(user).for_page(), pk=pk)


def get_movable_task(user, pk):
    """Return the same with only what a move reads. Raises Http404."""
    return get_object_or_404(Task.objects.workable_by(user).select_related("department", "column"), pk=pk)


def get_commentable_task(user, pk):
    """Return a task under which `user` may write. Raises Http404."""
    return get_object_or_404(Task.objects.commentable_by(user).select_related("department", "column"), pk=pk)


def get_guarded_task(user, pk):
    """Return a task that `user` may restrict. Raises Http404."""
    return get_object_or_404(Task.objects.guarded_by(user).for_page(), pk=pk)


def get_shareable_task(user, pk):
    """Return a task to which `user` may give others access. Raises Http404."""
    return get_object_or_404(Task.objects.shareable_by(user).for_page(), pk=pk)


def get_guest(task, pk):
    """Return a person who was given access to `task`, which the caller has from here. Raises Http404."""
    return get_object_or_404(User, watches__task=task, watches__granted=True, pk=pk)


def get_checklist_item(user, pk):
    """Return a point of a checklist of a task on which `user` may work. Raises Http404."""
    items = ChecklistItem.objects.select_related("task__department", "task__column")
    return get_object_or_404(items, task__in=Task.objects.workable_by(user), pk=pk)


def get_comment(user, pk):
    """Return a comment of a task that `user` may see. Raises Http404."""
    return get_object_or_404(_comments(), task__in=Task.objects.visible_to(user), pk=pk)


def get_own_comment(user, pk):
    """Return a comment that `user` wrote and may still change. Raises Http404."""
    own = _comments().live().filter(author=user.pk)
    return get_object_or_404(own, task__in=Task.objects.commentable_by(user), pk=pk)


def get_deletable_comment(user, pk):
    """Return a comment that `user` may delete: one's own, as an administrator any. Raises Http404."""
    if user.is_active and user.is_admin:
        return get_object_or_404(_comments().live(), pk=pk)
    return get_own_comment(user, pk)


def get_answerable_comment(user, pk):
    """Return a comment under which `user` may reply; a reply to a reply stands under its root. Raises Http404."""
    return get_object_or_404(_comments(), task__in=Task.objects.commentable_by(user), pk=pk)


def _comments():
    return Comment.objects.select_related("task__department", "task__column", "author")
