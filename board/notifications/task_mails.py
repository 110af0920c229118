"""The mails about tasks to a person: about one, about several at once, and the digest."""

from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board.models import Delivery, Group, Reason, Task, Watch
from board.models.mail import MailKind
from board.models.notification import GROUPS
from board.notifications import cleaning, envelope, letters, merging
from board.notifications.left import NotSent, groups_of, hidden_from, left_of
from board.notifications.readers import (
    has_heard,
    load_reader,
    substitute_of,
    today_in,
    today_of,
    zone_of,
)
from board.notifications.recipients import delivery_of

# So many tasks one mail lists.
MOST = 50


def compose(mail):
    """Return the message of a claimed mail, which may be about more tasks from now on. Raises NotSent."""
    merging.gather(mail)
    person = load_reader(mail.user_id)
    if not person.is_active:
        raise NotSent("The person is inactive.")
    if mail.kind == MailKind.DIGEST:
        return _digest(mail, person)
    reader, notices = _reader_of(mail, person)
    with speaking(reader.language, reader.zone):
        write = _about_a_task if mail.kind == MailKind.TASK else _about_tasks
        return write(mail, reader, notices, because=_because(reader, person, notices))


@contextmanager
def speaking(language, zone):
    """Write in this language (empty: the site's), with times of this zone."""
    with translation.override(language or settings.LANGUAGE_CODE), timezone.override(zone_of(zone)):
        yield


def _reader_of(mail, person):
    """Return who reads `mail`, and the notices for them: `person`, or who stands in for what they may see.

    What the substitute may not see becomes a mail of its own, to the absent person.
    """
    left = left_of(mail, person)
    if not left.notices:
        raise NotSent(left.why_nothing)
    substitute = substitute_of(person)
    if substitute is None:
        return person, left.notices
    hidden = hidden_from(substitute, left.notices)
    seen = [notice for notice in left.notices if notice not in hidden]
    if not seen:
        return person, hidden
    if hidden:
        merging.part(mail, hidden)
    heard = has_heard(substitute, seen)
    if len(heard) == len(seen):
        raise NotSent("Who stands in knows it already.")
    return substitute, [notice for notice in seen if notice not in heard]


def _because(reader, person, notices):
    if reader.pk != person.pk:
        return _("you stand in for %(name)s") % {"name": cleaning.one_line(person.name)}
    return letters.because(notices)


def _about_a_task(mail, reader, notices, *, because):
    task = notices[0].task
    entry = letters.entry_of(task, reader, notices, names=letters.names_in(notices), whole=True)
    comments = [line.link for line in entry.lines if line.link != entry.link]
    mute, headers = envelope.unsubscribe(reader, task=task)
    context = {
        "entry": entry,
        "link": comments[-1] if comments else entry.link,
        "is_comment": bool(comments),
        "because": because,
        "end": mute,
        "end_words": _("Mute this task"),
    }
    headers |= envelope.thread(task)
    return envelope.message(
        mail, subject=entry.name, to=reader.email, template="task", context=context, headers=headers
    )


def _about_tasks(mail, reader, notices, *, because):
    entries = letters.entries_of(notices, reader)
    count = len(entries)
    context = {
        "entries": entries,
        "intro": _("Much has happened at once: one mail instead of many."),
        "because": because,
        "end_words": _("No more mails about such things"),
    }
    subject = ngettext("News of %(count)d task", "News of %(count)d tasks", count) % {"count": count}
    return _list(mail, reader, subject, context, groups=groups_of(notices))


def _digest(mail, person):
    left, late = left_of(mail, person, digest=True), _overdue(person)
    if not left.notices and not late:
        raise NotSent(left.why_nothing)
    with speaking(person.language, person.zone):
        entries = letters.entries_of(left.notices, person)
        count = len({entry.number for entry in entries} | {task.pk for task in late})
        context = {
            "entries": entries,
            "late": [letters.entry_of(task, person) for task in late[:MOST]],
            "because": _("you hear of some things once a day"),
            "end_words": _("No more digests"),
        }
        subject = ngettext(
            "Your digest of %(day)s: %(count)d task", "Your digest of %(day)s: %(count)d tasks", count
        )
        words = {"day": date_format(today_of(person), "MONTH_DAY_FORMAT"), "count": count}
        return _list(mail, person, subject % words, context, groups=_digested(person, left.notices))


def _digested(person, notices):
    """Return the groups that `person` wants in the digest; where that is none, those that are in it all the same."""
    chosen = {
        group for reason, group in GROUPS.items() if delivery_of(reason, person.chosen) == Delivery.DIGEST
    }
    return sorted(chosen) or groups_of(notices) or [Group.ASSIGNMENTS]


def _list(mail, reader, subject, context, *, groups):
    end, headers = envelope.unsubscribe(reader, groups=groups)
    headers["List-Id"] = f"<{mail.kind}.{envelope.host()}>"
    entries = context["entries"]
    context |= {
        "entries": entries[:MOST],
        "more": max(0, len(entries) - MOST),
        "link": envelope.address_of("home"),
        "end": end,
    }
    return envelope.message(
        mail, subject=subject, to=reader.email, template="tasks", context=context, headers=headers
    )


def _overdue(person):
    """Return what `person` works on and has promised for earlier, unless they do not want to hear of it."""
    if delivery_of(Reason.ASSIGNED, person.chosen) == Delivery.APP:
        return []
    muted = Watch.objects.filter(user=person.pk, is_muted=True).values("task")
    visible = Task.objects.visible_to(person).order_by().values("pk")
    late = Task.objects.assigned_and_open(person).overdue(today_of(person)).filter(pk__in=visible)
    late = late.exclude(pk__in=muted).order_by("promised_on", "pk")
    late = late.select_related("assignee", "requester", "department", "requesting_department")
    # The promise is the department's, by its own clock.
    return [task for task in late if task.promised_on < today_in(task.department)]
