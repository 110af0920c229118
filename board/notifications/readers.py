"""To whom a mail goes: its person, or who stands in for them while they are away."""

import zoneinfo

from django.conf import settings
from django.db.models import OuterRef
from django.utils import timezone

from board.models import Absence, Delivery, Notification, User
from board.notifications.recipients import chosen_by, delivery_of


def load_reader(pk):
    """Return a person with what all checks ask about them, in one statement; None if they are gone."""
    people = User.objects.for_request().annotate(chosen=chosen_by(OuterRef("pk")))
    return people.filter(pk=pk).first()


def zone_of(name):
    """Return a time zone by its name, that of the site for one that there is not."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def today_of(person):
    """Return the date that it is now where `person` is."""
    return timezone.localdate(timezone=zone_of(person.zone))


def today_in(department):
    """Return the date that it is now where `department` works."""
    return timezone.localdate(timezone=zone_of(department.time_zone))


def substitute_of(person):
    """Return who stands in for `person` today, as `load_reader` does.

    While that one is away too, who stands in for them. None where the person is here, or nobody is.
    """
    here, seen = person, {person.pk}
    while absence := _absence_of(here):
        here = load_reader(absence.substitute_id)
        if here is None or not here.is_active or here.pk in seen:
            return None
        seen.add(here.pk)
    return None if here is person else here


def _absence_of(person):
    """Return the absence of `person` today, rather one with a substitute; days are those of their own calendar."""
    today = today_of(person)
    away = Absence.objects.filter(user=person.pk, first_day__lte=today, last_day__gte=today)
    return max(away, key=lambda absence: absence.substitute_id is not None, default=None)


def wants(reader, reason):
    """Whether `reader` wants to hear of something for `reason` by mail at all."""
    return delivery_of(reason, reader.chosen) != Delivery.APP


def has_heard(reader, notices):
    """Return those of `notices` (of another) of which `reader` is told anyway, or which are their own doing."""
    own = Notification.objects.filter(user=reader.pk, task__in={notice.task_id for notice in notices})
    told = set(own.values_list("task", "activity", "reminder", "day"))
    return [notice for notice in notices if _did(reader, notice) or _what(notice) in told]


def _did(reader, notice):
    return notice.activity is not None and notice.activity.actor_id == reader.pk


def _what(notice):
    return notice.task_id, notice.activity_id, notice.reminder, notice.day
