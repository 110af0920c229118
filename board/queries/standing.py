"""How a reader stands to one task, and the short lists that hang on it: one statement for all of it."""

from datetime import date
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from board import prepared
from board.actions.transitions import AGREED
from board.models import Activity, ChecklistItem, Department, Holiday, Hop, Task, Visit, Watch
from board.queries.absences import AWAY, absent
from board.queries.notifications import notifications_of

OF_TASK = {"task": OuterRef("pk")}


def read_standing(task, reader):
    """Return {name: value}: what `reader` may do with `task`, what they have seen of it, and what it consists of.

    Lists come as plain values, moments in them as ISO texts.
    """
    who = prepared.rights(reader)
    values = (task.department.today(), reader.pk, reader.department_id, task.pk)
    return dict(zip(_names(), prepared.rows(_standing, who, values)[0], strict=True))


def _standing(is_active, is_admin, leads, today, pk, department, task):
    reader = prepared.Reader(is_active, is_admin, leads, pk, department)
    asked = _rights(reader) | _visits(reader) | _lists() | _absences(today)
    return Task.objects.filter(pk=task).order_by().values_list(*asked.values())


@cache
def _names():
    nobody = prepared.Reader(False, False, False, 0, None)
    return [*_rights(nobody), *_visits(nobody), *_lists(), *_absences(date.min)]


def _rights(reader):
    boards = Department.objects.readable_by(reader)
    rights = {
        "works": Task.objects.workable_by(reader),
        "edits": Task.objects.editable_by(reader),
        "leads": Task.objects.led_by(reader),
        "asks": Task.objects.requested_by(reader),
        "writes": Task.objects.commentable_by(reader),
        "guards": Task.objects.guarded_by(reader),
        "shares": Task.objects.shareable_by(reader),
    }
    exist = {name: Exists(tasks.filter(pk=OuterRef("pk"))) for name, tasks in rights.items()}
    return exist | {"reads": Exists(boards.filter(pk=OuterRef("department")))}


def _visits(reader):
    lines = Activity.objects.readable_by(reader).filter(**OF_TASK).order_by("-pk")
    return {
        "seen": Subquery(Visit.objects.filter(**OF_TASK, user=reader.pk).values("activity")),
        "muted": Subquery(Watch.objects.filter(**OF_TASK, user=reader.pk).values("is_muted")),
        "latest": Subquery(lines.values("pk")[:1]),
        "news": Exists(notifications_of(reader).unread().filter(**OF_TASK)),
    }


def _lists():
    points = ChecklistItem.objects.filter(**OF_TASK).order_by("position", "pk")
    hops = Hop.objects.filter(**OF_TASK).order_by("pk")
    holidays = Holiday.objects.filter(department=OuterRef("requesting_department")).order_by("day")
    agreed = Activity.objects.standing().filter(**OF_TASK, verb__in=AGREED).order_by("-pk")
    last = JSONObject(
        verb="verb", data="data", created_at="created_at", actor_id="actor_id", actor="actor__name"
    )
    hop = JSONObject(
        department=JSONObject(code="department__code", color="department__color", name="department__name"),
        origin="origin__name",
        actor="actor__name",
        reason="reason",
        started_at="started_at",
        ended_at="ended_at",
    )
    return {
        "points": ArraySubquery(points.values(json=JSONObject(pk="pk", text="text", is_done="is_done"))),
        "stays": ArraySubquery(hops.values(json=hop)),
        # The days off of the requesting department.
        "holidays": ArraySubquery(holidays.values("day")),
        "last": Subquery(agreed.values(json=last)[:1]),
    }


def _absences(today):
    """Return who of the requester and the assignee is away today."""
    persons = Q(user=OuterRef("assignee")) | Q(user=OuterRef("requester"))
    values = JSONObject(user="user", **{name: name for name in AWAY})
    return {"absences": ArraySubquery(absent(today).filter(persons).values(json=values))}
