"""The clock reminds of what was promised: before, on the day, and once after it."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from board.actions.agreement import accept_task, decline_task
from board.actions.hops import ask_task, hand_off_task
from board.actions.moves import deliver_task
from board.actions.people import deactivate_person
from board.actions.reminders import remind_of, write_reminders
from board.actions.task_fields import assign_task, promise_task
from board.actions.waiting import wait_for
from board.actions.watches import mute_task
from board.errors import Refused
from board.models import Delivery, Mail, Notification, Preference, Reason, Reminder, Task
from board.models.mail import MailKind
from board.queries.reminders import LATE, due_reminders
from tests.jobs.reminded import DAY, SEVEN, kinds, told

utc = partial(datetime, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("reminder", "moment"),
    [
        (Reminder.SOON, utc(2026, 12, 1, 7)),
        (Reminder.TODAY, utc(2026, 12, 2, 7)),
        (Reminder.OVERDUE, utc(2026, 12, 3, 7)),
    ],
)
def test_each_reminder_comes_at_seven_of_its_day_and_once(promised, reminder, moment):
    task = promised()

    assert write_reminders(now=moment.replace(hour=0)) == 0
    assert write_reminders(now=moment - MINUTE) == 0
    assert write_reminders(now=moment) == 1
    assert write_reminders(now=moment + HOUR) == 0
    assert told(task) == [("ana", reminder, DAY)]


def test_the_assignee_gets_it_by_mail_with_the_task_and_the_reason(cast, promised):
    task = promised()

    write_reminders(now=SEVEN)

    reminder = Notification.objects.exclude(reminder="").get()
    assert (reminder.reason, reminder.delivery) == (Reason.ASSIGNED, Delivery.NOW)
    assert reminder.sentence() == "This is promised for today"
    assert (reminder.mail.kind, reminder.mail.task, reminder.mail.user) == (MailKind.TASK, task, cast.ana)


def test_it_joins_a_mail_about_the_task_that_waits_already(cast, promised):
    task = promised(assignee=None)
    assign_task(task, assignee=cast.ana, actor=cast.boris)
    waiting = cast.ana.mails.get()

    write_reminders(now=SEVEN)

    assert cast.ana.mails.get() == waiting
    assert waiting.notifications.count() == 2


@pytest.mark.parametrize("delivery", [Delivery.DIGEST, Delivery.APP])
def test_who_wants_no_mail_finds_it_in_the_app(cast, promised, delivery):
    task = promised()
    Preference.objects.create(user=cast.ana, group="assignments", delivery=delivery)
    before = Mail.objects.count()

    write_reminders(now=SEVEN)

    assert told(task) == [("ana", "today", DAY)]
    assert Notification.objects.get(reminder="today").delivery == delivery
    assert Mail.objects.count() == before


def test_what_nobody_has_is_told_to_the_coordinators_or_to_all_where_there_is_none(cast, promised):
    task = promised(assignee=None)
    write_reminders(now=SEVEN - timedelta(days=1))
    cast.boris.role = "member"
    cast.boris.save()
    write_reminders(now=SEVEN)

    assert sorted(told(task)) == [("ana", "today", DAY), ("boris", "soon", DAY), ("boris", "today", DAY)]
    assert set(Notification.objects.exclude(reminder="").values_list("reason", flat=True)) == {Reason.INBOX}


def test_a_restricted_task_reminds_its_assignee_too(promised):
    restricted = promised(is_restricted=True)

    write_reminders(now=SEVEN)

    assert told(restricted) == [("ana", "today", DAY)]


def test_a_changed_promise_reminds_anew_and_one_that_comes_back_does_not(cast, promised):
    task = promised()
    write_reminders(now=SEVEN)

    promise_task(task, promised_on=DAY + timedelta(days=1), actor=cast.boris)
    write_reminders(now=SEVEN)
    promise_task(task, promised_on=DAY, actor=cast.boris)
    write_reminders(now=SEVEN)

    assert told(task) == [("ana", "today", DAY), ("ana", "soon", DAY + timedelta(days=1))]


@pytest.mark.parametrize(("days_ago", "reminded"), [(1, True), (LATE, True), (14, False), (400, False)])
def test_what_is_long_overdue_is_not_dug_up(promised, days_ago, reminded):
    task = promised(DAY - timedelta(days=days_ago))

    write_reminders(now=SEVEN)

    assert kinds(task) == ["overdue"] * reminded


def test_while_it_waits_for_others_or_is_not_being_worked_on_nobody_is_reminded(cast, promised):
    fine, waits, done = promised(), promised(), promised()
    wait_for(waits, on="third", note="the notary", actor=cast.ana)
    Task.objects.filter(pk=done.pk).update(
        state="closed", column=cast.done, column_kind="done", position=None, finished_at=SEVEN
    )
    declined = ask_task(cast.legal, title="No", actor=cast.vera)
    decline_task(declined, reason="No", actor=cast.boris)
    delivered = ask_task(cast.legal, title="Yes", actor=cast.vera)
    accept_task(delivered, promised_on=DAY, actor=cast.boris)
    deliver_task(delivered, actor=cast.boris)

    write_reminders(now=SEVEN)

    assert told(fine) == [("ana", "today", DAY)]
    assert [told(task) for task in (waits, done, declined, delivered)] == [[], [], [], []]


def test_who_has_muted_it_is_not_told_nor_is_who_has_left(cast, promised):
    muted, left, fine = promised(), promised(), promised(assignee=cast.boris)
    mute_task(muted, actor=cast.ana)
    Task.objects.filter(pk=left.pk).update(assignee=cast.person("gone", "Gone", cast.legal, is_active=False))

    assert list(due_reminders(SEVEN, limit=10)) == [(fine.pk, "today", DAY)]
    assert write_reminders(now=SEVEN) == 1
    assert (told(muted), told(left)) == ([], [])


def test_whose_assignee_leaves_is_told_to_the_coordinators_when_the_day_comes(cast, promised):
    task = promised()
    write_reminders(now=SEVEN - timedelta(days=1))
    deactivate_person(cast.ana, actor=cast.irina)

    write_reminders(now=SEVEN)

    assert told(task) == [("ana", "soon", DAY), ("boris", "today", DAY)]


def test_what_changed_since_it_was_found_is_left_alone(cast, promised):
    later, waits, gone, fine = promised(), promised(), promised(), promised()
    found = {due.task: due for due in due_reminders(SEVEN, limit=10)}
    mine = Task.objects.in_bulk(found)
    promise_task(later, promised_on=DAY + timedelta(days=30), actor=cast.boris)
    wait_for(waits, on="third", note="the notary", actor=cast.ana)
    hand_off_task(gone, department=cast.it, reason="Yours", actor=cast.boris)

    def remind(task):
        due = found[task.pk]
        return remind_of(mine[task.pk], reminder=due.reminder, day=due.day, actor=None)

    with pytest.raises(Refused):
        remind(gone)
    assert [remind(task) for task in (later, waits, fine)] == [0, 0, 1]


def test_one_that_fails_leaves_the_others_alone(promised, caplog):
    broken, fine = promised(), promised()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON board_notification FOR EACH ROW
                WHEN (NEW.task_id = {broken.pk}) EXECUTE FUNCTION refuse();"""
        )

    assert write_reminders(now=SEVEN) == 1
    assert (kinds(broken), kinds(fine)) == ([], ["today"])
    assert f"#{broken.pk}: the reminder 'today' was not written" in caplog.text


def test_looking_costs_the_same_for_one_and_for_many(promised, count_statements):
    promised()
    with count_statements(at_most=7) as few:
        assert len(due_reminders(SEVEN, limit=100)) == 1
    for _each in range(5):
        promised()
    with count_statements(at_most=few.number):
        assert len(due_reminders(SEVEN, limit=100)) == 6


def test_many_come_in_portions(promised):
    tasks = [promised() for _each in range(3)]

    assert len(due_reminders(SEVEN, limit=2)) == 2
    write_reminders(now=SEVEN)
    assert [kinds(task) for task in tasks] == [["today"]] * 3
