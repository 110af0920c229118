"""Who is away, and who stands in."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from board.models import Absence, User
from board.notifications.readers import today_of

AWAY = ("last_day", "substitute_name")


@dataclass(frozen=True)
class Away:
    """That someone is away: until when, and who stands in ("": nobody, or that person has left meanwhile)."""

    last_day: datetime.date
    substitute: str

    @property
    def until(self):
        """The last day as briefly as it is clear: without the year where it is this one."""
        is_plain = self.last_day.year == timezone.localdate().year
        return date_format(self.last_day, "MONTH_DAY_FORMAT" if is_plain else "SHORT_DATE_FORMAT")


def away(people, today):
    """Return {user's id: Away} of those of `people` (rows, ids or a queryset) who are away on the day `today`."""
    absences = absent(today).filter(user__in=people)
    return {user: Away(last, name or "") for user, last, name in absences.values_list("user", *AWAY)}


def absent(today):
    """Return the absences of that day, for `values` of AWAY."""
    name = Case(When(substitute__is_active=True, then="substitute__name"))
    absences = Absence.objects.filter(first_day__lte=today, last_day__gte=today)
    return absences.order_by().annotate(substitute_name=name)


def name_with_absence(person, away):
    """Return how `person` is listed in a choice, `away` (an Away) or not (None)."""
    if away is None:
        return person.name
    words = {"person": person.name, "day": away.until, "substitute": away.substitute}
    if away.substitute:
        return _("%(person)s (away until %(day)s, %(substitute)s stands in)") % words
    return _("%(person)s (away until %(day)s)") % words


def absences_of(person):
    """Return the absences of `person` that are not over, in their order, with who stands in."""
    return person.absences.filter(last_day__gte=today_of(person)).select_related("substitute")


def possible_substitutes(person):
    """Return the people who could stand in for `person`, those of the same department first."""
    nearness = Case(
        When(department=person.department_id, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return User.objects.active().exclude(pk=person.pk).order_by(nearness, "name_key", "pk")
