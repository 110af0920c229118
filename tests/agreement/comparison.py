"""What the board says of its tasks and of who may do what with them, in the shape of the plain ones."""

from collections import defaultdict
from functools import lru_cache

from django.db import connection
from django.db.models import Exists, OuterRef, Value

from board.models import Hop, Task, User, Watch
from board.models.task_access import who_sees

RIGHTS = {
    "see": "visible_to",
    "comment": "commentable_by",
    "work": "workable_by",
    "edit": "editable_by",
    "led": "led_by",
    "requested": "requested_by",
    "guard": "guarded_by",
    "share": "shareable_by",
}


def told(office):
    """Return what the plain tasks say of themselves."""
    return [
        {
            "department": task.department,
            "asking": task.asking,
            "requester": task.requester,
            "state": task.state,
            "column": task.column,
            "kind": office.kind(task),
            "turn": task.turn,
            "waiting": (task.waiting, task.note),
            "assignee": task.assignee,
            "promised": task.promised,
            "is_restricted": task.is_restricted,
            "is_archived": task.is_archived,
            "hops": task.hops,
            "open hop": task.hops[-1:],
            "granted": sorted(task.granted),
            "watchers": task.watchers,
        }
        for task in office.tasks
    ]


def found():
    """Return the same of the board's tasks, read anew."""
    hops = list(Hop.objects.order_by("pk").select_related("department"))
    watches = list(Watch.objects.select_related("user"))
    return [
        {
            "department": task.department.code,
            "asking": task.requesting_department.code,
            "requester": task.requester.username,
            "state": task.state,
            "column": task.column.name if task.column else None,
            "kind": task.column_kind,
            "turn": task.turn,
            "waiting": (task.waiting_on, task.waiting_note),
            "assignee": task.assignee.username if task.assignee else None,
            "promised": task.promised_on.isoformat() if task.promised_on else None,
            "is_restricted": task.is_restricted,
            "is_archived": task.archived_at is not None,
            "hops": [hop.department.code for hop in hops if hop.task_id == task.pk],
            "open hop": [
                hop.department.code for hop in hops if hop.task_id == task.pk and hop.ended_at is None
            ],
            "granted": sorted(it.user.username for it in watches if it.task_id == task.pk and it.granted),
            "watchers": {it.user.username: it.is_muted for it in watches if it.task_id == task.pk},
        }
        for task in Task.objects.select_related(
            "department", "requesting_department", "requester", "column", "assignee"
        ).order_by("pk")
    ]


def readers_told(office):
    """Return, for each task, who sees it."""
    return [{name for name in office.people if office.may(name, "see", task)} for task in office.tasks]


def readers_found():
    """Return the same, asked the other way round."""
    tasks = Task.objects.select_related("department").order_by("pk")
    return [set(User.objects.filter(who_sees(task)).values_list("username", flat=True)) for task in tasks]


def rights_told(office):
    return {
        name: [tuple(office.may(name, right, task) for right in RIGHTS) for task in office.tasks]
        for name in office.people
    }


def rights_found():
    """Return {person: for each task, whether they have each right}, asked of the queries of access."""
    questions = [_question(_Reader(person)) for person in User.objects.for_request()]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"({statement})" for statement, _values in questions),
            [value for _statement, values in questions for value in values],
        )
        answers = defaultdict(list)
        for name, _pk, *rights in sorted(cursor.fetchall()):
            answers[name].append(tuple(rights))
    return {name: answers[name] for name in User.objects.values_list("username", flat=True)}


class _Reader:
    """A person, alike where every question about their rights is."""

    def __init__(self, person):
        self.person = person
        self.key = (
            person.pk,
            person.department_id,
            person.role,
            person.is_active,
            person.is_admin,
            person.leads_department,
        )

    def __eq__(self, other):
        return self.key == other.key

    def __hash__(self):
        return hash(self.key)


@lru_cache(maxsize=1000)
def _question(reader):
    """Return statement and parameters; to build one takes longer than to have it answered."""
    questions = {
        f"may_{right}": Exists(getattr(Task.objects, query)(reader.person).filter(pk=OuterRef("pk")))
        for right, query in RIGHTS.items()
    }
    answers = Task.objects.order_by().annotate(who=Value(reader.person.username), **questions)
    return answers.values_list("who", "pk", *questions).query.sql_with_params()
