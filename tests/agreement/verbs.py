"""What each verb asks for and leaves behind, in plain Python: the table of verbs and the corner cases.

A verb takes the office, the task, who does it, and what was said with it. It changes the task and returns the lines of
history, or raises No.
"""

from collections.abc import Callable
from dataclasses import dataclass

OVER = ("closed", "declined", "cancelled")
OPEN = ("submitted", "accepted", "delivered")


class No(Exception):
    """A rule says no."""


def demand(condition):
    if not condition:
        raise No


def pass_the_move(task):
    task.passed += 1
    task.waiting = task.note = ""


def follow(task, name):
    task.watchers.setdefault(name, False)


def accept(office, task, actor, assignee, promised):
    demand(task.state == "submitted")
    demand(assignee == actor or office.people[actor].is_admin or office.leads(actor, task.department))
    demand(assignee is None or office.works_in(assignee, task.department))
    task.state, task.column = "accepted", office.first_column(task.department, "todo")
    task.promised = promised
    pass_the_move(task)
    if assignee is None or assignee == task.assignee:
        return ["accepted"]
    task.assignee = assignee
    follow(task, assignee)
    return ["accepted", "assigned"]


def decline(office, task, actor):
    demand(task.state == "submitted")
    task.state = "declined"
    pass_the_move(task)
    return ["declined"]


def hand_off(office, task, actor, department):
    demand(task.state in ("submitted", "accepted"))
    demand(department not in (task.department, task.asking))
    if not task.is_restricted:
        task.granted |= {
            name
            for name, is_muted in task.watchers.items()
            if not is_muted and office.works_in(name, task.department)
        }
    task.hops = [*(task.hops or [task.department]), department]
    task.department, task.state = department, "submitted"
    task.column = task.assignee = task.promised = None
    pass_the_move(task)
    return ["handed_off"]


def deliver(office, task, actor):
    demand(task.state == "accepted")
    return move(office, task, actor, office.first_column(task.department, "done"))


def take_back(office, task, actor):
    demand(task.state == "delivered" or (task.state == "closed" and not task.is_request))
    return move(office, task, actor, office.first_column(task.department, "doing", "todo"))


def move(office, task, actor, column):
    demand(task.column is not None and column in dict(office.columns[task.department]))
    before, was_done = task.column, office.kind(task) == "done"
    is_done = dict(office.columns[task.department])[column] == "done"
    demand(is_done or not (task.state == "closed" and task.is_request))
    if column == before:
        return [] if is_done else ["reordered"]
    task.column = column
    if was_done == is_done:
        return ["moved"]
    pass_the_move(task)
    if is_done:
        task.state = "delivered" if task.is_request else "closed"
        return ["delivered" if task.is_request else "closed"]
    task.state = "accepted"
    return ["taken_back", *release_who_left(office, task)]


def confirm(office, task, actor):
    demand(task.state == "delivered")
    task.state = "closed"
    pass_the_move(task)
    return ["confirmed"]


def return_(office, task, actor):
    demand(task.state == "delivered")
    return ["returned", *work_again(office, task)]


def reopen(office, task, actor):
    demand(task.is_request and task.state in ("closed", "declined"))
    restored = ["restored"] if task.is_archived else []
    task.is_archived = False
    if task.state == "closed":
        return [*restored, "reopened", *work_again(office, task)]
    task.state = "submitted"
    pass_the_move(task)
    return [*restored, "reopened", *release_who_left(office, task)]


def work_again(office, task):
    task.state, task.column = "accepted", office.first_column(task.department, "doing", "todo")
    pass_the_move(task)
    return release_who_left(office, task)


def release_who_left(office, task):
    if task.assignee is None or office.works_in(task.assignee, task.department):
        return []
    task.assignee = None
    return ["unassigned"]


def cancel(office, task, actor):
    demand(task.state in ("submitted", "accepted"))
    task.state, task.column = "cancelled", None
    pass_the_move(task)
    return ["cancelled"]


def wait(office, task, actor, on, note):
    demand(task.state == "accepted")
    demand(on == "third" or task.is_request)
    if (task.waiting, task.note) == (on, note):
        return []
    if on != task.waiting:
        pass_the_move(task)
    task.waiting, task.note = on, note
    return ["waiting"]


def resume(office, task, actor):
    demand(task.waiting)
    pass_the_move(task)
    return ["resumed"]


def comment(office, task, actor):
    follow(task, actor)
    asks = actor == task.requester or office.people[actor].department == task.asking
    if task.waiting == "requester" and asks:
        pass_the_move(task)
        return ["commented", "resumed"]
    return ["commented"]


def promise(office, task, actor, promised, reason):
    if promised == task.promised:
        return []
    demand(not task.is_request or task.state == "accepted")
    demand(not task.is_request or task.promised is None or reason)
    task.promised = promised
    return ["promised"]


def assign(office, task, actor, assignee):
    if assignee == task.assignee:
        return []
    demand(assignee is None or office.works_in(assignee, task.department))
    task.assignee = assignee
    if assignee is None:
        return ["unassigned"]
    follow(task, assignee)
    return ["assigned"]


def archive(office, task, actor):
    demand(task.state in OVER)
    task.is_archived = True
    return ["archived"]


def restore(office, task, actor):
    demand(task.is_archived)
    task.is_archived = False
    return ["restored"]


def restrict(office, task, actor, is_restricted):
    if is_restricted == task.is_restricted:
        return []
    task.is_restricted = is_restricted
    return ["restricted" if is_restricted else "unrestricted"]


def give_access(office, task, actor, person):
    demand(office.people[person].is_active and not office.may(person, "comment", task))
    task.granted.add(person)
    follow(task, person)
    return ["access_given"]


def watch(office, task, actor, is_muted):
    task.watchers[actor] = is_muted
    return []


@dataclass(frozen=True)
class Verb:
    right: str
    do: Callable
    in_the_archive: bool = False


VERBS = {
    "accept": Verb("work", accept),
    "decline": Verb("led", decline),
    "hand off": Verb("led", hand_off),
    "deliver": Verb("work", deliver),
    "take back": Verb("work", take_back),
    "move": Verb("work", move),
    "confirm": Verb("requested", confirm),
    "return": Verb("requested", return_),
    "reopen": Verb("requested", reopen, in_the_archive=True),
    "cancel": Verb("requested", cancel),
    "wait": Verb("work", wait),
    "resume": Verb("work", resume),
    "comment": Verb("comment", comment),
    "promise": Verb("work", promise),
    "assign": Verb("work", assign),
    "archive": Verb("work", archive),
    "restore": Verb("work", restore, in_the_archive=True),
    "restrict": Verb("guard", restrict),
    "give access": Verb("share", give_access),
    "watch": Verb("see", watch, in_the_archive=True),
}


def attempt(office, task, verb, actor, said):
    """Do it in the office: return the lines of history, "missing" where the task is none of theirs, or "refused"."""
    rule = VERBS[verb]
    if not office.may(actor, rule.right, task):
        return "missing"
    if task.is_archived and not rule.in_the_archive:
        return "refused"
    try:
        return rule.do(office, task, actor, **said)
    except No:
        return "refused"
