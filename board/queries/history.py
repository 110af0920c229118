"""What happened to a task."""

from board.queries.windows import window


def read_history(task, around=None):
    """Return a Window of a task's activities with their actors; see `window` for `around`."""
    return window(task.activities.select_related("actor"), around)
