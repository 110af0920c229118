"""The nudge to open pages, and nothing else: ids and versions, never content.

What is said in one transaction goes out as one message once it is committed, over one Redis channel to the live
processes, and from there to whoever looks at it now. Nothing waits for a message and nothing depends on it: pages ask
for versions themselves where no message comes.
"""

import json

from django.conf import settings
from django.db import connection, transaction

from board.cache import pages
from board.models import Verb

# One round trip: every change makes it. The order of the columns is as the change leaves it.
_BOTH_VERSIONS = """
    WITH board AS (UPDATE board_department SET version = version + 1 WHERE id = %s RETURNING id, version),
         touched AS (UPDATE board_column SET version = version + 1 WHERE id = ANY(%s) RETURNING id, version)
    SELECT board.version,
           ARRAY(SELECT ARRAY[id, version] FROM touched),
           ARRAY(SELECT id FROM board_column WHERE department_id = board.id ORDER BY position)
    FROM board
"""
# After these somebody may see the task who did not, or the other way round.
MOVES_ACCESS = {
    *(Verb.RESTRICTED, Verb.UNRESTRICTED, Verb.ACCESS_GIVEN, Verb.ACCESS_TAKEN),
    *(Verb.HANDED_OFF, Verb.ASSIGNED, Verb.UNASSIGNED),
}


class _Message:
    """What one transaction says. Called after its commit, it goes out."""

    # Whether this process had something to say that nobody could hear.
    has_missed = False

    def __init__(self):
        self.boards = {}
        self.tasks = {}
        self.lists, self.people, self.bells = set(), set(), set()
        self.access = False

    def __call__(self):
        parts = {
            "boards": self.boards,
            "tasks": self.tasks,
            "lists": sorted(self.lists),
            "people": sorted(self.people),
            "bells": sorted(self.bells),
            "access": self.access,
            "missed": _Message.has_missed,
        }
        text = json.dumps({name: part for name, part in parts.items() if part}, separators=(",", ":"))
        _Message.has_missed = not pages.publish(settings.LIVE_CHANNEL, text)


def changed(department, *, columns=()):
    """Say that something on the board of `department` (locked by the caller) has changed, and in which `columns`.

    The versions move in the change's own transaction, so whoever caches or polls by them cannot miss it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BOTH_VERSIONS, [department.pk, [column.pk for column in columns if column]])
        department.version, touched, order = cursor.fetchone()
    board = _message().boards.setdefault(department.pk, {"columns": {}})
    board["version"], board["order"] = department.version, order
    board["columns"].update(dict(touched))


def told(activities, hearers=()):
    """Say that the tasks of `activities` have changed, and that these `hearers` (ids of people) have news.

    The pages that show a task, the lists of its two departments, and the work of those whom it concerns follow.
    """
    message = _message()
    for activity in activities:
        task = activity.task
        message.tasks.setdefault(task.pk, []).append([activity.pk, activity.internal_to_id])
        message.access |= activity.verb in MOVES_ACCESS
        message.people |= {task.assignee_id, task.assignee_before, task.requester_id, activity.actor_id}
        if task.is_request:
            message.lists |= {activity.department_id, task.department_id, task.requesting_department_id}
    message.people.discard(None)
    message.people.update(hearers)
    message.bells.update(hearers)


def heard(people):
    """Say that what `people` (ids) have to hear of has changed: something new, or something was read."""
    _message().bells.update(people)


def _message():
    """Return what this transaction has to say so far.

    It is registered with the transaction itself: with what is rolled back it is gone. Of a savepoint that is rolled
    back it may keep a word; a page that asks for nothing new gets nothing new.
    """
    for _savepoints, hook, _robust in connection.run_on_commit:
        if isinstance(hook, _Message):
            return hook
    message = _Message()
    transaction.on_commit(message, robust=True)
    return message
