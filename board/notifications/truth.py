"""Whether what a notification says is so still, when its mail is sent."""

from board.models import Link, Reason, Reminder, State, Verb, Waiting
from board.models.task import UNFINISHED

# What takes a thing back, so that nobody needs to hear of it.
_BACK = {Verb.TAKEN_BACK, Verb.RETURNED, Verb.REOPENED}
_UNDONE_BY = {
    Verb.DELIVERED: _BACK | {Verb.HANDED_OFF},
    Verb.RESULT_WRITTEN: _BACK,
    Verb.CONFIRMED: {Verb.REOPENED},
    Verb.CLOSED: {Verb.TAKEN_BACK, Verb.REOPENED},
    Verb.DECLINED: {Verb.REOPENED},
    Verb.DUPLICATED: {Verb.REOPENED},
    Verb.TAKEN_BACK: {Verb.DELIVERED, Verb.CLOSED},
    Verb.UNBLOCKED: {Verb.BLOCKED},
    Verb.WAITING: {Verb.WAITING},
}
# What answers it, for those who were to do something.
_ANSWERED = {Verb.ACCEPTED, Verb.DECLINED, Verb.DUPLICATED, Verb.HANDED_OFF, Verb.CANCELLED, Verb.ASSIGNED}
_DONE = {Verb.DELIVERED, Verb.CLOSED, Verb.CANCELLED, Verb.HANDED_OFF}
_DONE_BY = {
    Verb.ASKED: _ANSWERED,
    Verb.HANDED_OFF: _ANSWERED,
    Verb.RETURNED: _DONE,
    Verb.REOPENED: _DONE | _ANSWERED,
    Verb.RESUMED: _DONE | {Verb.WAITING},
}
TO_DO = {Reason.MOVE, Reason.INBOX}
# The verbs after which `is_true` asks.
MATTERING = set().union(*_UNDONE_BY.values(), *_DONE_BY.values())
# Verbs that tell who has a task of their losing it, or what ended it for them.
_PARTING = {Verb.UNASSIGNED, Verb.CANCELLED}
# For the assignee, or for the coordinators while there is none.
_OF_THE_OWNER = {Reminder.SOON, Reminder.TODAY, Reminder.OVERDUE}


def is_true(notice, reason, *, later, today):
    """Whether `notice` is so still, for somebody who hears of it for `reason`.

    `later` are the verbs of MATTERING that came after it, `today` is the date where its task is worked on.
    """
    if reason is None or not _still_concerns(notice, reason):
        return False
    if notice.activity is None:
        return _is_due(notice, today)
    verb = notice.activity.verb
    over = _UNDONE_BY.get(verb, set()) | (_DONE_BY.get(verb, set()) if reason in TO_DO else set())
    if over & later and not _warns_who_asked(notice):
        return False
    check = _CHECKS.get(verb)
    return check is None or check(notice)


def _still_concerns(notice, reason):
    """Whether the person is still who they were to the task."""
    assignee = notice.task.assignee_id
    if notice.activity is None:
        return notice.reminder not in _OF_THE_OWNER or assignee in (None, notice.user_id)
    verb = notice.activity.verb
    for_the_assignee = reason == Reason.ASSIGNED or (reason == Reason.MOVE and verb in _DONE_BY)
    return assignee == notice.user_id or not for_the_assignee or verb in _PARTING


def _warns_who_asked(notice):
    """Whether it tells the requesting side that a task is passed around: nothing of theirs to do."""
    verb, task = notice.activity.verb, notice.task
    return verb == Verb.HANDED_OFF and notice.user.department_id == task.requesting_department_id


def _is_due(notice, today):
    task = notice.task
    is_promised = task.state == State.ACCEPTED and task.archived_at is None
    match notice.reminder:
        case Reminder.SOON:
            return is_promised and task.promised_on == notice.day > today
        case Reminder.TODAY:
            return is_promised and task.promised_on == notice.day == today
        case Reminder.OVERDUE:
            return is_promised and task.promised_on == notice.day
        case Reminder.CLOSING:
            return task.state == State.DELIVERED
    return task.state == State.SUBMITTED and task.department_id == notice.user.department_id


def _is_theirs(notice):
    return notice.task.assignee_id == notice.activity.data.get("person_id")


def _is_nobodys(notice):
    task, data = notice.task, notice.activity.data
    return task.assignee_id is None if data.get("has_left") else task.assignee_id != data.get("person_id")


def _stands(notice):
    return notice.activity.comment is None or notice.activity.comment.deleted_at is None


def _is_blocked(notice):
    return Link.objects.holding_up().filter(other=notice.task_id).exists()


_CHECKS = {
    Verb.ASSIGNED: _is_theirs,
    Verb.UNASSIGNED: _is_nobodys,
    Verb.COMMENTED: _stands,
    Verb.COMMENT_EDITED: _stands,
    Verb.WAITING: lambda notice: notice.task.waiting_on == Waiting.REQUESTER,
    Verb.RESUMED: lambda notice: notice.task.state == State.ACCEPTED and not notice.task.waiting_on,
    Verb.UNBLOCKED: lambda notice: notice.task.state in UNFINISHED and not _is_blocked(notice),
    Verb.CHECKED: lambda notice: notice.task.checklist_done >= notice.task.checklist_count,
}
