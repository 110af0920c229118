"""A person has seen a task."""

from django.db import transaction
from django.utils.translation import gettext as _

from board.errors import Refused
from board.models import Activity, Visit


@transaction.atomic
def see_task(task, *, activity, actor):
    """Remember that the actor has seen `task` up to the activity with id `activity`; it never goes back.

    Raises Refused where that is no activity of the task.
    """
    if not Activity.objects.filter(pk=activity, task=task).exists():
        raise Refused(_("The page is out of date. Load it again."))
    Visit.objects.bulk_create([Visit(task=task, user=actor, activity_id=activity)], ignore_conflicts=True)
    Visit.objects.filter(task=task, user=actor, activity__lt=activity).update(activity=activity)
