"""What open pages may hear of, and what has changed since they were shown."""

from hashlib import md5
from typing import NamedTuple

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from board.models import Activity, Department, Task
from board.models.topic import TOPICS, still_heard

KINDS = ("board", "lists", "task")


class Wish(NamedTuple):
    """One thing that a session wants to hear of: `kind` is "board", "lists" or "task", or "me", which has no `pk`."""

    session: str
    seal: str
    user: int
    kind: str
    pk: int | None = None

    def row(self):
        """Return what a Topic has besides its number."""
        places = (self.pk if self.kind == kind else None for kind in KINDS)
        return (self.session, self.seal, self.user, *places)


def seal_of(reader):
    """Return what tells a changed password, and nothing about the password."""
    return md5(reader.password.encode(), usedforsecurity=False).hexdigest()


def granted(wishes):
    """Return {Wish: (reader's department, whether they administer)} of those that may be heard still: one statement."""
    if not wishes:
        return {}
    wishes = list(wishes)
    columns = zip(*((number, *wish.row()) for number, wish in enumerate(wishes)), strict=True)
    sql, params = (
        still_heard().values_list("pk", "user__department", "user__is_admin").query.sql_with_params()
    )
    with connection.cursor() as cursor:
        cursor.execute(TOPICS + sql, [*map(list, columns), *params])
        return {wishes[number]: (department, is_admin) for number, department, is_admin in cursor.fetchall()}


def changed_since(reader, *, boards, tasks):
    """Return what `reader` has to look at again: {} where nothing has changed, in two statements at most.

    `boards` and `tasks` map ids to the versions that are shown. The answer reads as a message of the live process:
    {"boards": {id: {"version", "columns", "order"}}, "tasks": {id: latest activity}, "gone": {"boards", "tasks"}}.
    """
    now = _boards(reader, boards) if boards else {}
    latest = _tasks(reader, tasks) if tasks else {}
    answer = {
        "boards": {pk: board for pk, board in now.items() if board["version"] > boards[pk]},
        "tasks": {pk: activity for pk, activity in latest.items() if activity > tasks[pk]},
        "gone": {"boards": sorted(boards.keys() - now), "tasks": sorted(tasks.keys() - latest)},
    }
    answer["gone"] = {name: ids for name, ids in answer["gone"].items() if ids}
    return {name: part for name, part in answer.items() if part}


def _boards(reader, boards):
    """Return {department's id: its versions} of those of `boards` that `reader` may look at."""
    rows = (
        Department.objects.readable_by(reader)
        .filter(pk__in=boards)
        .order_by("columns__position")
        .values_list("pk", "version", "columns", "columns__version")
    )
    found = {}
    for pk, version, column, column_version in rows:
        board = found.setdefault(pk, {"version": version, "columns": {}, "order": []})
        if column:
            board["columns"][column] = column_version
            board["order"].append(column)
    return found


def _tasks(reader, tasks):
    """Return {task's id: its latest activity that `reader` may read} of those of `tasks` that they may see."""
    lines = Activity.objects.readable_by(reader).filter(task=OuterRef("pk")).order_by("-pk")
    latest = Coalesce(Subquery(lines.values("pk")[:1]), 0)
    seen = Task.objects.visible_to(reader).filter(pk__in=tasks).order_by()
    return dict(seen.annotate(latest=latest).values_list("pk", "latest"))
