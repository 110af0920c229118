"""What happened to a task."""

from board import prepared
from board.models import Activity
from board.queries.windows import first_window, last_rows, window


def read_history(task, reader, around=None):
    """Return a Window of the activities of a task that `reader` may read, with their actors; see `window`."""
    if around:
        return window(_activities(reader, task.pk), around)
    values = (reader.pk, reader.department_id, task.pk)
    return first_window(prepared.instances(_last, prepared.rights(reader), values))


def _last(*values):
    *reader, task = values
    return last_rows(_activities(prepared.Reader(*reader), task))


def _activities(reader, task):
    return Activity.objects.filter(task=task).readable_by(reader).select_related("actor")
