"""A person follows a task, mutes it, or lets it go."""

from django.db import transaction

from board.models import Watch, WatchReason


@transaction.atomic
def watch_task(task, *, actor):
    """Have the actor hear of `task`, also after muting it."""
    follow(task, actor, WatchReason.CHOSEN)
    Watch.objects.filter(task=task, user=actor).update(is_muted=False)


@transaction.atomic
def mute_task(task, *, actor):
    """Have the actor hear nothing more of `task`, whatever makes them a party to it."""
    follow(task, actor, WatchReason.CHOSEN)
    Watch.objects.filter(task=task, user=actor).update(is_muted=True)


@transaction.atomic
def unwatch_task(task, *, actor):
    """End the actor's watching; who sees the task only by being given access keeps that, muted."""
    watches = Watch.objects.filter(task=task, user=actor)
    watches.filter(granted=False).delete()
    watches.update(is_muted=True)


def follow(task, person, reason):
    """Make `person` a watcher of `task` for `reason`, unless they watch or have muted it already."""
    Watch.objects.bulk_create([Watch(task=task, user=person, reason=reason)], ignore_conflicts=True)
