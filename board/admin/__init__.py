"""The admin panel: one file a noun."""

from board.admin import absences, comments, departments, mails, people, preferences, request_types, tasks
from board.admin.site import site

__all__ = [
    "absences",
    "comments",
    "departments",
    "mails",
    "people",
    "preferences",
    "request_types",
    "site",
    "tasks",
]
