"""The nudge to open pages, and nothing else: ids and versions, never content."""

from django.db import connection

# One round trip: every change makes it.
_BOTH_VERSIONS = """
    WITH board AS (UPDATE board_department SET version = version + 1 WHERE id = %s)
    UPDATE board_column SET version = version + 1 WHERE id = ANY(%s)
"""


def changed(department, *, columns=()):
    """Say that something on the board of `department` (locked by the caller) has changed, and in which `columns`.

    The versions move in the change's own transaction, so whoever caches or polls by them cannot miss it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BOTH_VERSIONS, [department.pk, [column.pk for column in columns if column]])
    department.version += 1
