"""A digest belongs to a date of its reader: their zone, their working days, and not while they are away."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from board.actions.digests import write_digests
from board.models import Absence, Delivery, Holiday, Mail, Notification, Reason, Reminder
from board.models.mail import MailKind

utc = partial(datetime, tzinfo=UTC)
WEDNESDAY = date(2026, 12, 2)
EIGHT = utc(2026, 12, 2, 8)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def news(cast):
    """Something new for Ana on every day: a function that writes it, as of two days before or `at` a moment."""

    def write(person=cast.ana, *, at=EIGHT - 2 * DAY):
        row = {"reason": Reason.WATCHING, "delivery": Delivery.DIGEST, "reminder": Reminder.TODAY}
        notice = Notification.objects.create(user=person, task=cast.task(), day=WEDNESDAY, **row)
        Notification.objects.filter(pk=notice.pk).update(created_at=at)
        return notice

    return write


def dates(person):
    mails = Mail.objects.filter(kind=MailKind.DIGEST, user=person).order_by("pk")
    return [date.fromisoformat(mail.key.split("-", 2)[2]) for mail in mails]


def every_hour(first, last, news, person):
    """Run the job at every full hour, with something new before each; return the moments at which a digest came."""
    came, moment = [], first
    while moment <= last:
        news(person, at=moment - MINUTE)
        if write_digests(now=moment):
            came.append(moment)
        moment += HOUR
    return came


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Pacific/Kiritimati", utc(2026, 12, 2, 18), date(2026, 12, 3)),
        ("Asia/Kathmandu", utc(2026, 12, 2, 2, 15), WEDNESDAY),
        ("Europe/Moscow", utc(2026, 12, 2, 5), WEDNESDAY),
        ("America/New_York", utc(2026, 12, 2, 13), WEDNESDAY),
        ("Pacific/Pago_Pago", utc(2026, 12, 2, 19), WEDNESDAY),
    ],
)
@pytest.mark.parametrize("whose", ["the person's", "the department's"])
def test_the_hour_and_the_date_are_those_of_the_readers_zone(cast, news, zone, moment, day, whose):
    owner = cast.ana if whose == "the person's" else cast.legal
    owner.time_zone = zone
    owner.save()
    news()

    # Since midnight there.
    assert write_digests(now=moment - 8 * HOUR) == 0
    assert write_digests(now=moment - MINUTE) == 0
    assert write_digests(now=moment) == 1
    assert dates(cast.ana) == [day]


@pytest.mark.parametrize(
    ("zone", "hour", "first", "expected"),
    [
        # There is no half past two, and no hour that begins with a two.
        ("America/New_York", 2, utc(2026, 3, 8, 5), utc(2026, 3, 8, 7)),
        # One o'clock comes twice.
        ("America/New_York", 1, utc(2026, 11, 1, 4), utc(2026, 11, 1, 5)),
        # There is no midnight.
        ("Africa/Cairo", 0, utc(2026, 4, 23, 22), utc(2026, 4, 23, 22)),
        # The last hour of the evening comes twice.
        ("Africa/Cairo", 23, utc(2026, 10, 29, 8), utc(2026, 10, 29, 20)),
    ],
)
def test_an_hour_that_is_skipped_or_comes_twice_brings_one_digest(cast, news, zone, hour, first, expected):
    cast.ana.time_zone, cast.ana.digest_hour = zone, hour
    cast.ana.save()
    cast.legal.working_days = [1, 2, 3, 4, 5, 6, 7]
    cast.legal.save()

    came = every_hour(first, expected + 3 * HOUR, news, cast.ana)

    later = [moment for moment in came if moment != expected]
    assert came[0] == expected
    # At eleven at night the next date is near, but its hour is far.
    assert later == []


def test_it_comes_on_the_departments_working_days(cast, news):
    cast.legal.working_days = [7, 1, 2, 3, 4]
    cast.legal.save()
    Holiday.objects.create(department=cast.legal, day=date(2026, 12, 3))
    Holiday.objects.create(department=cast.sales, day=date(2026, 12, 2))

    for days in range(6):
        news()
        write_digests(now=EIGHT + days * DAY)

    # Not on the holiday, nor on Friday and Saturday.
    assert dates(cast.ana) == [date(2026, 12, 2), date(2026, 12, 6), date(2026, 12, 7)]


def test_who_is_in_no_department_works_from_monday_to_friday(cast, news):
    for days in range(6):
        news(cast.irina)
        write_digests(now=EIGHT + days * DAY)

    assert dates(cast.irina) == [WEDNESDAY, WEDNESDAY + DAY, WEDNESDAY + 2 * DAY, WEDNESDAY + 5 * DAY]


def test_who_is_away_finds_one_digest_with_everything_when_they_are_back(cast, news):
    Absence.objects.create(
        user=cast.ana, first_day=WEDNESDAY, last_day=date(2026, 12, 8), substitute=cast.boris
    )
    missed = []
    for days in range(8):
        missed.append(news())
        write_digests(now=EIGHT + days * DAY)

    assert dates(cast.ana) == [date(2026, 12, 9)]
    assert dates(cast.boris) == []
    assert list(Mail.objects.get(user=cast.ana, kind="digest").notifications.order_by("pk")) == missed


def test_the_absence_ends_by_the_readers_own_date(cast, news):
    Absence.objects.create(user=cast.ana, first_day=WEDNESDAY, last_day=WEDNESDAY)
    cast.ana.time_zone = "Pacific/Kiritimati"
    cast.ana.save()
    news()

    # Wednesday evening in Greenwich, Thursday at eight there.
    assert write_digests(now=utc(2026, 12, 2, 17)) == 0
    assert write_digests(now=utc(2026, 12, 2, 18)) == 1


def test_who_moves_east_gets_no_second_digest_of_the_same_date(cast, news):
    news()
    write_digests(now=EIGHT)
    cast.ana.time_zone = "Asia/Tokyo"
    cast.ana.save()
    news()

    assert write_digests(now=EIGHT + HOUR) == 0
    # Eight in the morning of Thursday in Tokyo.
    assert write_digests(now=utc(2026, 12, 2, 23)) == 1
    assert dates(cast.ana) == [WEDNESDAY, WEDNESDAY + DAY]
