"""What the page of one task shows, and to whom it may be given."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from board.models import Department, Label, Priority, State, Task, User, Watch
from board.models.task import ARCHIVABLE, FINISHED, UNFINISHED
from board.queries.absences import Away
from board.queries.agreement import Agreement, read_agreement
from board.queries.history import read_history
from board.queries.links import TaskLinks, read_links
from board.queries.mentions import people_around
from board.queries.standing import read_standing
from board.queries.thread import Thread, read_thread
from board.queries.windows import Window

PARTS = ("comments", "replies", "history")


@dataclass
class TaskPage:
    """A task for one reader: `can_…` says what they may do now."""

    task: Task
    can_work: bool
    can_edit: bool
    can_ask: bool
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
    links: TaskLinks
    thread: Thread
    history: Window
    people: list
    # Of the people who are named in the texts: {id: name as HTML}.
    names: dict
    agreement: Agreement
    away: dict
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
    def assignee_away(self):
        return self.away.get(self.task.assignee_id)

    @property
    def requester_away(self):
        return self.away.get(self.task.requester_id)

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
    def can_be_blocked(self):
        return self.can_work and self.task.state in UNFINISHED

    @property
    def can_have_parts(self):
        return self.can_work and self.task.state == State.ACCEPTED

    @property
    def can_promise(self):
        """Whether the reader may change the owner's word to another department."""
        return self.can_work and self.task.is_request and self.task.state == State.ACCEPTED

    @property
    def can_want(self):
        """Whether the reader may change their own wish: until it is accepted."""
        return self.can_ask and self.task.is_request and self.task.state == State.SUBMITTED

    @property
    def can_ask_again(self):
        """Whether the reader may ask for the same once more: another department may do what one has declined."""
        return self.can_ask and self.task.state in (State.CANCELLED, State.DECLINED)

    @property
    def can_date(self):
        return self.can_work and not self.task.is_request

    @property
    def has_result(self):
        return bool(self.task.result) or self.can_write_result

    @property
    def can_write_result(self):
        return self.can_work and self.task.state in FINISHED

    @property
    def is_wanted_late(self):
        return not self.task.promised_on and self._is_late(self.task.wanted_on)

    @property
    def is_promise_late(self):
        return self._is_late(self.task.promised_on)

    def _is_late(self, day):
        return (
            bool(day)
            and self.task.state in (State.SUBMITTED, State.ACCEPTED)
            and day < self.task.department.today()
        )


def read_task(task, reader, *, depth):
    """Return the TaskPage of `task`, which `reader` may see, `depth` as in `forms.task.DepthForm`."""
    standing = read_standing(task, reader)
    thread = read_thread(
        task, reader, seen=standing["seen"], around=depth.get("comments"), replies=depth.get("replies")
    )
    people, names = people_around(task, [task.description_html, *thread.texts()])
    is_open = task.archived_at is None
    return TaskPage(
        task=task,
        can_work=standing["works"] and is_open,
        can_edit=standing["edits"] and is_open,
        can_ask=standing["asks"] and is_open,
        can_comment=standing["writes"] and is_open,
        can_guard=standing["guards"] and is_open,
        can_share=standing["shares"] and is_open,
        can_restore=standing["works"] and not is_open,
        can_see_board=standing["reads"],
        can_take=standing["works"] and is_open and _could_take(task, reader),
        is_watching=standing["muted"] is False,
        is_muted=standing["muted"] is True,
        latest=standing["latest"],
        has_seen_all=_has_seen_all(standing),
        checklist=standing["points"],
        links=read_links(task, reader),
        thread=thread,
        history=read_history(task, reader, depth.get("history")),
        people=people,
        names=names,
        agreement=read_agreement(task, reader, standing),
        away=_away(standing["absences"]),
        depth=depth,
    )


def assignable_people(task):
    """Return the people to whom `task` can be given: those who work in its department."""
    return User.objects.active().filter(department=task.department_id)


def departments_to_hand_to(task):
    """Return the departments to which `task` can be handed off: neither the one that has it nor the one that asked."""
    return Department.objects.current().exclude(pk__in=[task.department_id, task.requesting_department_id])


def hops_of(task):
    """Return how many departments have had `task` so far, the one that has it among them."""
    return task.hops.count() or 1


def is_visible(task, reader):
    """Return whether `reader` may see `task` as it is now."""
    return Task.objects.visible_to(reader).filter(pk=task.pk).exists()


def labels_of(task):
    """Return the labels that `task` can have, by name."""
    return Label.objects.filter(department=task.department_id)


def shareable_people(task):
    """Return the people whom one could give access to `task`: not given it yet."""
    given = Watch.objects.filter(task=task, granted=True).values("user")
    return User.objects.active().exclude(pk__in=given)


def _away(absences):
    return {
        values["user"]: Away(date.fromisoformat(values["last_day"]), values["substitute_name"] or "")
        for values in absences
    }


def _has_seen_all(standing):
    # A reminder comes without an activity.
    return standing["seen"] is not None and standing["seen"] >= standing["latest"] and not standing["news"]


def _could_take(task, reader):
    return reader.department_id == task.department_id and reader.pk != task.assignee_id
