"""Several clocks at once, and one job delivered several times: one reminder, one digest, one mail."""

from datetime import UTC, date, datetime, timedelta

from board.actions.digests import write_digests
from board.actions.hops import ask_task
from board.actions.reminders import write_reminders
from board.actions.task_fields import promise_task
from board.models import Delivery, Mail, Notification, Reason, Reminder, Task
from board.models.mail import MailKind
from tests.races.crowd import alone, at_once

WEDNESDAY = date(2026, 12, 2)
EIGHT = datetime(2026, 12, 2, 8, tzinfo=UTC)
# Two beats, and one of their jobs delivered five times.
DELIVERIES = 6
TASKS = 8
LATER = WEDNESDAY + timedelta(days=30)


def promised(cast, assignee):
    task = cast.task(actor=cast.boris, assignee=assignee)
    Mail.objects.all().delete()
    Notification.objects.all().delete()
    promise_task(task, promised_on=WEDNESDAY, actor=cast.boris)
    return task


def unopened(cast):
    task = ask_task(cast.it, title="A new screen", actor=cast.vera)
    Task.objects.filter(pk=task.pk).update(turn_since=EIGHT - timedelta(days=2))
    return task


def deliveries(job):
    return at_once(*[alone(lambda: job(now=EIGHT)) for _delivery in range(DELIVERIES)])


def test_one_reminder_and_one_mail(cast):
    tasks = [promised(cast, cast.ana) for _each in range(TASKS)]
    inbox = [unopened(cast) for _each in range(TASKS)]
    before = Mail.objects.filter(user=cast.oleg).count()

    written = deliveries(write_reminders)

    assert sum(written) == 2 * TASKS
    reminders = Notification.objects.exclude(reminder="").order_by("task_id")
    assert [row.task for row in reminders] == tasks + inbox
    assert [row.user for row in reminders] == [cast.ana] * TASKS + [cast.oleg] * TASKS
    assert {row.mail.task_id for row in reminders} == {task.pk for task in tasks + inbox}
    assert Mail.objects.filter(user=cast.ana).count() == TASKS
    # What was asked a moment ago waits to be sent still, and tells of this, too.
    assert Mail.objects.filter(user=cast.oleg).count() == before == TASKS


def test_one_digest_with_each_thing_in_it_once(cast):
    people = [cast.person(f"p{n}", f"Person {n}", cast.legal) for n in range(20)]
    task = cast.task()
    for person in people:
        for days in range(3):
            Notification.objects.create(
                user=person,
                task=task,
                reminder=Reminder.TODAY,
                day=WEDNESDAY - timedelta(days=days),
                reason=Reason.WATCHING,
                delivery=Delivery.DIGEST,
            )
    Notification.objects.update(created_at=EIGHT - timedelta(hours=1))

    written = deliveries(write_digests)

    assert sum(written) == len(people)
    digests = Mail.objects.filter(kind=MailKind.DIGEST)
    assert sorted(mail.user_id for mail in digests) == [person.pk for person in people]
    assert [mail.notifications.count() for mail in digests] == [3] * len(people)


def test_the_digest_of_what_is_overdue_comes_once_too(cast):
    promise_task(cast.task(assignee=cast.ana), promised_on=date(2026, 12, 1), actor=cast.boris)

    assert sum(deliveries(write_digests)) == 1
    assert Mail.objects.filter(kind=MailKind.DIGEST, user=cast.ana).count() == 1


def test_either_the_reminder_comes_before_the_promise_is_changed_or_not_at_all(cast):
    for _each in range(TASKS):
        task = promised(cast, cast.ana)
        mine = Task.objects.get(pk=task.pk)

        reminded, refused = at_once(
            alone(lambda: write_reminders(now=EIGHT)),
            alone(lambda mine=mine: promise_task(mine, promised_on=LATER, actor=cast.boris)),
        )

        task.refresh_from_db()
        assert (task.promised_on, refused) == (LATER, None)
        assert Notification.objects.filter(task=task, reminder="today").count() == reminded
