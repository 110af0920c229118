"""What the page of one task shows, and to whom it may be given."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from board.models import Activity, Department, Label, Priority, State, Task, User, Visit, Watch
from board.models.task import ARCHIVABLE
from board.queries.history import read_history
from board.queries.thread import Thread, read_thread
from board.queries.windows import Window

PARTS = ("comments", "replies", "history")


@dataclass
class TaskPage:
    """A task for one reader: `can_…` says what they may do now."""

    task: Task
    can_work: bool
    can_comment: bool
    can_guard: bool
    can_share: bool
    can_restore: bool
    can_see_board: bool
    can_take: bool
    is_watching: bool
    is_muted: bool
    latest: int
    has_seen_all: bool
    checklist: list
    thread: Thread
    history: Window
    people: list
    depth: dict = field(default_factory=dict)

    @property
    def url(self):
        return reverse("task", args=[self.task.pk])

    @property
    def plain_panel_url(self):
        return reverse("task_panel", args=[self.task.pk])

    @property
    def panel_url(self):
        """Where the fragment of this very page is fetched."""
        return self.plain_panel_url + (f"?{urlencode(self.depth)}" if self.depth else "")

    @property
    def queries(self):
        """For each part of the depth the query string that keeps the others and waits for that one: {name: text}."""
        others = {name: {key: value for key, value in self.depth.items() if key != name} for name in PARTS}
        return {name: f"?{urlencode(kept)}&" if kept else "?" for name, kept in others.items()}

    @property
    def labels(self):
        return sorted(self.task.labels.all(), key=lambda label: label.name.casefold())

    @property
    def priority(self):
        return Priority(self.task.priority).name.lower()

    @property
    def can_archive(self):
        return self.can_work and self.task.state in ARCHIVABLE

    @property
    def is_wanted_late(self):
        return self._is_late(self.task.wanted_on)

    @property
    def is_promise_late(self):
        return self._is_late(self.task.promised_on)

    def _is_late(self, day):
        return bool(day) and self.task.state == State.ACCEPTED and day < self.task.department.today()


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
        can_see_board=standing["reads"],
        can_take=standing["works"] and is_open and _could_take(task, reader),
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


def _could_take(task, reader):
    return reader.department_id == task.department_id and reader.pk != task.assignee_id


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
            reads=Exists(Department.objects.readable_by(reader).filter(pk=OuterRef("department"))),
            seen=Subquery(Visit.objects.filter(task=OuterRef("pk"), user=reader.pk).values("activity")),
            muted=Subquery(Watch.objects.filter(task=OuterRef("pk"), user=reader.pk).values("is_muted")),
            latest=Subquery(
                Activity.objects.filter(task=OuterRef("pk")).order_by("-pk").values("pk")[:1],
            ),
        )
        .get()
    )
