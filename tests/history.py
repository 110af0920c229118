"""What stands in the history of a task."""


def last_change(task, person):
    """Return the id of the last change of `person` to `task` that can be undone, or None."""
    own = task.activities.filter(actor=person.pk, data__has_key="undo")
    return own.order_by("-pk").values_list("pk", flat=True).first()
