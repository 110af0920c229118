"""Many mails to one person become one: nobody is drowned."""

from django.db import transaction
from django.db.models.functions import Now

from board.models import Mail, Notification
from board.models.mail import MailKind, MailState
from board.notifications.notices import queue

# So many others that are due at once are told in the first.
MANY = 5


def gather(mail):
    """Have a claimed `mail` about a task tell of the other tasks, too, where many such mails to its person are due.

    Not at a second try: the first may have arrived, and its reader's program takes the same Message-ID for the same.
    """
    if mail.kind != MailKind.TASK or mail.attempts > 1:
        return
    others = Mail.objects.filter(
        kind=MailKind.TASK, user=mail.user_id, state=MailState.DUE, attempts=0, due_at__lte=Now()
    )
    if others.count() >= MANY:
        _merge(others, mail)


@transaction.atomic
def _merge(others, mail):
    # What a worker, or a change that adds to it, holds in this moment stays a mail of its own.
    locked = others.order_by("pk").select_for_update(skip_locked=True, no_key=True)
    merged = list(locked.values_list("pk", flat=True))
    if len(merged) < MANY:
        return
    ours = Mail.objects.filter(pk=mail.pk, leased_until=mail.leased_until)
    if not ours.update(kind=MailKind.TASKS, task=None):
        return
    Notification.objects.filter(mail__in=merged).update(mail=mail.pk)
    Mail.objects.filter(pk__in=merged).update(state=MailState.CANCELLED, error=f"Merged into mail {mail.pk}.")
    mail.kind, mail.task_id = MailKind.TASKS, None


@transaction.atomic
def part(mail, notices):
    """Take `notices` off `mail`, into mails of their own to the same person."""
    by_task = {}
    for notice in notices:
        by_task.setdefault(notice.task_id, []).append(notice.pk)
    for task, theirs in by_task.items():
        row = (MailKind.TASK, mail.user_id, None, task, f"part-{mail.pk}-{task}")
        other = queue([row], held=False)[mail.user_id]
        Notification.objects.filter(pk__in=theirs).update(mail=other)
