"""What several tasks can be changed by at once: which of a board and of its inbox, and to what."""

from django.db.models import F

from board.models import Column, Department, Label, State, Task, User

# As many as a page of choices shows.
PAGE = 200


def tasks_on_board(department, user):
    """Return the tasks in the columns of `department` on which `user` may work, in the order of the board."""
    tasks = Task.objects.workable_by(user).on_board().filter(department=department)
    return _for_change(tasks).order_by("column__position", "position", "-finished_at", "-pk")


def tasks_in_inbox(department, user):
    """Return what `department` was asked for and `user` may answer, oldest first."""
    tasks = Task.objects.workable_by(user).filter(department=department, state=State.SUBMITTED)
    return _for_change(tasks).order_by("pk")


def first_choices(tasks):
    """Return the first PAGE of `tasks` as mappings, each with the name of its column, and whether there are more."""
    rows = tasks.select_related(None).values("pk", "title", column_name=F("column__name"))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def people_of(department):
    """Return the people to whom tasks of `department` can be given."""
    return User.objects.active().filter(department=department)


def labels_of_board(department):
    """Return the labels of `department`, by name."""
    return Label.objects.filter(department=department)


def columns_of(department):
    """Return (id, name) of the columns of `department`, in their order."""
    return list(Column.objects.filter(department=department).order_by("position").values_list("pk", "name"))


def other_departments(department):
    """Return the departments that tasks of `department` can be handed off to."""
    return Department.objects.current().exclude(pk=department.pk)


def _for_change(tasks):
    return tasks.select_related("department", "column", "requester")
