"""The tables, one file a noun."""

from .activity import Activity, Verb
from .checklist import ChecklistItem
from .column import Column, Kind
from .comment import Comment
from .department import Color, Department
from .imports import Import
from .label import Label
from .mail import Mail
from .task import Priority, State, Task
from .user import Role, Theme, User
from .visit import Visit
from .watch import Watch, WatchReason

__all__ = [
    "Activity",
    "ChecklistItem",
    "Color",
    "Column",
    "Comment",
    "Department",
    "Import",
    "Kind",
    "Label",
    "Mail",
    "Priority",
    "Role",
    "State",
    "Task",
    "Theme",
    "User",
    "Verb",
    "Visit",
    "Watch",
    "WatchReason",
]
