"""When a department works, in words."""

from dataclasses import dataclass

from board.models.department import Weekday

SHOWN = 6


@dataclass
class WorkingTime:
    """What a department's settings say about it; `more` counts the coming holidays that `holidays` leaves out."""

    days: list
    holidays: list
    more: int


def working_time_of(department):
    """Return the WorkingTime of `department`, with its next holidays from today on."""
    coming = list(department.holidays.filter(day__gte=department.today()).order_by("day"))
    return WorkingTime(
        days=[Weekday(day).label for day in sorted(department.working_days)],
        holidays=coming[:SHOWN],
        more=len(coming[SHOWN:]),
    )
