"""Who may do what with a task, as queries: the one place that says so."""

from django.db import models
from django.db.models import Exists, OuterRef, Q


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
        if user.department_id:
            reads |= Q(requesting_department=user.department_id, is_restricted=False)
        return self.filter(reads | _own(user))

    def commentable_by(self, user):
        """Return the tasks under which `user` may write: the parties and those given access."""
        if not user.is_active:
            return self.none()
        if user.is_admin:
            return self
        writes = Q(requester=user.pk) | granted_to(user)
        if user.department_id:
            writes |= Q(requesting_department=user.department_id, is_restricted=False)
        return self.filter(writes | _own(user))

    def workable_by(self, user):
        """Return the tasks that `user` may edit, assign, move, label and archive: the owner's people."""
        if not user.is_active:
            return self.none()
        return self if user.is_admin else self.filter(_own(user))

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

    def on_board(self):
        return self.filter(archived_at=None, column__isnull=False)

    def assigned_and_open(self, person):
        """Return what `person` still has to do."""
        from .task import OPEN

        return self.filter(assignee=person, state__in=OPEN, archived_at=None)

    def for_page(self):
        """Load what the task page reads of the task itself."""
        return self.select_related(
            "department", "column", "assignee", "requester", "requesting_department"
        ).prefetch_related("labels")


def _own(user):
    """The tasks of one's own department; a restricted one only for its assignee and the coordinators."""
    if not user.department_id:
        return Q(pk__in=[])
    own = Q(department=user.department_id)
    return own if user.leads_department else own & (Q(is_restricted=False) | Q(assignee=user.pk))
