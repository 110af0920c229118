"""What can wait comes in one mail a day, at one's own hour, and never for nothing."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from board.actions.digests import write_digests
from board.actions.sharing import restrict_task
from board.actions.task_fields import promise_task
from board.actions.waiting import resume_task, wait_for
from board.actions.watches import mute_task
from board.models import Delivery, Mail, Notification, Preference, Reason, Reminder
from board.models.mail import MailKind, Urgency
from board.queries.digests import due_digests

utc = partial(datetime, tzinfo=UTC)
WEDNESDAY = date(2026, 12, 2)
EIGHT = utc(2026, 12, 2, 8)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def tell(cast):
    """Return a function that gives Ana, or another person, something for the digest, the evening before."""

    def make(person=cast.ana, *, task=None, delivery=Delivery.DIGEST, at=EIGHT - DAY / 2, **fields):
        task = task or cast.task()
        notice = Notification.objects.create(
            **{"user": person, "task": task, "reason": Reason.WATCHING, "delivery": delivery}
            | {"reminder": Reminder.TODAY, "day": WEDNESDAY}
            | fields
        )
        Notification.objects.filter(pk=notice.pk).update(created_at=at)
        return notice

    return make


@pytest.fixture
def overdue(cast):
    """Return a function that makes a task of Ana's that was promised for the day before."""

    def make(day=WEDNESDAY - DAY, **fields):
        task = cast.task(actor=cast.boris, **{"assignee": cast.ana} | fields)
        promise_task(task, promised_on=day, actor=cast.boris)
        return task

    return make


def digests():
    mails = Mail.objects.filter(kind=MailKind.DIGEST).order_by("pk")
    return [mail.key.removeprefix("digest-") for mail in mails]


def key(person, day=WEDNESDAY):
    return f"{person.pk}-{day}"


def test_it_comes_at_the_persons_hour_with_all_that_waits_and_once_a_day(cast, tell):
    first, second = tell(), tell()

    assert write_digests(now=EIGHT - MINUTE) == 0
    assert write_digests(now=EIGHT) == 1
    mail = Mail.objects.get(kind=MailKind.DIGEST)
    assert (mail.user, mail.urgency, mail.key) == (cast.ana, Urgency.DIGEST, f"digest-{key(cast.ana)}")
    assert mail in Mail.objects.claimable()
    assert list(mail.notifications.order_by("pk")) == [first, second]

    third = tell()
    assert write_digests(now=EIGHT + timedelta(hours=15)) == 0
    assert write_digests(now=EIGHT + DAY) == 1
    assert list(Mail.objects.get(key=f"digest-{key(cast.ana, WEDNESDAY + DAY)}").notifications.all()) == [
        third
    ]


def test_each_has_an_hour_of_their_own_and_a_late_worker_still_sends_the_same_day(cast, tell):
    cast.vera.digest_hour, cast.oleg.digest_hour = 17, 0
    cast.vera.save()
    cast.oleg.save()
    for person, task in ((cast.vera, cast.task(actor=cast.ana)), (cast.oleg, cast.task())):
        cast.legal.is_open = True
        cast.legal.save()
        tell(person, task=task)
    tell()

    assert write_digests(now=utc(2026, 12, 2, 0)) == 1
    assert write_digests(now=utc(2026, 12, 2, 16, 59)) == 1
    assert write_digests(now=utc(2026, 12, 2, 23, 59)) == 1
    assert digests() == [key(cast.oleg), key(cast.ana), key(cast.vera)]


def test_what_comes_after_the_hour_waits_for_that_of_the_next_day(cast, tell):
    news = [tell(at=EIGHT), tell(at=EIGHT + MINUTE)]
    assert write_digests(now=EIGHT + 2 * MINUTE) == 0
    assert write_digests(now=EIGHT + timedelta(hours=15)) == 0
    assert write_digests(now=EIGHT + DAY) == 1
    assert list(Mail.objects.get(kind=MailKind.DIGEST).notifications.order_by("pk")) == news


def test_what_comes_after_the_hour_goes_along_with_what_was_there_before(cast, tell):
    news = [tell(at=EIGHT - MINUTE), tell(at=EIGHT + MINUTE)]
    assert write_digests(now=EIGHT + 2 * MINUTE) == 1
    assert list(Mail.objects.get(kind=MailKind.DIGEST).notifications.order_by("pk")) == news


def test_nobody_gets_an_empty_one(cast, tell):
    task = cast.task()
    read, mailed = tell(read_at=EIGHT), tell(mail=Mail.objects.create(kind="tasks", user=cast.ana, key="1"))
    tell(delivery=Delivery.NOW)
    tell(delivery=Delivery.APP)
    tell(cast.oleg, task=task)
    muted = tell(cast.boris, task=task)
    mute_task(muted.task, actor=cast.boris)

    assert write_digests(now=EIGHT) == 0

    Notification.objects.filter(pk=read.pk).update(read_at=None)
    assert write_digests(now=EIGHT) == 1
    assert list(Mail.objects.get(kind="digest").notifications.all()) == [read]
    mailed.refresh_from_db()
    assert mailed.mail.key == "1"


def test_what_one_may_not_see_any_more_stays_out_of_it(cast, tell):
    lost, kept = tell(task=cast.task(actor=cast.boris)), tell(task=cast.task(actor=cast.boris))
    restrict_task(lost.task, is_restricted=True, actor=cast.boris)

    write_digests(now=EIGHT)

    assert list(Mail.objects.get(kind="digest").notifications.all()) == [kept]


def test_what_is_overdue_comes_every_working_day_without_any_news(cast, overdue):
    overdue()

    for moment in (EIGHT, EIGHT, EIGHT + DAY, EIGHT + 2 * DAY, EIGHT + 3 * DAY, EIGHT + 5 * DAY):
        write_digests(now=moment)

    assert digests() == [key(cast.ana, WEDNESDAY + DAY * days) for days in (0, 1, 2, 5)]


def test_what_is_due_today_or_in_work_with_others_is_not_overdue(cast, overdue):
    overdue(WEDNESDAY)
    overdue(assignee=None)

    assert write_digests(now=EIGHT) == 0
    assert write_digests(now=EIGHT + DAY) == 1


@pytest.mark.parametrize(
    ("own", "site", "comes"),
    [
        (None, None, True),
        (Delivery.APP, None, False),
        (Delivery.DIGEST, None, True),
        (None, Delivery.APP, False),
        (Delivery.NOW, Delivery.APP, True),
    ],
)
def test_who_wants_assignments_in_the_app_only_hears_nothing_of_what_is_overdue(
    cast, overdue, own, site, comes
):
    overdue()
    if own:
        Preference.objects.create(user=cast.ana, group="assignments", delivery=own)
    if site:
        Preference.objects.filter(user=None, group="assignments").update(delivery=site)

    assert write_digests(now=EIGHT) == comes


def test_one_that_fails_leaves_the_others_alone(cast, tell, caplog):
    broken, fine = tell(cast.boris), tell()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
            CREATE TRIGGER refuse BEFORE UPDATE ON board_notification FOR EACH ROW
                WHEN (NEW.id = {broken.pk}) EXECUTE FUNCTION refuse();"""
        )

    assert write_digests(now=EIGHT) == 1
    assert list(Mail.objects.get(kind="digest").notifications.all()) == [fine]
    assert f"The digest of person {cast.boris.pk} was not written" in caplog.text


def test_the_inactive_get_none(cast, tell, overdue):
    tell()
    overdue()
    cast.ana.is_active = False
    cast.ana.save()

    assert write_digests(now=EIGHT) == 0


def test_what_was_told_before_its_mail_was_forgotten_is_not_told_again(cast, tell):
    old, fresh = tell(), tell()
    Notification.objects.filter(pk=old.pk).update(created_at=EIGHT - 91 * DAY)

    write_digests(now=EIGHT)

    assert list(Mail.objects.get(kind="digest").notifications.all()) == [fresh]


def test_the_statements_are_the_same_for_one_and_for_many(cast, tell, overdue, count_statements):
    tell()
    with count_statements(at_most=9) as few:
        assert write_digests(now=EIGHT) == 1
    for number in range(12):
        person = cast.person(f"p{number}", f"Person {number}", cast.legal)
        tell(person)
        overdue(assignee=person)
    with count_statements(at_most=few.number):
        assert write_digests(now=EIGHT) == 12


def test_many_come_in_portions(cast, tell):
    tell()
    tell(cast.boris)

    assert [due.user for due in due_digests(EIGHT, limit=1)] == [cast.ana.pk]
    assert write_digests(now=EIGHT) == 2


def test_what_waits_for_others_is_not_overdue_until_it_goes_on(cast, overdue):
    task = overdue()
    wait_for(task, on="third", note="the notary", actor=cast.ana)
    assert write_digests(now=EIGHT) == 0

    resume_task(task, actor=cast.ana)
    assert write_digests(now=EIGHT) == 1
