"""What a task is linked to, as one reader may know it: of what is hidden only the department."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, When
from django.urls import reverse

from board import prepared
from board.actions.links import MOST_BLOCKERS, MOST_PARTS
from board.models import Department, Link, LinkKind, State, Task
from board.models.task import OPEN, UNFINISHED
from board.turns import TURN_VALUES, TurnWords, turn_words

# Of the tasks that wait for this one, and that were declined as the same, the newest.
MOST_DEPENDENT = 20


@dataclass
class Linked:
    """A task at the other end of a link; one that the reader may not see has nothing but its department."""

    link: int
    department: Department
    id: int | None = None
    title: str = ""
    url: str = ""
    state: State | None = None
    turn: TurnWords | None = None
    # Whether it blocks: that much is known of a hidden one, too.
    holds_up: bool = False

    @property
    def is_done(self):
        return self.state is not None and self.state not in OPEN


@dataclass
class TaskLinks:
    """The links of one task for one reader."""

    parent: Linked | None = None
    original: Linked | None = None
    is_duplicate: bool = False
    parts: list = field(default_factory=list)
    blockers: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
    duplicates: list = field(default_factory=list)

    def __bool__(self):
        return self.is_duplicate or any(
            [self.parent, self.parts, self.blockers, self.blocks, self.duplicates]
        )

    @property
    def is_blocked(self):
        return any(blocker.holds_up for blocker in self.blockers)

    @property
    def seen_parts(self):
        """How many parts the roll-up counts: a hidden one says nothing, not even whether it is done."""
        return sum(part.id is not None for part in self.parts)

    @property
    def done_parts(self):
        return sum(part.is_done for part in self.parts)


def read_links(task, reader):
    """Return the TaskLinks of `task`, which `reader` may see."""
    rows = list(_rows(task, reader))
    tasks = _tasks([row["far"] for row in rows if row["is_seen"]])
    links = TaskLinks()
    for row in rows:
        is_first = row["task_id"] == task.pk
        linked = _linked(row, "other" if is_first else "task", tasks, reader)
        linked.holds_up = _holds_up(row, task)
        _sort_in(links, row["kind"], is_first, linked)
    return links


def count_open_parts(task, reader):
    """Return how many parts of `task` are not over, of those that `reader` may see."""
    parts = Link.objects.filter(kind=LinkKind.PARENT, task=task).values("other")
    return Task.objects.visible_to(reader).filter(pk__in=parts, state__in=OPEN).count()


def askable_departments():
    """Return the departments that can be asked for a part."""
    return Department.objects.current()


def _rows(task, reader):
    values = (reader.pk, reader.department_id, task.pk)
    found = prepared.rows(_links, prepared.rights(reader), values)
    return [dict(zip(_ROW, row, strict=True)) for row in found]


def _links(*values):
    *reader, task = values
    near = Q(task=task, kind__in=[LinkKind.PARENT, LinkKind.DUPLICATE]) | Q(
        other=task, kind__in=[LinkKind.PARENT, LinkKind.BLOCKS]
    )
    seen = Task.objects.visible_to(prepared.Reader(*reader)).filter(pk=OuterRef("far"))
    return (
        Link.objects.filter(Q(task=task) | Q(other=task))
        .annotate(
            far=Case(When(task=task, then=F("other_id")), default=F("task_id")),
            is_near=Case(When(near, then=True), default=False, output_field=BooleanField()),
            is_seen=Exists(seen),
        )
        .filter(Q(is_near=True) | Q(is_seen=True))
        .order_by("-is_near", Case(When(near, then=F("id")), default=-F("id")))
        .values_list(*_ROW)[: MOST_PARTS + MOST_BLOCKERS + 2 + MOST_DEPENDENT]
    )


_END = ("state", "department__code", "department__name", "department__color")
_ROW = (
    "id",
    "kind",
    "task_id",
    "far",
    "is_seen",
    *(f"{end}__{name}" for end in ("task", "other") for name in _END),
)


def _tasks(ids):
    if not ids:
        return {}
    rows = Task.objects.filter(pk__in=ids).order_by().values("id", "title", *TURN_VALUES)
    return {row["id"]: row for row in rows}


def _linked(row, end, tasks, reader):
    department = Department(**{name: row[f"{end}__department__{name}"] for name in ("code", "name", "color")})
    seen = tasks.get(row["far"])
    if seen is None:
        return Linked(row["id"], department)
    return Linked(
        row["id"],
        department,
        id=seen["id"],
        title=seen["title"],
        url=reverse("task", args=[seen["id"]]),
        state=State(seen["state"]),
        turn=turn_words(seen, reader),
    )


def _holds_up(row, task):
    return row["kind"] == LinkKind.BLOCKS and {row["task__state"], task.state} <= set(UNFINISHED)


def _sort_in(links, kind, is_first, linked):
    match kind, is_first:
        case LinkKind.PARENT, True:
            links.parts.append(linked)
        case LinkKind.PARENT, False:
            links.parent = linked if linked.id else None
        case LinkKind.DUPLICATE, True:
            links.is_duplicate, links.original = True, linked if linked.id else None
        case LinkKind.DUPLICATE, False:
            links.duplicates.append(linked)
        case LinkKind.BLOCKS, True:
            links.blocks.append(linked)
        # A hidden task that does not block any more says nothing.
        case LinkKind.BLOCKS, False if linked.id or linked.holds_up:
            links.blockers.append(linked)
