"""What a person reads before asking a department: what it offers, and who will see the task."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Count, Q

from board.calendar import calendar_of
from board.models import Department, Priority, RequestType, Role, User


@dataclass(frozen=True)
class Audience:
    """How many work in the asked department now, and how many of them coordinate."""

    people: int = 0
    coordinators: int = 0


@dataclass(frozen=True)
class Desk:
    """Whom one can ask; of the department that is chosen, what it offers and who is there."""

    departments: list[Department]
    department: Department | None = None
    types: list[RequestType] = field(default_factory=list)
    audience: Audience = Audience()


@dataclass(frozen=True)
class Start:
    """What a new request begins with."""

    description: str = ""
    priority: int = Priority.NORMAL
    is_restricted: bool = False
    wanted_on: datetime.date | None = None


def read_desk(code):
    """Return the Desk of the department with the `code`; where there is none to ask, without one."""
    departments = list(Department.objects.current())
    chosen = next((department for department in departments if department.code == code), None)
    if chosen is None:
        return Desk(departments)
    return Desk(departments, chosen, list(chosen.request_types.filter(is_offered=True)), _audience(chosen))


def start_of(request_type):
    """Return what a request of that type (None: of none) begins with today, in the reader's language."""
    if request_type is None:
        return Start()
    return Start(
        description=request_type.text,
        priority=request_type.priority,
        is_restricted=request_type.is_restricted,
        wanted_on=_wanted_on(request_type),
    )


def find_request_type(pk):
    """Return the request type of any department with that id, offered or not, or None."""
    return RequestType.objects.select_related("department").filter(pk=pk).first()


def _audience(department):
    counts = User.objects.active().filter(department=department).order_by()
    return Audience(
        **counts.aggregate(people=Count("pk"), coordinators=Count("pk", filter=Q(role=Role.COORDINATOR)))
    )


def _wanted_on(request_type):
    if request_type.wanted_after is None:
        return None
    department = request_type.department
    return calendar_of(department).add_working_days(department.today(), request_type.wanted_after)
