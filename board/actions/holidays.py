"""When a department works."""

from django.db import transaction
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_board
from board.errors import Refused
from board.models import Holiday


@transaction.atomic
def set_working_time(department, *, working_days, closes_after, holidays, seen_holidays, actor):
    """Set the ISO weekdays, the working days after which it closes what nobody returns (None: never), and the days off.

    `holidays` is {day: name} as typed, `seen_holidays` the same as it was shown: only the difference is written.
    What has closed stays closed. Raises Refused for no working day at all.
    """
    if not working_days:
        raise Refused(_("Choose at least one day of the week."))
    department = lock_board(department.pk)
    department.working_days, department.closes_after = sorted(working_days), closes_after
    department.save(update_fields=["working_days", "closes_after"])
    _write_holidays(department, holidays, seen_holidays)
    live.changed(department)


def _write_holidays(department, holidays, seen):
    Holiday.objects.filter(department=department, day__in=seen.keys() - holidays.keys()).delete()
    changed = [
        Holiday(department=department, day=day, name=name)
        for day, name in holidays.items()
        if seen.get(day) != name
    ]
    Holiday.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["department", "day"], update_fields=["name"]
    )
