"""What the page of one task shows, and to whom it may be given."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from board.models import Activity, Label, Task, User, Visit, Watch
from board.queries.history import read_history
from board.queries.thread import Thread, read_thread
from board.queries.windows import Window


@dataclass
class TaskPage:
    """A task for one reader: `can_…` says what they may do now."""

    task: Task
    can_work: bool
    can_comment: bool
    can_guard: bool
    can_share: bool
    can_restore: bool
    is_watching: bool
    is_muted: bool
    latest: int
    has_seen_all: bool
    checklist: list
    thread: Thread
    history: Window
    people: list
    depth: dict = field(default_factory=dict)

    def address(self, name="task", **depth):
        """Return the URL of this page (or of its fragment), `depth` changed: {name: id or None}."""
        shown = {key: value for key, value in (self.depth | depth).items() if value}
        return reverse(name, args=[self.task.pk]) + (f"?{urlencode(shown)}" if shown else "")


def read_task(task, reader, *, depth):
    """Return the TaskPage of `task`, which `reader` may see, `depth` as in `forms.task.DepthForm`."""
    standing = _standing(task, reader)
    is_open = task.archived_at is None
    return TaskPage(
        task=task,
        can_work=standing["works"] and is_open,
        can_comment=standing["writes"] and is_open,
        can_guard=standing["guards"] and is_open,
        can_share=standing["shares"] and is_open,
        can_restore=standing["works"] and not is_open,
        is_watching=standing["muted"] is False,
        is_muted=standing["muted"] is True,
        latest=standing["latest"],
        has_seen_all=standing["seen"] is not None and standing["seen"] >= standing["latest"],
        checklist=list(task.checklist.all()),
        thread=read_thread(
            task, reader, seen=standing["seen"], around=depth.get("comments"), replies=depth.get("replies")
        ),
        history=read_history(task, depth.get("history")),
        people=list(User.objects.filter(watches__task=task, watches__granted=True)),
        depth=depth,
    )


def assignable_people(task):
    """Return the people to whom `task` can be given: those who work in its department."""
    return User.objects.active().filter(department=task.department_id)


def labels_of(task):
    """Return the labels that `task` can have, by name."""
    return Label.objects.filter(department=task.department_id)


def shareable_people(task):
    """Return the people whom one could give access to `task`: not given it yet."""
    given = Watch.objects.filter(task=task, granted=True).values("user")
    return User.objects.active().exclude(pk__in=given)


def _standing(task, reader):
    """Return what `reader` may do with `task`, and what they have seen of it, in one query."""
    this = {"pk": OuterRef("pk")}
    return (
        Task.objects.filter(pk=task.pk)
        .order_by()
        .values(
            works=Exists(Task.objects.workable_by(reader).filter(**this)),
            writes=Exists(Task.objects.commentable_by(reader).filter(**this)),
            guards=Exists(Task.objects.guarded_by(reader).filter(**this)),
            shares=Exists(Task.objects.shareable_by(reader).filter(**this)),
            seen=Subquery(Visit.objects.filter(task=OuterRef("pk"), user=reader.pk).values("activity")),
            muted=Subquery(Watch.objects.filter(task=OuterRef("pk"), user=reader.pk).values("is_muted")),
            latest=Subquery(
                Activity.objects.filter(task=OuterRef("pk")).order_by("-pk").values("pk")[:1],
            ),
        )
        .get()
    )
