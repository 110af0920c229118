"""The same verbs done on the board itself: the task over access, as views get it, then the action."""

import datetime

from django.db import transaction
from django.http import Http404

from board import access
from board.actions import agreement, moves, sharing, task_fields, waiting, watches
from board.actions.archive import archive_task, restore_task
from board.actions.comments import add_comment
from board.actions.hops import hand_off_task
from board.errors import Refused
from board.models import Activity, Department, User

GETS = {
    "see": access.get_task,
    "comment": access.get_commentable_task,
    "work": access.get_workable_task,
    "edit": access.get_editable_task,
    "led": access.get_led_task,
    "requested": access.get_requested_task,
    "guard": access.get_guarded_task,
    "share": access.get_shareable_task,
}


def person(name):
    """Return who is called so, as the sign-in does for each request."""
    return User.objects.for_request().get(username=name) if name else None


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def accept(task, actor, assignee, promised):
    agreement.accept_task(task, assignee=person(assignee), promised_on=day(promised), actor=actor)


def hand_off(task, actor, department):
    target = Department.objects.get(code=department)
    hand_off_task(task, department=target, reason="Not ours", actor=actor)


def move(task, actor, column):
    place = task.department.columns.filter(name=column).first()
    moves.move_task(task, column=place.pk if place else 0, after=None, actor=actor)


def promise(task, actor, promised, reason):
    task_fields.promise_task(task, promised_on=day(promised), reason=reason, actor=actor)


def watch(task, actor, is_muted):
    (watches.mute_task if is_muted else watches.watch_task)(task, actor=actor)


DEEDS = {
    "accept": accept,
    "decline": lambda task, actor: agreement.decline_task(task, reason="No time", actor=actor),
    "hand off": hand_off,
    "deliver": lambda task, actor: moves.deliver_task(task, actor=actor),
    "take back": lambda task, actor: moves.take_back_task(task, actor=actor),
    "move": move,
    "confirm": lambda task, actor: agreement.confirm_task(task, actor=actor),
    "return": lambda task, actor: agreement.return_task(task, reason="Not yet", actor=actor),
    "reopen": lambda task, actor: agreement.reopen_task(task, reason="Again", actor=actor),
    "cancel": lambda task, actor: agreement.cancel_task(task, actor=actor),
    "wait": lambda task, actor, on, note: waiting.wait_for(task, on=on, note=note, actor=actor),
    "resume": lambda task, actor: waiting.resume_task(task, actor=actor),
    "comment": lambda task, actor: add_comment(task, text="Words", actor=actor),
    "promise": promise,
    "assign": lambda task, actor, assignee: task_fields.assign_task(
        task, assignee=person(assignee), actor=actor
    ),
    "archive": lambda task, actor: archive_task(task, actor=actor),
    "restore": lambda task, actor: restore_task(task, actor=actor),
    "restrict": lambda task, actor, is_restricted: sharing.restrict_task(
        task, is_restricted=is_restricted, actor=actor
    ),
    "give access": lambda task, actor, person: sharing.give_access(
        task, person=User.objects.get(username=person), actor=actor
    ),
    "watch": watch,
}


def attempt(pk, verb, right, actor, said):
    """Do it: return the new lines of history of every task, "missing" or "refused" as the board has it."""
    before = Activity.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        with transaction.atomic():
            someone = person(actor)
            DEEDS[verb](GETS[right](someone, pk), someone, **said)
    except Http404:
        return "missing"
    except Refused:
        return "refused"
    return lines_since(before)


def lines_since(pk):
    return list(Activity.objects.filter(pk__gt=pk).order_by("pk").values_list("task", "verb"))
