"""The boards that a person may see, and what is archived on one."""

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from board.models import Department, State, Task

ARCHIVE_PAGE = 50


def readable_boards(user):
    """Return [(department, open tasks, overdue tasks)] for the boards that `user` may see, one's own first."""
    departments = list(Department.objects.readable_by(user).current())
    counts = {pk: (open_, overdue) for pk, open_, overdue in _counts(departments, user)}
    departments.sort(key=lambda department: department.pk != user.department_id)
    return [(department, *counts.get(department.pk, (0, 0))) for department in departments]


def _counts(departments, user):
    overdue = Q()
    for department in departments:
        overdue |= Q(department=department.pk, due__lt=department.today())
    return (
        Task.objects.visible_to(user)
        .filter(department__in=departments, state=State.ACCEPTED)
        .order_by()
        .annotate(due=Coalesce("promised_on", "wanted_on"))
        .values_list("department")
        .annotate(open=Count("pk"), overdue=Count("pk", filter=overdue))
    )


def archived(department, user, *, before=None):
    """Return (tasks, key of the next page or None) of a board's archive, latest first; `before` is such a key."""
    tasks = (
        Task.objects.visible_to(user)
        .filter(department=department, archived_at__isnull=False)
        .select_related("assignee")
        .order_by("-archived_at", "-id")
    )
    if before is not None:
        edge = Task.objects.visible_to(user).filter(department=department, pk=before).first()
        if edge is None or edge.archived_at is None:
            return [], None
        tasks = tasks.filter(
            Q(archived_at__lt=edge.archived_at) | Q(archived_at=edge.archived_at, pk__lt=edge.pk)
        )
    page = list(tasks[: ARCHIVE_PAGE + 1])
    return page[:ARCHIVE_PAGE], page[ARCHIVE_PAGE - 1].pk if len(page) > ARCHIVE_PAGE else None
