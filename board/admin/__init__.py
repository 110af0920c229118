"""The admin panel: one file a noun."""

from board.admin import comments, departments, mails, people, tasks
from board.admin.site import site

__all__ = ["comments", "departments", "mails", "people", "site", "tasks"]
