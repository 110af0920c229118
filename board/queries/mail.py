"""How the outbox is doing: what an operator and a load balancer ask."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import Now

from board.models import Mail
from board.models.mail import MailState, Urgency

# From then on a mail that is due and that no worker takes means that something stands still.
LATE = timedelta(minutes=5)
DAY = timedelta(days=1)


class Outbox(NamedTuple):
    """What waits and what went wrong."""

    due: int
    # Of these: whose time has come and that no worker has, and for how long the first of them; None where none is.
    waiting: int
    age: timedelta | None
    # Of those that are due: how many were tried in vain.
    tried: int
    failed_today: int
    # What was said last of a mail that is due or failed.
    last_error: str

    @property
    def is_late(self):
        return self.age is not None and self.age > LATE


def age_of_the_oldest_due_mail():
    """Return for how long the first mail that no worker has is due, or None: one statement, three index look-ups."""
    age = ExpressionWrapper(Now() - F("due_at"), DurationField())
    waits = Mail.objects.claimable().annotate(age=age).values_list("age", flat=True)
    # The index begins with the urgency: only of one urgency is its first entry the oldest.
    first, *others = [waits.filter(urgency=urgency).order_by("due_at")[:1] for urgency in Urgency.values]
    return max(first.union(*others, all=True), default=None)


def outbox_now():
    """Return the Outbox of this moment, in three statements."""
    due = Q(state=MailState.DUE)
    # A mail that has failed was due when it was tried for the last time.
    failed = Q(state=MailState.FAILED, due_at__gte=Now() - DAY)
    troubles = Mail.objects.filter(due | failed)
    counts = troubles.aggregate(
        due=Count("pk", filter=due),
        waiting=Count("pk", filter=due & Q(due_at__lte=Now()) & ~Q(leased_until__gte=Now())),
        tried=Count("pk", filter=due & ~Q(error="")),
        failed_today=Count("pk", filter=failed),
    )
    errors = troubles.exclude(error="").order_by("-id").values_list("error", flat=True)
    return Outbox(**counts, age=age_of_the_oldest_due_mail(), last_error=errors.first() or "")
