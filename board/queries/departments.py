"""What a department's settings show."""

from django.db.models import Count


def columns_with_counts(department):
    """Return the department's columns in order, each with `task_count` (archived ones too)."""
    return department.columns.annotate(task_count=Count("tasks")).order_by("position")


def labels_with_counts(department):
    """Return the department's labels by name, each with `task_count`."""
    return department.labels.annotate(task_count=Count("tasks")).order_by("name", "id")
