"""The nudge to open pages, and nothing else: ids and versions, never content."""

from django.db.models import F

from board.models import Column, Department


def changed(department, *, columns=()):
    """Say that something on the board of `department` (locked by the caller) has changed, and in which `columns`.

    The versions move in the change's own transaction, so whoever caches or polls by them cannot miss it.
    """
    Department.objects.filter(pk=department.pk).update(version=F("version") + 1)
    department.version += 1
    keys = {column.pk for column in columns if column}
    if keys:
        Column.objects.filter(pk__in=keys).update(version=F("version") + 1)
