"""One line of history a change."""

from board.models import Activity


def record(verb, task, actor, *, comment=None, **data):
    """Write that `actor` (None: the system) did `verb` to `task`, whose board the caller has locked; return the row.

    `data` is what the sentence of the verb names: plain values, as they are at this moment.
    """
    return Activity.objects.create(
        verb=verb,
        task=task,
        department=task.department,
        version=task.department.version + 1,
        actor=actor,
        comment=comment,
        data=data,
    )


def record_each(verb, tasks, actor, **data):
    """Write the same line for each of `tasks`, all on one board that the caller has locked: one statement for many."""
    Activity.objects.bulk_create(
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
