"""The history in words: one whole sentence a verb, so that each language can build it its own way."""

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.models.activity import Verb
from board.models.notification import Reminder
from board.models.task import Priority, Waiting

SENTENCES = {
    Verb.CREATED: gettext_lazy("%(actor)s created this in %(column)s"),
    Verb.ASKED: gettext_lazy("%(actor)s asked %(to)s for this"),
    Verb.ACCEPTED: gettext_lazy("%(actor)s accepted this"),
    Verb.DECLINED: gettext_lazy("%(actor)s declined this: %(reason)s"),
    Verb.DUPLICATED: gettext_lazy("%(actor)s declined this as a duplicate"),
    Verb.HANDED_OFF: gettext_lazy("%(actor)s handed this off from %(origin)s to %(to)s: %(reason)s"),
    Verb.DELIVERED: gettext_lazy("%(actor)s delivered this: from %(origin)s to %(to)s"),
    Verb.RESULT_WRITTEN: gettext_lazy("%(actor)s wrote down the result"),
    Verb.CONFIRMED: gettext_lazy("%(actor)s confirmed this"),
    Verb.RETURNED: gettext_lazy("%(actor)s returned this to %(to)s: %(reason)s"),
    Verb.REOPENED: gettext_lazy("%(actor)s reopened this: %(reason)s"),
    Verb.CANCELLED: gettext_lazy("%(actor)s cancelled this"),
    Verb.WAITING: gettext_lazy("%(actor)s waits for the requester: %(note)s"),
    Verb.RESUMED: gettext_lazy("%(actor)s ended the waiting"),
    Verb.PROMISED: gettext_lazy("%(actor)s promised this for %(after)s"),
    Verb.EDITED: gettext_lazy("%(actor)s edited the description"),
    Verb.MOVED: gettext_lazy("%(actor)s moved this from %(origin)s to %(to)s"),
    Verb.REORDERED: gettext_lazy("%(actor)s changed its place in %(column)s"),
    Verb.CLOSED: gettext_lazy("%(actor)s finished this: from %(origin)s to %(to)s"),
    Verb.TAKEN_BACK: gettext_lazy("%(actor)s took this back from %(origin)s to %(to)s"),
    Verb.ASSIGNED: gettext_lazy("%(actor)s assigned this to %(person)s"),
    Verb.UNASSIGNED: gettext_lazy("%(actor)s took the assignment away from %(person)s"),
    Verb.PRIORITISED: gettext_lazy("%(actor)s changed the priority from %(before)s to %(after)s"),
    Verb.LABELLED: gettext_lazy("%(actor)s changed the labels: %(after)s"),
    Verb.DATED: gettext_lazy("%(actor)s changed the dates: wanted %(wanted_on)s, promised %(promised_on)s"),
    Verb.COMMENTED: gettext_lazy("%(actor)s wrote a comment"),
    Verb.COMMENT_EDITED: gettext_lazy("%(actor)s edited a comment"),
    Verb.COMMENT_DELETED: gettext_lazy("%(actor)s deleted a comment"),
    Verb.CHECKLIST_ADDED: gettext_lazy("%(actor)s added to the checklist: %(text)s"),
    Verb.CHECKLIST_EDITED: gettext_lazy("%(actor)s changed in the checklist: %(text)s"),
    Verb.CHECKLIST_REMOVED: gettext_lazy("%(actor)s removed from the checklist: %(text)s"),
    Verb.CHECKED: gettext_lazy("%(actor)s ticked off: %(text)s"),
    Verb.UNCHECKED: gettext_lazy("%(actor)s opened again: %(text)s"),
    Verb.ARCHIVED: gettext_lazy("%(actor)s archived this"),
    Verb.RESTORED: gettext_lazy("%(actor)s restored this from the archive"),
    Verb.RESTRICTED: gettext_lazy("%(actor)s restricted who may see this"),
    Verb.UNRESTRICTED: gettext_lazy("%(actor)s lifted the restriction"),
    Verb.ACCESS_GIVEN: gettext_lazy("%(actor)s gave access to %(person)s"),
    Verb.ACCESS_TAKEN: gettext_lazy("%(actor)s took access away from %(person)s"),
    Verb.CHILD_ADDED: gettext_lazy("%(actor)s opened a part of this in %(department)s"),
    Verb.CHILD_REMOVED: gettext_lazy("%(actor)s separated a part of this in %(department)s"),
    Verb.BLOCKED: gettext_lazy("%(actor)s marked this as blocked by another task"),
    Verb.UNBLOCKED: gettext_lazy("This is no longer blocked by another task"),
    Verb.UNDONE: gettext_lazy("%(actor)s undid the last change"),
}
UNDONE = {
    Verb.MOVED: gettext_lazy("%(actor)s undid the move from %(to)s to %(origin)s"),
    Verb.DELIVERED: gettext_lazy("%(actor)s undid the delivery"),
    Verb.CLOSED: gettext_lazy("%(actor)s undid the finishing"),
    Verb.TAKEN_BACK: gettext_lazy("%(actor)s undid taking this back"),
    Verb.CONFIRMED: gettext_lazy("%(actor)s undid the confirmation"),
    Verb.DECLINED: gettext_lazy("%(actor)s undid declining this"),
    Verb.DUPLICATED: gettext_lazy("%(actor)s undid declining this as a duplicate"),
    Verb.ARCHIVED: gettext_lazy("%(actor)s undid the archiving"),
}
RENAMED = gettext_lazy("%(actor)s renamed this from “%(before)s” to “%(after)s”")

HANDED_OFF_FROM_WORK = gettext_lazy(
    "%(actor)s handed this off from %(origin)s to %(to)s: %(reason)s "
    "(until then in %(column)s, assignee: %(assignee)s, promised: %(promised_on)s, labels: %(labels)s)"
)
ACCEPTED_FOR = gettext_lazy("%(actor)s accepted this and promised it for %(promised_on)s")
CLOSED_BY_ITSELF = gettext_lazy("This closed by itself: nobody had returned it in time")
REASON_GIVEN = gettext_lazy("%(actor)s cancelled this: %(reason)s")
WAITING_ON_OTHERS = gettext_lazy("%(actor)s waits for a third party: %(note)s")
DAYS = {
    Verb.DATED: ("wanted_on", "promised_on"),
    Verb.ACCEPTED: ("promised_on",),
    Verb.HANDED_OFF: ("promised_on",),
    Verb.PROMISED: ("before", "after"),
}
PROMISE_CHANGED = gettext_lazy("%(actor)s changed the promise from %(before)s to %(after)s: %(reason)s")

REMINDERS = {
    Reminder.SOON: gettext_lazy("This is promised for the next working day, %(day)s"),
    Reminder.TODAY: gettext_lazy("This is promised for today"),
    Reminder.OVERDUE: gettext_lazy("This is overdue: it was promised for %(day)s"),
    Reminder.CLOSING: gettext_lazy("This closes by itself after today, unless it is returned"),
    Reminder.UNATTENDED: gettext_lazy("Nobody has opened this in the inbox since %(day)s"),
}


def sentence(activity):
    """Return the history line of `activity`, as plain text; it reads its actor and nothing else of the database."""
    return _template(activity) % _words(activity)


def notice(notification):
    """Return what `notification` says, as plain text; it reads the activity's actor and nothing else."""
    if notification.activity:
        return sentence(notification.activity)
    return REMINDERS[notification.reminder] % {
        "day": formats.date_format(notification.day, "SHORT_DATE_FORMAT")
    }


def _template(activity):
    data = activity.data
    special = {
        Verb.EDITED: ("before" in data, RENAMED),
        Verb.ACCEPTED: (data.get("promised_on"), ACCEPTED_FOR),
        Verb.HANDED_OFF: (data.get("column"), HANDED_OFF_FROM_WORK),
        Verb.CONFIRMED: (activity.actor_id is None, CLOSED_BY_ITSELF),
        Verb.CANCELLED: (data.get("reason"), REASON_GIVEN),
        Verb.WAITING: (data.get("on") == Waiting.THIRD, WAITING_ON_OTHERS),
        Verb.PROMISED: (data.get("reason"), PROMISE_CHANGED),
        Verb.UNDONE: (data.get("undone") in UNDONE, UNDONE.get(data.get("undone"))),
    }
    applies, template = special.get(activity.verb, (False, None))
    return template if applies else SENTENCES[activity.verb]


def _words(activity):
    words = {"actor": activity.actor.name if activity.actor else _("The system"), **activity.data}
    if activity.verb == Verb.PRIORITISED:
        words |= {key: Priority(words[key]).label for key in ("before", "after")}
    if activity.verb == Verb.LABELLED:
        words["after"] = ", ".join(words["after"]) or _("none")
    if activity.verb == Verb.HANDED_OFF:
        words["labels"] = ", ".join(words.get("labels", ())) or _("none")
        words["assignee"] = words.get("assignee") or _("nobody")
    words |= {key: _date(words.get(key)) for key in DAYS.get(activity.verb, ())}
    return words


def _date(text):
    return formats.date_format(parse_date(text), "SHORT_DATE_FORMAT") if text else _("no date")
