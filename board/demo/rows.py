"""The demo's drafts become rows.

Written in bulk and not through the actions: an action writes what happens now, one row at a time, and these
changes have happened over months. The tests hold the rows to what the actions promise.
"""

from collections import Counter

from django.db import connection

from board import markdown
from board.actions.positions import GAP
from board.demo.drafts import ARCHIVED, DONE
from board.demo.requests import RequestDraft
from board.models import (
    Activity,
    ChecklistItem,
    Column,
    Comment,
    Department,
    Hop,
    Link,
    LinkKind,
    Mention,
    State,
    Task,
    Verb,
    Watch,
    WatchReason,
)


class Rows:
    """The rows of all boards: numbered in the order of time, and written at once."""

    def __init__(self, departments, people, work_time):
        self.departments, self.people, self.work_time = departments, people, work_time
        self.columns = {code: list(department.columns.all()) for code, department in departments.items()}
        self.labels = {
            code: {label.name: label for label in d.labels.all()} for code, d in departments.items()
        }
        self.tasks, self.comments, self.activities, self.watches, self.points = [], [], [], [], []
        self.mentions = []
        self.hops, self.links, self.by_key = [], [], {}
        self.tags, self.roots, self.written, self.column_versions = [], {}, {}, Counter()

    def add(self, histories):
        """Take in [(draft, its events)] of all boards; to be called once."""
        histories = sorted(histories, key=lambda pair: -pair[0].began)
        numbers = _reserve(Task, len(histories))
        happened = []
        for (draft, events), number in zip(histories, numbers, strict=True):
            task = self._task(draft, events, number)
            happened += [(event, task) for event in events]
            self._around(draft, events, task)
            self._ledger(draft, task)
        happened.sort(key=lambda pair: -pair[0].minutes)
        comments = iter(_reserve(Comment, sum(event.line is not None for event, _task in happened)))
        for (event, task), number in zip(happened, _reserve(Activity, len(happened)), strict=True):
            comment = self._comment(event, task, next(comments)) if event.line else None
            comment = self._correct(event, task) if event.about else comment
            self._activity(event, task, comment, number)
        self._order()

    def write(self):
        """Write everything, and give back the times that the tables have set to now."""
        mentioned_at = [mention.comment.created_at for mention in self.mentions]
        Task.objects.bulk_create(self.tasks)
        Task.labels.through.objects.bulk_create(self.tags)
        ChecklistItem.objects.bulk_create(self.points)
        for model, rows in ((Comment, self.comments), (Activity, self.activities)):
            times = [row.created_at for row in rows]
            model.objects.bulk_create(rows)
            set_times(model, rows, times)
        Watch.objects.bulk_create(self.watches)
        Mention.objects.bulk_create(self.mentions)
        set_times(Mention, self.mentions, mentioned_at)
        Hop.objects.bulk_create(self.hops)
        Link.objects.bulk_create(self.links)
        Department.objects.bulk_update(self.departments.values(), ["version"])
        columns = [column for columns in self.columns.values() for column in columns]
        for column in columns:
            column.version = self.column_versions[column.pk]
        Column.objects.bulk_update(columns, ["version"])

    def _task(self, draft, events, number):
        description = draft.fill(draft.story.description)
        column = None if draft.column is None else self.columns[draft.code][draft.column]
        points = [event for event in events if event.verb == Verb.CHECKLIST_ADDED]
        task = Task(
            id=number,
            title=draft.fill(draft.story.title),
            description=description,
            description_html=markdown.render(description),
            renderer=markdown.RENDERER,
            version=1 + sum(event.verb == Verb.EDITED for event in events),
            department=self.departments[draft.code],
            column=column,
            column_kind=column.kind if column else None,
            requester=self.people[draft.requester],
            assignee=self.people[draft.assignee] if draft.assignee else None,
            priority=draft.priority,
            wanted_on=draft.wanted_on,
            promised_on=draft.promised_on,
            is_restricted=draft.story.restricted,
            checklist_count=len(points),
            checklist_done=sum(event.verb == Verb.CHECKED for event in events),
            created_at=self.work_time.moment(draft.began),
            **(self._agreed(draft) if isinstance(draft, RequestDraft) else self._own(draft, events)),
        )
        self.tasks.append(task)
        return task

    def _own(self, draft, events):
        """Return what is particular to a task of one's own department."""
        over = draft.place in (DONE, ARCHIVED)
        closed = [event for event in events if event.verb == Verb.CLOSED]
        archived = [event for event in events if event.verb == Verb.ARCHIVED]
        finished_at = self.work_time.moment(closed[-1].minutes) if closed and over else None
        return {
            "requesting_department": self.departments[draft.code],
            "state": State.CLOSED if over else State.ACCEPTED,
            "finished_at": finished_at,
            "turn_since": finished_at or self.work_time.moment(draft.began),
            "archived_at": self.work_time.moment(archived[0].minutes) if archived else None,
        }

    def _agreed(self, draft):
        """Return what two departments agreed."""
        return {
            "requesting_department": self.departments[draft.asking],
            "state": draft.state,
            "finished_at": None if draft.finished is None else self.work_time.moment(draft.finished),
            "turn_since": self.work_time.moment(draft.turn_since),
            "waiting_on": draft.waiting_on,
            "waiting_note": draft.waiting_note,
            "result": draft.result,
            "result_html": markdown.render(draft.result),
        }

    def _ledger(self, draft, task):
        if not isinstance(draft, RequestDraft):
            return
        self.by_key[draft.key] = task
        if draft.part_of:
            parent = self.by_key[draft.part_of]
            self.links.append(Link(kind=LinkKind.PARENT, task=parent, other=task))
        for code, origin, actor, reason, began, ended in draft.hops:
            self.hops.append(
                Hop(
                    task=task,
                    department=self.departments[code],
                    origin=self.departments[origin] if origin else None,
                    actor=self.people[actor],
                    reason=reason,
                    started_at=self.work_time.moment(began),
                    ended_at=None if ended is None else self.work_time.moment(ended),
                )
            )

    def _around(self, draft, events, task):
        ticked = {event.data["text"] for event in events if event.verb == Verb.CHECKED}
        self.points += [
            ChecklistItem(task=task, text=text, is_done=text in ticked, position=place)
            for place, text in enumerate(draft.story.checklist, start=1)
        ]
        labels = self.labels[draft.code]
        self.tags += [Task.labels.through(task=task, label=labels[name]) for name in draft.story.labels]
        reasons = {event.actor: WatchReason.COMMENTER for event in events if event.line}
        if draft.outsider:
            reasons[draft.outsider] = WatchReason.GRANTED
        if draft.assignee:
            reasons[draft.assignee] = WatchReason.ASSIGNEE
        reasons[draft.requester] = WatchReason.REQUESTER
        self.watches += [
            Watch(task=task, user=self.people[name], reason=reason, granted=name == draft.outsider)
            for name, reason in reasons.items()
        ]

    def _comment(self, event, task, number):
        root = self.roots.get(task.pk) if event.line.is_reply else None
        comment = Comment(id=number, task=task, author=self.people[event.actor], parent=root, text=event.text)
        named = {name: self.people[name].pk for name in markdown.names_in(event.text)}
        self.mentions += [
            Mention(task=task, comment=comment, user=self.people[name], written=name) for name in named
        ]
        comment.html, comment.renderer = markdown.render(comment.text, named), markdown.RENDERER
        comment.created_at = self.work_time.moment(event.minutes)
        comment.internal_to = self.departments[event.internal_to] if event.internal_to else None
        if root is None:
            self.roots[task.pk] = comment
        task.comment_count += comment.internal_to is None
        self.comments.append(comment)
        self.written[id(event)] = comment
        return comment

    def _correct(self, event, task):
        comment = self.written[id(event.about)]
        comment.version += 1
        if event.verb == Verb.COMMENT_EDITED:
            comment.edited_at = self.work_time.moment(event.minutes)
        else:
            comment.deleted_at = self.work_time.moment(event.minutes)
            comment.text = comment.html = ""
            task.comment_count -= 1
        return comment

    def _activity(self, event, task, comment, number):
        department = self.departments[event.code] if event.code else task.department
        department.version += 1
        self.column_versions[task.column_id] += 1
        activity = Activity(id=number, task=task, department=department, version=department.version)
        activity.verb, activity.actor, activity.data = event.verb, self.people.get(event.actor), event.data
        activity.internal_to = comment.internal_to if comment else None
        activity.comment, activity.created_at = comment, self.work_time.moment(event.minutes)
        self.activities.append(activity)

    def _order(self):
        """Order the open cards: the urgent at the top, then the newest."""
        heights = Counter()
        for task in sorted(self.tasks, key=lambda task: (-task.priority, -task.pk)):
            if task.state == State.ACCEPTED:
                heights[task.column_id] += GAP
                task.position = heights[task.column_id]


def _reserve(model, count):
    """Return `count` new ids of `model`, ascending, so that rows can name each other before they are written."""
    with connection.cursor() as cursor:
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [model._meta.db_table, count])
        return [number for (number,) in cursor.fetchall()]


def set_times(model, rows, times):
    """Give rows that are written, and these themselves, the `times` at which they came."""
    for row, time in zip(rows, times, strict=True):
        row.created_at = time
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {model._meta.db_table} SET created_at = times.created_at
            FROM unnest(%s::bigint[], %s::timestamptz[]) AS times (id, created_at)
            WHERE {model._meta.db_table}.id = times.id
            """,
            [[row.pk for row in rows], times],
        )
