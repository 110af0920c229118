"""The checklist of a task."""

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board import live
from board.actions.locks import lock_open_task
from board.activity import record
from board.errors import Refused
from board.models import ChecklistItem, Verb

LIMIT = 200


@transaction.atomic
def add_items(task, *, texts, actor):
    """Add a point for each of `texts` at the end. Raises Refused where the list would hold more than LIMIT."""
    department = lock_open_task(task)
    if task.checklist_count + len(texts) > LIMIT:
        message = ngettext(
            "A checklist has at most %(limit)d point.", "A checklist has at most %(limit)d points.", LIMIT
        )
        raise Refused(message % {"limit": LIMIT})
    last = task.checklist.aggregate(last=Max("position"))["last"] or 0
    items = [
        ChecklistItem(task=task, text=text, position=last + step) for step, text in enumerate(texts, start=1)
    ]
    ChecklistItem.objects.bulk_create(items)
    for item in items:
        record(Verb.CHECKLIST_ADDED, task, actor, text=item.text)
    _count(task)
    live.changed(department, columns=[task.column])


@transaction.atomic
def edit_item(item, *, text, actor):
    """Change the words of a point. Raises Refused where it is gone."""
    department = _lock(item)
    if text == item.text:
        return
    item.text = text
    item.save(update_fields=["text"])
    record(Verb.CHECKLIST_EDITED, item.task, actor, text=text)
    live.changed(department)


@transaction.atomic
def tick_item(item, *, is_done, actor):
    """Tick a point off, or open it again. Raises Refused where it is gone."""
    department = _lock(item)
    if is_done == item.is_done:
        return
    item.is_done = is_done
    item.save(update_fields=["is_done"])
    _count(item.task)
    all_done = not item.task.checklist.filter(is_done=False).exists()
    record(Verb.CHECKED if is_done else Verb.UNCHECKED, item.task, actor, text=item.text, all_done=all_done)
    live.changed(department, columns=[item.task.column])


@transaction.atomic
def remove_item(item, *, actor):
    """Remove a point. Raises Refused where it is gone."""
    department = _lock(item)
    record(Verb.CHECKLIST_REMOVED, item.task, actor, text=item.text)
    item.delete()
    _count(item.task)
    live.changed(department, columns=[item.task.column])


@transaction.atomic
def order_item(item, *, steps, actor):
    """Move a point one up (`steps` -1) or down (1); at the end of the list nothing happens."""
    department = _lock(item)
    items = list(item.task.checklist.all())
    here = items.index(item)
    there = here + steps
    if not 0 <= there < len(items):
        return
    other = items[there]
    item.position, other.position = other.position, item.position
    ChecklistItem.objects.bulk_update([item, other], ["position"])
    live.changed(department)


def _lock(item):
    """Lock the board of an item's task and re-read the item; raises Refused where it is gone."""
    task = item.task
    department = lock_open_task(task)
    now = task.checklist.filter(pk=item.pk).first()
    if now is None:
        raise Refused(_("This point has been removed from the checklist."))
    item.text, item.is_done, item.position = now.text, now.is_done, now.position
    return department


def _count(task):
    counts = task.checklist.aggregate(count=Count("pk"), done=Count("pk", filter=Q(is_done=True)))
    task.checklist_count, task.checklist_done = counts["count"], counts["done"]
    task.save(update_fields=["checklist_count", "checklist_done"])
