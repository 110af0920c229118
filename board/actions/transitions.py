"""What the verbs of the agreement share: what must be true before, and what each leaves behind."""

from django.utils import timezone
from django.utils.translation import gettext as _

from board.actions.positions import top_position
from board.activity import record
from board.errors import Refused
from board.models import Kind, Task, User, Verb

# Where work that is taken up again stands: on top of what is in progress.
BACK_ON_BOARD = (Kind.DOING, Kind.TODO)
# What a change of the agreement writes besides its own fields.
TURN = ["turn_since", "waiting_on", "waiting_note"]
PLACE = ["column", "column_kind", "position", "finished_at", "assignee"]
AGREED = [
    *(
        Verb.ASKED,
        Verb.ACCEPTED,
        Verb.DECLINED,
        Verb.DUPLICATED,
        Verb.HANDED_OFF,
        Verb.DELIVERED,
        Verb.CLOSED,
    ),
    *(Verb.TAKEN_BACK, Verb.CONFIRMED, Verb.RETURNED, Verb.REOPENED, Verb.CANCELLED),
]


def expect(task, *states):
    """Raise Refused with what happened meanwhile, unless `task` (re-read, locked) is in one of `states`."""
    if task.state in states:
        return
    last = task.activities.standing().filter(verb__in=AGREED).select_related("actor").last()
    if last is None:
        raise Refused(_("This task is not in a state for that."))
    raise Refused(_("This is not possible any more. %(what)s.") % {"what": last.sentence().rstrip(".")})


def pass_the_move(task):
    """Have the clock of whose move it is begin anew, and no waiting be left."""
    task.turn_since = timezone.now()
    task.waiting_on = task.waiting_note = ""


def stand_on_board(task, department, *kinds):
    """Put `task` at the top of the first column of the first of `kinds` that `department` (locked) has."""
    column = first_column(department, *kinds)
    task.column, task.column_kind, task.position = column, column.kind, top_position(column)
    task.finished_at = None


def first_column(department, *kinds):
    """Return the first column of the first of `kinds` that `department` has; it always has some to do and some done."""
    columns = {column.kind: column for column in department.columns.order_by("-position")}
    return next(columns[kind] for kind in kinds if kind in columns)


def leave_board(task):
    """Take `task` off its column."""
    task.column = task.column_kind = task.position = task.finished_at = None


def release_from_who_left(task):
    """Leave `task` to nobody where its assignee has left the department meanwhile; return that person, or None."""
    person = task.assignee
    if not person or (person.is_active and person.department_id == task.department_id):
        return None
    task.assignee = None
    return person


def record_release(task, person, actor):
    """Write that `person` (of `release_from_who_left`; None: nobody) has `task` no more, once it is saved."""
    if person:
        record(Verb.UNASSIGNED, task, actor, person=person.name, person_id=person.pk)


def refuse_stranger(person, department):
    """Raise Refused unless `person` works in `department`."""
    if not User.objects.active().filter(pk=person.pk, department=department).exists():
        raise Refused(_("This person does not work in this department."))


def refuse_hidden(task, actor):
    """Raise Refused unless `actor` may see `task`; None, the system, sees all. Hidden reads the same as missing."""
    if actor and not Task.objects.visible_to(actor).filter(pk=task.pk).exists():
        raise Refused(_("There is no task #%(number)s that you may see.") % {"number": task.pk})
