"""People are away, and others stand in."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from board.actions.locks import lock_absences
from board.errors import Refused
from board.models import Absence
from board.notifications.readers import today_of

FIELDS = ["first_day", "last_day", "substitute"]


@transaction.atomic
def add_absence(person, *, first_day, last_day, substitute=None, actor):
    """Note that `person` is away from `first_day` to `last_day`, both included, and return the Absence.

    Raises Refused for days that are over, that overlap with another absence of theirs or end before they begin, and
    for a substitute who is inactive, the person, or whose own substitutes lead back to the person on one of the days.
    """
    lock_absences()
    absence = Absence(user=person, first_day=first_day, last_day=last_day, substitute=substitute)
    _check(absence)
    absence.save()
    return absence


@transaction.atomic
def change_absence(absence, *, first_day, last_day, substitute=None, actor):
    """Change the days of `absence` and who stands in. Raises Refused as `add_absence`, and where it is over."""
    absence = _lock(absence)
    absence.first_day, absence.last_day, absence.substitute = first_day, last_day, substitute
    _check(absence)
    absence.save(update_fields=FIELDS)
    return absence


@transaction.atomic
def end_absence(absence, *, actor):
    """Have `absence` end yesterday; one of which no day has passed is removed. Raises Refused where it is over."""
    absence = _lock(absence)
    yesterday = today_of(absence.user) - timedelta(days=1)
    if absence.first_day > yesterday:
        absence.delete()
        return
    absence.last_day = yesterday
    absence.save(update_fields=["last_day"])


def _lock(absence):
    lock_absences()
    found = Absence.objects.select_related("user__department", "substitute").filter(pk=absence.pk).first()
    if found is None or found.last_day < today_of(found.user):
        raise Refused(_("This absence is over already."))
    return found


def _check(absence):
    if absence.last_day < absence.first_day:
        raise Refused(_("The last day lies before the first."))
    if absence.last_day < today_of(absence.user):
        raise Refused(_("These days are over already."))
    _refuse_overlap(absence)
    if absence.substitute:
        _refuse_substitute(absence)


def _refuse_overlap(absence):
    other = _overlapping(absence).filter(user=absence.user).order_by("first_day").first()
    if other:
        raise Refused(
            _("%(person)s is away from %(first)s to %(last)s already.")
            % {
                "person": absence.user.name,
                "first": date_format(other.first_day, "SHORT_DATE_FORMAT"),
                "last": date_format(other.last_day, "SHORT_DATE_FORMAT"),
            }
        )


def _refuse_substitute(absence):
    person = absence.substitute
    person.refresh_from_db(fields=["is_active"])
    if person.pk == absence.user_id:
        raise Refused(_("Nobody stands in for themselves. Choose someone else."))
    if not person.is_active:
        raise Refused(_("%(person)s has left. Choose someone else.") % {"person": person.name})
    if _leads_back(absence):
        raise Refused(
            _("%(person)s is away on some of these days, and who stands in then leads back here in a circle.")
            % {"person": person.name}
        )


def _leads_back(absence):
    """Whether on any day of `absence` those who stand in for one another end with the absent person."""
    away = defaultdict(list)
    for other in _overlapping(absence).exclude(user=absence.user).exclude(substitute=None):
        away[other.user_id].append(other)
    ahead, seen = [(absence.substitute_id, absence.first_day, absence.last_day)], set()
    while ahead:
        step = ahead.pop()
        if step in seen:
            continue
        seen.add(step)
        user, first, last = step
        for other in away[user]:
            start, end = max(first, other.first_day), min(last, other.last_day)
            if start <= end and other.substitute_id == absence.user_id:
                return True
            if start <= end:
                ahead.append((other.substitute_id, start, end))
    return False


def _overlapping(absence):
    others = Absence.objects.exclude(pk=absence.pk)
    return others.filter(first_day__lte=absence.last_day, last_day__gte=absence.first_day)
