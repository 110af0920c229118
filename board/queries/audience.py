"""Who reads what someone writes under a task, and who hears of it, in words."""

from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board.models import Activity, Comment, Delivery, User, Verb
from board.notifications.recipients import recipients

# In place of a comment's key, before it has one.
UNWRITTEN = 0


def own_side(task, person):
    """Return the department of `person` where it is one of the two sides of `task`, or None.

    Only between two departments is there anything that one of them keeps to itself.
    """
    sides = (task.department_id, task.requesting_department_id)
    return person.department if task.is_request and person.department_id in sides else None


class Audience:
    """Who will read what `writer` writes under `task`: `shared`, or where that is offered `internal`.

    A reply or a comment that is there already has the audience of its thread: `fixed` is its internal department,
    or None where it is shared; `guests` are the people with access, where the caller has them already. Where it is
    there already (not `is_new`), nobody hears of it once more.
    """

    def __init__(self, task, writer, *, comment=None, guests=None, is_new=True):
        self.task, self.is_chosen = task, comment is None
        self._writer, self._comment, self._is_new = writer, comment, is_new
        self.department = own_side(task, writer) if comment is None else comment.internal_to
        self._guests = guests

    @property
    def is_internal(self):
        """Whether it is internal without a choice."""
        return not self.is_chosen and self.department is not None

    @property
    def is_offered(self):
        return self.is_chosen and self.department is not None

    @property
    def label(self):
        return _("Internal to %(department)s") % {"department": self.department.name}

    @property
    def hearers_url(self):
        """Where it is said how many will hear of it, or ""."""
        if not self._is_new:
            return ""
        address = reverse("comment_audience", args=[self.task.pk])
        return address + (f"?{urlencode({'parent': self._comment.pk})}" if self._comment else "")

    def heard_shared(self):
        """Return how many hear of a shared comment, in words; who is named in it comes on top."""
        return self._count_hearers(None)

    def heard_internal(self):
        """Return the same of an internal one."""
        return self._count_hearers(self.department)

    @cached_property
    def shared(self):
        """Return the sentence about a shared comment."""
        if self.task.department.is_open and not self.task.is_restricted:
            return _("Everybody can read this")
        count = self._count_guests()
        words = {
            "owner": self.task.department.name,
            "asking": self.task.requesting_department.name,
            "count": count,
        }
        return self._sentence(count) % words

    @cached_property
    def internal(self):
        """Return the sentence about an internal comment."""
        words = {"department": self.department.name}
        if self.task.is_restricted:
            return _("Only those in %(department)s who have access to this task see this") % words
        return _("Only %(department)s sees this") % words

    def _sentence(self, count):
        if self.task.is_restricted:
            alone = _("Seen by the requester, the assignee and the coordinators of %(owner)s")
            more = ngettext(
                "Seen by the requester, the assignee, the coordinators of %(owner)s, and %(count)d person with access",
                "Seen by the requester, the assignee, the coordinators of %(owner)s, and %(count)d people with access",
                count,
            )
        elif self.task.is_request:
            alone = _("Seen by %(owner)s and %(asking)s")
            more = ngettext(
                "Seen by %(owner)s, %(asking)s, and %(count)d person with access",
                "Seen by %(owner)s, %(asking)s, and %(count)d people with access",
                count,
            )
        else:
            alone = _("Seen by %(owner)s")
            more = ngettext(
                "Seen by %(owner)s and %(count)d person with access",
                "Seen by %(owner)s and %(count)d people with access",
                count,
            )
        return more if count else alone

    def _count_guests(self):
        task = self.task
        if self._guests is None:
            self._guests = User.objects.filter(watches__task=task, watches__granted=True)
        guests = {person.pk: person.department_id for person in self._guests if person.is_active}
        if task.is_restricted:
            return len(guests.keys() - {task.requester_id, task.assignee_id})
        # Who asked stays a party, whichever department they are in by now.
        guests[task.requester_id] = task.requester.department_id
        return sum(
            side not in (task.department_id, task.requesting_department_id) for side in guests.values()
        )

    def _count_hearers(self, internal_to):
        root = self._comment and (self._comment.parent_id or self._comment.pk)
        comment = Comment(pk=UNWRITTEN, task=self.task, parent_id=root)
        activity = Activity(
            verb=Verb.COMMENTED, task=self.task, actor=self._writer, comment=comment, internal_to=internal_to
        )
        hearers = recipients(activity)
        at_once = sum(hearer.delivery == Delivery.NOW for hearer in hearers)
        return _hearers_in_words(len(hearers), at_once)


def _hearers_in_words(count, at_once):
    if not count:
        return _("Nobody hears of this, unless you name them")
    if not at_once:
        sentence = ngettext(
            "%(count)d person hears of this, without a mail at once",
            "%(count)d people hear of this, none by mail at once",
            count,
        )
    elif at_once == count:
        sentence = ngettext(
            "%(count)d person hears of this, by mail at once",
            "%(count)d people hear of this, all by mail at once",
            count,
        )
    else:
        sentence = ngettext(
            "%(count)d person hears of this, %(mails)d by mail at once",
            "%(count)d people hear of this, %(mails)d by mail at once",
            count,
        )
    return sentence % {"count": count, "mails": at_once}
