"""Who hears of what: for each verb the circles of people, why they hear of it, and whether at once."""

from enum import StrEnum, auto
from typing import NamedTuple

from board.models import Reason, Verb

# A task that reaches this many departments in turn is being passed around.
MANY_HOPS = 3


class Circle(StrEnum):
    """People as they stand to a task."""

    # Who asked; the coordinators of the requesting department once that person has left.
    REQUESTER = auto()
    ASSIGNEE = auto()
    # The owner's coordinators, where nobody is assigned.
    STAND_INS = auto()
    # Coordinators of the owner and of who asked; all members of a department that has none.
    COORDINATORS = auto()
    ASKING_COORDINATORS = auto()
    # Who is named in what was written, and has not heard of that yet.
    MENTIONED = auto()
    # Who wrote in the thread of the comment.
    THREAD = auto()
    # Whom the activity names: assigned, unassigned, given access.
    CONCERNED = auto()
    WATCHERS = auto()


class Rule(NamedTuple):
    circle: Circle
    reason: Reason
    # A mail after two minutes, where the person wants one; otherwise it waits for the digest.
    at_once: bool = True


WATCHERS = Rule(Circle.WATCHERS, Reason.WATCHING)
MENTIONED = Rule(Circle.MENTIONED, Reason.MENTIONED)
REQUESTER = Rule(Circle.REQUESTER, Reason.REQUESTER)
COORDINATORS = Rule(Circle.COORDINATORS, Reason.INBOX)
TO_THE_OWNER = [Rule(Circle.ASSIGNEE, Reason.MOVE), Rule(Circle.STAND_INS, Reason.INBOX)]
# What is worth knowing and nothing to hurry for.
BY_THE_WAY = [
    Rule(Circle.ASSIGNEE, Reason.ASSIGNED, at_once=False),
    Rule(Circle.REQUESTER, Reason.REQUESTER, at_once=False),
    Rule(Circle.WATCHERS, Reason.WATCHING, at_once=False),
]

EVENTS = {
    Verb.CREATED: [MENTIONED, Rule(Circle.ASSIGNEE, Reason.ASSIGNED)],
    Verb.ASKED: [MENTIONED, COORDINATORS, WATCHERS],
    Verb.HANDED_OFF: [COORDINATORS, REQUESTER, WATCHERS],
    Verb.ACCEPTED: [REQUESTER, WATCHERS],
    Verb.DECLINED: [REQUESTER, WATCHERS],
    Verb.DUPLICATED: [REQUESTER, WATCHERS],
    Verb.DELIVERED: [Rule(Circle.REQUESTER, Reason.MOVE), WATCHERS],
    Verb.RESULT_WRITTEN: [REQUESTER],
    Verb.PROMISED: [REQUESTER, WATCHERS],
    # Who asked hears of it too, where a coordinator has done it for them.
    Verb.RETURNED: [*TO_THE_OWNER, REQUESTER, WATCHERS],
    Verb.REOPENED: [*TO_THE_OWNER, REQUESTER, WATCHERS],
    Verb.CANCELLED: [
        Rule(Circle.ASSIGNEE, Reason.ASSIGNED),
        Rule(Circle.STAND_INS, Reason.INBOX),
        REQUESTER,
        WATCHERS,
    ],
    Verb.CONFIRMED: BY_THE_WAY,
    Verb.TAKEN_BACK: BY_THE_WAY,
    Verb.CLOSED: BY_THE_WAY,
    Verb.MOVED: BY_THE_WAY,
    Verb.CHECKED: BY_THE_WAY,
    Verb.ASSIGNED: [Rule(Circle.CONCERNED, Reason.ASSIGNED)],
    Verb.UNASSIGNED: [Rule(Circle.CONCERNED, Reason.ASSIGNED, at_once=False)],
    Verb.ACCESS_GIVEN: [Rule(Circle.CONCERNED, Reason.GRANTED)],
    Verb.WAITING: [Rule(Circle.REQUESTER, Reason.MOVE)],
    Verb.RESUMED: TO_THE_OWNER,
    Verb.UNBLOCKED: [Rule(Circle.ASSIGNEE, Reason.ASSIGNED)],
    Verb.COMMENTED: [
        MENTIONED,
        Rule(Circle.ASSIGNEE, Reason.ASSIGNED),
        REQUESTER,
        Rule(Circle.THREAD, Reason.THREAD),
        WATCHERS,
    ],
    Verb.COMMENT_EDITED: [MENTIONED],
    Verb.EDITED: [MENTIONED],
}


def rules_of(activity):
    """Return the Rules of what was done; none for what only the history tells."""
    data = activity.data
    match activity.verb:
        case Verb.MOVED if not data.get("kind_changed"):
            return []
        case Verb.CHECKED if not data.get("all_done"):
            return []
        case Verb.WAITING if data.get("on") != "requester":
            return []
        case Verb.PROMISED if not activity.task.is_request:
            return []
        # Between departments a word must reach the other side, also before anybody there has taken it on.
        case Verb.COMMENTED if activity.task.is_request:
            return [*EVENTS[Verb.COMMENTED], Rule(Circle.STAND_INS, Reason.INBOX)]
        # Whoever had it has left: somebody has to give it to another.
        case Verb.UNASSIGNED if data.get("has_left"):
            return [COORDINATORS]
        # From the third department on both sides are warned.
        case Verb.HANDED_OFF if data.get("hop", 0) >= MANY_HOPS:
            warned = Rule(Circle.ASKING_COORDINATORS, Reason.INBOX)
            return [*EVENTS[Verb.HANDED_OFF], warned]
    return EVENTS.get(activity.verb, [])
