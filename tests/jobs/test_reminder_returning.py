"""Who asked is reminded on the last day on which they can return what was delivered."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from board.actions.agreement import accept_task, confirm_task, return_task
from board.actions.closing import close_by_itself
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.actions.people import deactivate_person
from board.actions.reminders import remind_of, write_reminders
from board.actions.watches import mute_task
from board.models import Holiday, Notification, Reason, Role, Task
from board.queries.reminders import due_reminders
from tests.jobs.reminded import kinds, told

utc = partial(datetime, tzinfo=UTC)
FRIDAY = utc(2026, 11, 27, 10)
LAST_DAY = date(2026, 12, 4)
# Five working days later, in the morning.
LAST_MORNING = utc(2026, 12, 4, 7)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def delivered(cast):
    """Return a function that makes what Vera of Sales asked of Legal and got at a moment."""

    def make(at=FRIDAY, **fields):
        task = ask_task(cast.legal, title="Check the contract", actor=cast.vera, **fields)
        accept_task(task, actor=cast.boris)
        deliver_task(task, actor=cast.boris)
        return dated(task, at)

    return make


def dated(task, at):
    Task.objects.filter(pk=task.pk).update(turn_since=at, finished_at=at)
    task.refresh_from_db()
    return task


def test_it_comes_on_the_morning_of_the_last_day_once_and_then_the_task_closes(delivered):
    task = delivered()

    for moment in (LAST_MORNING - DAY, LAST_MORNING - MINUTE):
        assert write_reminders(now=moment) == 0
    assert write_reminders(now=LAST_MORNING) == 1
    assert write_reminders(now=LAST_MORNING + timedelta(hours=16)) == 0
    assert close_by_itself(now=LAST_MORNING + timedelta(hours=22)) == 0
    assert close_by_itself(now=LAST_MORNING + timedelta(hours=23)) == 1
    assert told(task) == [("vera", "closing", LAST_DAY)]

    reminder = Notification.objects.get(reminder="closing")
    assert reminder.reason == Reason.MOVE
    assert reminder.mail.user.username == "vera"
    assert reminder.sentence() == "This closes by itself after today, unless it is returned"


@pytest.mark.parametrize(
    ("zone", "morning"),
    [
        ("Pacific/Kiritimati", utc(2026, 12, 3, 17)),
        ("Asia/Tokyo", utc(2026, 12, 3, 22)),
        ("America/New_York", utc(2026, 12, 4, 12)),
    ],
)
def test_the_morning_is_that_of_who_asked(cast, delivered, zone, morning):
    cast.sales.time_zone = zone
    cast.sales.save()
    task = delivered()

    write_reminders(now=morning - MINUTE)
    assert told(task) == []
    write_reminders(now=morning)
    assert told(task) == [("vera", "closing", LAST_DAY)]


def test_the_days_are_those_of_who_asked_and_their_number_the_owners(cast, delivered):
    cast.sales.working_days = [7, 1, 2, 3, 4]
    cast.sales.save()
    Holiday.objects.create(department=cast.sales, day=date(2026, 11, 30))
    Holiday.objects.create(department=cast.legal, day=date(2026, 12, 1))
    cast.legal.closes_after = 2
    cast.legal.save()
    task = delivered()

    # Sunday and Tuesday.
    write_reminders(now=utc(2026, 11, 30, 12))
    assert told(task) == []
    write_reminders(now=utc(2026, 12, 1, 7))
    assert told(task) == [("vera", "closing", date(2026, 12, 1))]


def test_a_single_day_begins_with_the_reminder(cast, delivered):
    cast.legal.closes_after = 1
    cast.legal.save()
    task = delivered(utc(2026, 11, 26, 23, 59))

    assert write_reminders(now=utc(2026, 11, 27, 7)) == 1
    assert told(task) == [("vera", "closing", date(2026, 11, 27))]


def test_what_never_closes_reminds_nobody(cast, delivered):
    cast.legal.closes_after = None
    cast.legal.save()
    delivered()

    assert write_reminders(now=LAST_MORNING) == 0


def test_what_is_returned_and_delivered_anew_has_a_last_day_of_its_own(cast, delivered):
    task = delivered()
    write_reminders(now=LAST_MORNING)
    return_task(task, reason="Paragraph four", actor=cast.vera)
    deliver_task(task, actor=cast.boris)
    dated(task, LAST_MORNING)

    write_reminders(now=LAST_MORNING + timedelta(hours=1))
    assert kinds(task) == ["closing"]
    write_reminders(now=LAST_MORNING + 7 * DAY)
    assert [day for _user, _reminder, day in told(task)] == [LAST_DAY, LAST_DAY + 7 * DAY]


def test_for_a_requester_who_has_left_their_coordinators_hear_of_it(cast, delivered):
    cast.person("stas", "Stas", cast.sales, role=Role.COORDINATOR)
    cast.person("sveta", "Sveta", cast.sales)
    task, restricted = delivered(), delivered(is_restricted=True)
    deactivate_person(cast.vera, actor=cast.irina)

    write_reminders(now=LAST_MORNING)

    assert told(task) == told(restricted) == [("stas", "closing", LAST_DAY)]


def test_who_has_muted_it_is_not_told(cast, delivered):
    muted, fine = delivered(), delivered()
    mute_task(muted, actor=cast.vera)

    assert [due.task for due in due_reminders(LAST_MORNING, limit=10)] == [fine.pk]
    write_reminders(now=LAST_MORNING)
    assert (told(muted), kinds(fine)) == ([], ["closing"])


def test_what_was_confirmed_or_delivered_anew_meanwhile_is_left_alone(cast, delivered):
    confirmed, anew, fine = delivered(), delivered(), delivered()
    found = list(due_reminders(LAST_MORNING, limit=10))
    confirm_task(confirmed, actor=cast.vera)
    return_task(anew, reason="Paragraph four", actor=cast.vera)
    deliver_task(anew, actor=cast.boris)
    dated(anew, LAST_MORNING)

    tasks = Task.objects.in_bulk([due.task for due in found])
    counts = {
        due.task: remind_of(tasks[due.task], reminder=due.reminder, day=due.day, actor=None) for due in found
    }

    assert counts == {confirmed.pk: 0, anew.pk: 0, fine.pk: 1}
