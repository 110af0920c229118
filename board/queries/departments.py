"""What a department's settings show."""

from django.db.models import Count


def columns_with_counts(department):
    """Return the department's columns in order, each with `task_count` (archived ones too)."""
    return department.columns.annotate(task_count=Count("tasks")).order_by("position")


def labels_with_counts(department):
    """Return the department's labels by name, each with `task_count`."""
    return department.labels.annotate(task_count=Count("tasks")).order_by("name", "id")


def request_types_with_counts(department):
    """Return the department's request types in order, those too that are no longer offered, each with `task_count`."""
    return department.request_types.annotate(task_count=Count("tasks")).order_by("position", "id")
