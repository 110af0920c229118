"""A person has seen a task, or says to have read what there was to hear."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from board import live
from board.errors import Refused
from board.models import Activity, Notification, Visit


@transaction.atomic
def see_task(task, *, activity, actor):
    """Remember that the actor has seen `task` up to the activity with id `activity`; it never goes back.

    What they should hear of it up to there is read by that, and what the clock said of it; return how much that was.
    Raises Refused where that is no activity of the task that they may read.
    """
    if not Activity.objects.readable_by(actor).filter(pk=activity, task=task).exists():
        raise Refused(_("The page is out of date. Load it again."))
    Visit.objects.bulk_create([Visit(task=task, user=actor, activity_id=activity)], ignore_conflicts=True)
    Visit.objects.filter(task=task, user=actor, activity__lt=activity).update(activity=activity)
    heard = Notification.objects.filter(Q(activity=None) | Q(activity__lte=activity), task=task)
    return _read(heard, actor)


@transaction.atomic
def read_notifications(*, latest, task=None, actor):
    """Mark what the actor should hear of as read, up to the notification with id `latest`; return how much that was.

    With `task` (an id) only what is about that one.
    """
    heard = Notification.objects.filter(pk__lte=latest)
    return _read(heard.filter(task=task) if task else heard, actor)


def _read(heard, actor):
    count = heard.filter(user=actor.pk).unread().update(read_at=timezone.now())
    if count:
        live.heard([actor.pk])
    return count
