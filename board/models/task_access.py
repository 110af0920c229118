"""Who may do what with a task, as queries: the one place that says so."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q


def granted_to(user):
    from .watch import Watch

    return Exists(Watch.objects.filter(task=OuterRef("pk"), user=user.pk, granted=True))


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the tasks that `user` may see; everything else does not exist for them."""
        if not user.is_active:
            return self.none()
        if user.is_admin:
            return self
        reads = Q(requester=user.pk) | granted_to(user) | Q(department__is_open=True, is_restricted=False)
        return self.filter(reads | _asked_by(user) | _own(user))

    def commentable_by(self, user):
        """Return the tasks under which `user` may write: the parties and those given access."""
        if not user.is_active:
            return self.none()
        if user.is_admin:
            return self
        writes = Q(requester=user.pk) | granted_to(user)
        return self.filter(writes | _asked_by(user) | _own(user))

    def workable_by(self, user):
        """Return the tasks that `user` may edit, assign, move, label and archive: the owner's people."""
        if not user.is_active:
            return self.none()
        return self if user.is_admin else self.filter(_own(user))

    def editable_by(self, user):
        """Return the tasks whose words `user` may change: the owner's people, the requester until it is accepted."""
        if not user.is_active:
            return self.none()
        return self if user.is_admin else self.filter(_own(user) | Q(requester=user.pk, state="submitted"))

    def led_by(self, user):
        """Return the tasks that `user` may decline and hand off: the owner's coordinators."""
        if not user.is_active:
            return self.none()
        if user.is_admin:
            return self
        return self.filter(department=user.department_id) if user.leads_department else self.none()

    def requested_by(self, user):
        """Return the requests that `user` may confirm, return, reopen and cancel: who asked, and their coordinators."""
        if not user.is_active:
            return self.none()
        if user.is_admin:
            return self
        asks = Q(requester=user.pk)
        if user.leads_department:
            asks |= _asked_by(user)
        return self.filter(asks)

    def guarded_by(self, user):
        """Return the tasks that `user` may restrict, and give access to while they are restricted."""
        if not user.is_active:
            return self.none()
        if user.is_admin:
            return self
        guards = Q(requester=user.pk)
        if user.leads_department:
            guards |= Q(department=user.department_id)
        return self.filter(guards)

    def shareable_by(self, user):
        """Return the tasks to which `user` may give others access."""
        if not user.is_active:
            return self.none()
        if user.is_admin:
            return self
        shares = Q(requester=user.pk)
        if user.leads_department:
            shares |= Q(department=user.department_id)
        elif user.department_id:
            shares |= Q(department=user.department_id, is_restricted=False)
        return self.filter(shares)

    def requests(self):
        """Return what one department asked of another."""
        return self.exclude(requesting_department=F("department"))

    def on_board(self):
        return self.filter(archived_at=None, column__isnull=False)

    def assigned_and_open(self, person):
        """Return what `person` still has to do."""
        from .task import OPEN

        return self.filter(assignee=person, state__in=OPEN, archived_at=None)

    def overdue(self, today):
        """Return what was promised for a day before `today` and is still being worked on, and waits for nobody."""
        return self.filter(state="accepted", archived_at=None, waiting_on="", promised_on__lt=today)

    def for_page(self):
        """Load what the task page reads of the task itself."""
        return self.select_related(
            "department", "column", "assignee", "requester", "requesting_department", "request_type"
        ).prefetch_related("labels")


def who_leads(department):
    """Return a condition on active people: who has a coordinator's rights in the department with this id."""
    from .user import Role, User

    coordinators = User.objects.filter(department=department, role=Role.COORDINATOR, is_active=True)
    return Q(department=department) & (Q(role=Role.COORDINATOR) | ~Exists(coordinators))


def who_sees(task):
    """Return a condition on people: who may see `task`. It is `visible_to` the other way round."""
    from .user import User
    from .watch import Watch

    given = Watch.objects.filter(task=task.pk, user=OuterRef("pk"), granted=True)
    sees = Q(is_admin=True) | Q(pk=task.requester_id) | Exists(given)
    if task.is_restricted:
        has_left = Exists(User.objects.filter(pk=task.requester_id, is_active=False))
        sees |= who_leads(task.department_id) | Q(pk=task.assignee_id, department=task.department_id)
        sees |= who_leads(task.requesting_department_id) & has_left
    elif not task.department.is_open:
        sees |= Q(department__in=[task.department_id, task.requesting_department_id])
    else:
        sees |= Q(pk__isnull=False)
    return Q(is_active=True) & sees


def reader_sees():
    """Return a condition on rows that have a `user` and a `task`: it is `visible_to` for many people at once."""
    from .watch import Watch

    given = Watch.objects.filter(task=OuterRef("task"), user=OuterRef("user"), granted=True)
    leads = _leads("user__")
    plain = Q(task__is_restricted=False)
    own = Q(task__department=F("user__department")) & (plain | leads | Q(task__assignee=F("user")))
    asked = Q(task__requesting_department=F("user__department")) & (
        plain | leads & Q(task__requester__is_active=False)
    )
    reads = Q(user__is_admin=True) | Q(task__requester=F("user")) | Exists(given)
    return Q(user__is_active=True) & (reads | plain & Q(task__department__is_open=True) | own | asked)


def who_leads_there():
    """Return a condition on active people: who has a coordinator's rights in the department that is theirs."""
    return Q(department__isnull=False) & _leads("")


def _leads(path):
    from .user import Role, User

    colleagues = User.objects.filter(department=OuterRef(f"{path}department"), is_active=True)
    return Q(**{f"{path}role": Role.COORDINATOR}) | ~Exists(colleagues.filter(role=Role.COORDINATOR))


def _asked_by(user):
    """The tasks of the asking department; a restricted one only for its coordinators, once the requester has left."""
    if not user.department_id:
        return Q(pk__in=[])
    asked = Q(requesting_department=user.department_id)
    if user.leads_department:
        return asked & (Q(is_restricted=False) | Q(requester__is_active=False))
    return asked & Q(is_restricted=False)


def _own(user):
    """The tasks of one's own department; a restricted one only for its assignee and the coordinators."""
    if not user.department_id:
        return Q(pk__in=[])
    own = Q(department=user.department_id)
    return own if user.leads_department else own & (Q(is_restricted=False) | Q(assignee=user.pk))
