"""What is left to say when a mail is sent: what is unread, seen, wanted and so still."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery

from board.models import Activity, Delivery, Mention, Notification, Reason, Task, Verb, Watch
from board.models.notification import GROUPS
from board.notifications.readers import today_in
from board.notifications.recipients import delivery_of
from board.notifications.truth import MATTERING, is_true

READ = "Read in the app."
HIDDEN = "Dropped: no access."
MUTED = "Muted."
UNWANTED = "In the app only, as chosen."
DIGESTED = "Left to the digest."
UNTRUE = "No longer true."
NOTHING = "Nothing is left to say."


class NotSent(Exception):
    """A mail must not go out; says why, in English for operators."""


@dataclass
class Left:
    """`notices` are left, with the `reason` that counts now; `dropped` are the words why the others are not."""

    notices: list = field(default_factory=list)
    dropped: list = field(default_factory=list)

    @property
    def why_nothing(self):
        """Return in English, for operators, why nothing is left."""
        return " ".join(dict.fromkeys(self.dropped)) or NOTHING


def left_of(mail, person, *, digest=False):
    """Return what is Left of `mail` for `person` (of `load_reader`).

    What the person wants in the digest by now is taken off a mail that is not one.
    """
    notices = list(_with_tasks(mail.notifications))
    for notice in notices:
        notice.user = person
    facts, left, later = Facts(person, notices), Left(), []
    for notice in notices:
        if why := facts.why_not(notice, digest=digest):
            left.dropped.append(why)
            if why == DIGESTED:
                later.append(notice.pk)
        else:
            left.notices.append(notice)
    if later:
        Notification.objects.filter(pk__in=later, mail=mail).update(mail=None, delivery=Delivery.DIGEST)
    return left


def hidden_from(reader, notices):
    """Return those of `notices` that `reader` may not see, or does not want to hear of: then they hear nothing."""
    facts = Facts(reader, notices)
    return [
        notice
        for notice in notices
        if not facts.sees(notice)
        or facts.watches.get(notice.task_id)
        or delivery_of(notice.reason, reader.chosen) == Delivery.APP
    ]


def _with_tasks(notices):
    people = ("task__assignee", "task__requester", "task__department", "task__requesting_department")
    return notices.select_related(*people, "activity__actor", "activity__comment").order_by("pk")


class Facts:
    """What is so now about the tasks of `notices`, for `reader`: a few statements, however many there are."""

    def __init__(self, reader, notices):
        self.reader = reader
        tasks = {notice.task_id for notice in notices}
        own = Watch.objects.filter(task=OuterRef("pk"), user=reader.pk)
        seen = Task.objects.visible_to(reader).filter(pk__in=tasks).order_by()
        muted = dict(seen.values_list("pk", Subquery(own.values("is_muted"))))
        self.visible = set(muted)
        # {task: whether it is muted}
        self.watches = {task: is_muted for task, is_muted in muted.items() if is_muted is not None}
        self._later = _later(notices)
        self._named = None

    def sees(self, notice):
        """Whether the reader may see the task, and read the line itself."""
        side = notice.activity.internal_to_id if notice.activity else None
        reads = side is None or self.reader.is_admin or side == self.reader.department_id
        return notice.task_id in self.visible and reads

    def why_not(self, notice, *, digest):
        """Return why `notice` is not told, or an empty string; give it the reason that counts now."""
        if notice.read_at:
            return READ
        if not self.sees(notice):
            return HIDDEN
        if self.watches.get(notice.task_id):
            return MUTED
        reason = self._reason(notice)
        if not is_true(notice, reason, later=self._after(notice), today=today_in(notice.task.department)):
            return UNTRUE
        notice.reason = reason
        delivery = delivery_of(reason, self.reader.chosen)
        if delivery == Delivery.APP:
            return UNWANTED
        return DIGESTED if delivery == Delivery.DIGEST and not digest else ""

    def _after(self, notice):
        if notice.activity_id is None:
            return set()
        return {verb for pk, verb in self._later[notice.task_id] if pk > notice.activity_id}

    def _reason(self, notice):
        """Return the reason that counts now; None where nothing is left of the one that was."""
        if notice.reason == Reason.MENTIONED and notice.activity and not self._is_named(notice):
            return self._lesser(notice) if notice.activity.verb == Verb.COMMENTED else None
        if notice.reason == Reason.WATCHING and notice.task_id not in self.watches:
            return None
        return Reason(notice.reason)

    def _is_named(self, notice):
        if self._named is None:
            self._named = set(
                Mention.objects.filter(user=notice.user_id, task__in=self.visible).values_list(
                    "task", "comment"
                )
            )
        return (notice.task_id, notice.activity.comment_id) in self._named

    def _lesser(self, notice):
        task = notice.task
        if notice.user_id == task.assignee_id:
            return Reason.ASSIGNED
        if notice.user_id == task.requester_id:
            return Reason.REQUESTER
        return Reason.WATCHING if notice.task_id in self.watches else None


def groups_of(notices):
    """Return the groups that `notices` are of, each once, in their order."""
    return list(dict.fromkeys(GROUPS[notice.reason] for notice in notices))


def _later(notices):
    """Return {task: [(id, verb)]} of what could have made them untrue."""
    later = defaultdict(list)
    first = min((notice.activity_id for notice in notices if notice.activity_id), default=None)
    if first is not None:
        tasks = {notice.task_id for notice in notices}
        rows = Activity.objects.standing().filter(task__in=tasks, pk__gt=first, verb__in=MATTERING).order_by()
        for task, pk, verb in rows.values_list("task", "pk", "verb"):
            later[task].append((pk, verb))
    return later
