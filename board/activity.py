"""One line of history a change, and who hears of it."""

from board import live
from board.models import Activity
from board.notifications.notices import tell, tell_each


def record(verb, task, actor, *, comment=None, board=None, **data):
    """Write that `actor` (None: the system) did `verb` to `task`, and who hears of it; return the Activity.

    The task is as the change leaves it, saved, and its board locked; `board` is where it happened, if the task has
    gone from there. `data` is what the sentence of the verb names: plain values, as they are at this moment; with
    `undo` (of `as_it_was`) the change can be undone, and the task says so. A line about an internal comment is as
    internal as the comment.
    """
    board = board or task.department
    activity = Activity.objects.create(
        verb=verb,
        task=task,
        department=board,
        version=board.version + 1,
        actor=actor,
        comment=comment,
        internal_to_id=comment.internal_to_id if comment else None,
        data=data,
    )
    if "undo" in data:
        task.undoable = activity.pk
    live.told([activity], tell(activity))
    return activity


def record_each(verb, tasks, actor, **data):
    """Write the same line for each of `tasks`, all on one board that the caller has locked, and who hears of them.

    The number of statements is the same for one and for many.
    """
    if not tasks:
        return
    activities = Activity.objects.bulk_create(
        [
            Activity(
                verb=verb,
                task=task,
                department=task.department,
                version=task.department.version + 1,
                actor=actor,
                data=data,
            )
            for task in tasks
        ],
        batch_size=500,
    )
    live.told(activities, tell_each(activities))
