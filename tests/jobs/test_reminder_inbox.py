"""What came to a department and lies unopened for a whole working day is spoken of."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from board.actions.comments import add_comment
from board.actions.hops import ask_task, hand_off_task
from board.actions.reminders import remind_of, write_reminders
from board.actions.visits import see_task
from board.actions.watches import mute_task
from board.models import Activity, Holiday, Notification, Reason, Role, Task, Verb, Visit
from board.queries.reminders import due_reminders
from tests.jobs.reminded import kinds, told

utc = partial(datetime, tzinfo=UTC)
TUESDAY = utc(2026, 12, 1, 10)
CAME_ON = date(2026, 12, 1)
# The whole of Wednesday has passed.
THURSDAY = utc(2026, 12, 3, 7)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def asked(cast):
    """Return a function that makes what Vera of Sales asked of Legal at a moment."""

    def make(at=TUESDAY, department=cast.legal, **fields):
        task = ask_task(department, title="Check the contract", actor=cast.vera, **fields)
        return dated(task, at)

    return make


def dated(task, at):
    Task.objects.filter(pk=task.pk).update(turn_since=at)
    task.activities.update(created_at=at)
    task.refresh_from_db()
    return task


def see(task, person, at):
    see_task(task, activity=task.activities.last().pk, actor=person)
    Visit.objects.filter(task=task, user=person).update(seen_at=at)


def test_it_comes_when_a_whole_working_day_has_passed_and_once(asked):
    task = asked()

    assert write_reminders(now=THURSDAY - DAY) == 0
    assert write_reminders(now=THURSDAY - MINUTE) == 0
    assert write_reminders(now=THURSDAY) == 1
    assert write_reminders(now=THURSDAY + DAY) == 0
    assert told(task) == [("boris", "unattended", CAME_ON)]

    reminder = Notification.objects.get(reminder="unattended")
    assert reminder.reason == Reason.INBOX
    assert reminder.mail.user.username == "boris"
    assert reminder.sentence() == "Nobody has opened this in the inbox since 1 Dec 2026"


def test_what_came_before_a_weekend_waits_for_the_whole_of_monday(cast, asked):
    Holiday.objects.create(department=cast.legal, day=date(2026, 12, 9))
    friday, saturday, tuesday = (
        asked(utc(2026, 12, 4, 10)),
        asked(utc(2026, 12, 5, 10)),
        asked(utc(2026, 12, 8)),
    )

    said = {}
    for day in range(5, 12):
        write_reminders(now=utc(2026, 12, day, 12))
        said[day] = [len(kinds(task)) for task in (friday, saturday, tuesday)]

    assert said[7] == [0, 0, 0]
    assert said[8] == [1, 1, 0]
    assert (said[10], said[11]) == ([1, 1, 0], [1, 1, 1])


@pytest.mark.parametrize(
    ("zone", "came_on", "morning"),
    [
        ("Asia/Tokyo", CAME_ON, utc(2026, 12, 2, 22)),
        ("Pacific/Kiritimati", date(2026, 12, 2), utc(2026, 12, 3, 17)),
        ("Pacific/Pago_Pago", date(2026, 11, 30), utc(2026, 12, 2, 18)),
    ],
)
def test_the_days_are_those_of_the_owners_clock(cast, asked, zone, came_on, morning):
    cast.legal.time_zone = zone
    cast.legal.save()
    task = asked()

    write_reminders(now=morning - MINUTE)
    assert told(task) == []
    write_reminders(now=morning)
    assert told(task) == [("boris", "unattended", came_on)]


def test_what_one_of_the_owners_people_has_opened_is_attended_to(cast, asked):
    seen, seen_by_who_asked, seen_by_an_administrator = asked(), asked(), asked()
    see(seen, cast.ana, TUESDAY + MINUTE)
    see(seen_by_who_asked, cast.vera, TUESDAY + MINUTE)
    see(seen_by_an_administrator, cast.irina, TUESDAY + MINUTE)

    write_reminders(now=THURSDAY)

    tasks = (seen, seen_by_who_asked, seen_by_an_administrator)
    assert [kinds(task) for task in tasks] == [[], ["unattended"], ["unattended"]]


def test_what_they_have_answered_is_attended_to_also_without_a_visit(cast, asked):
    answered, silent = asked(), asked()
    add_comment(answered, text="Which contract?", actor=cast.ana)
    add_comment(silent, text="Hello?", actor=cast.vera)
    Activity.objects.filter(verb=Verb.COMMENTED).update(created_at=TUESDAY + MINUTE)

    write_reminders(now=THURSDAY)

    assert [kinds(task) for task in (answered, silent)] == [[], ["unattended"]]


def test_what_they_saw_before_they_handed_it_on_does_not_count_when_it_comes_back(cast, asked):
    task = asked()
    see(task, cast.ana, TUESDAY + MINUTE)
    hand_off_task(task, department=cast.it, reason="Yours", actor=cast.boris)
    dated(task, TUESDAY + 7 * DAY)
    hand_off_task(task, department=cast.legal, reason="No, yours", actor=cast.oleg)
    back = TUESDAY + 8 * DAY
    Task.objects.filter(pk=task.pk).update(turn_since=back)
    task.activities.filter(created_at__gt=back).update(created_at=back)

    write_reminders(now=THURSDAY + 8 * DAY)

    assert told(task) == [("boris", "unattended", back.date())]


def test_where_nobody_coordinates_all_hear_of_it_but_who_has_muted_it(cast, asked):
    cast.person("igor", "Igor", cast.it)
    task = asked(department=cast.it)
    mute_task(task, actor=cast.oleg)
    only_muted = asked()
    mute_task(only_muted, actor=cast.boris)

    assert [due.task for due in due_reminders(THURSDAY, limit=10)] == [task.pk]
    write_reminders(now=THURSDAY)
    assert told(task) == [("igor", "unattended", CAME_ON)]


def test_two_coordinators_both_hear_of_it(cast, asked):
    cast.person("bella", "Bella", cast.legal, role=Role.COORDINATOR)
    task = asked(is_restricted=True)

    assert write_reminders(now=THURSDAY) == 2
    assert sorted(user for user, _reminder, _day in told(task)) == ["bella", "boris"]


def test_what_has_waited_for_weeks_is_not_dug_up(asked):
    old, fine = asked(TUESDAY - 21 * DAY), asked()

    write_reminders(now=THURSDAY)

    assert (kinds(old), kinds(fine)) == ([], ["unattended"])


def test_what_was_opened_since_it_was_found_is_left_alone(cast, asked):
    opened, fine = asked(), asked()
    found = list(due_reminders(THURSDAY, limit=10))
    see(opened, cast.ana, TUESDAY + DAY)

    tasks = Task.objects.in_bulk([due.task for due in found])
    counts = {
        due.task: remind_of(tasks[due.task], reminder=due.reminder, day=due.day, actor=None) for due in found
    }

    assert counts == {opened.pk: 0, fine.pk: 1}
