"""The tables, one file a noun."""

from .absence import Absence, Holiday
from .activity import Activity, Verb
from .checklist import ChecklistItem
from .column import Column, Kind
from .comment import Comment
from .department import Color, Department
from .filter import SavedFilter
from .hop import Hop
from .imports import Import
from .label import Label
from .link import Link, LinkKind
from .mail import Mail
from .mention import Mention
from .notification import Delivery, Group, Notification, Preference, Reason, Reminder
from .request_type import RequestType
from .task import Priority, State, Task, Turn, Waiting
from .user import Density, Role, Theme, User
from .visit import Visit
from .watch import Watch, WatchReason

__all__ = [
    "Absence",
    "Activity",
    "ChecklistItem",
    "Color",
    "Column",
    "Comment",
    "Delivery",
    "Density",
    "Department",
    "Group",
    "Holiday",
    "Hop",
    "Import",
    "Kind",
    "Label",
    "Link",
    "LinkKind",
    "Mail",
    "Mention",
    "Notification",
    "Preference",
    "Priority",
    "Reason",
    "Reminder",
    "RequestType",
    "Role",
    "SavedFilter",
    "State",
    "Task",
    "Theme",
    "Turn",
    "User",
    "Verb",
    "Visit",
    "Waiting",
    "Watch",
    "WatchReason",
]
