"""People are away, and others stand in."""

import datetime
import zoneinfo
from datetime import timedelta

import pytest
from django.utils import timezone

from board.actions.absences import add_absence, change_absence, end_absence
from board.actions.people import deactivate_person
from board.errors import Refused
from board.models import Absence, User
from board.notifications.readers import load_reader, substitute_of
from board.queries.absences import Away, absences_of, away, name_with_absence, possible_substitutes

DAY = timedelta(days=1)


@pytest.fixture
def today(db):
    return timezone.localdate()


@pytest.fixture
def leave(cast, today):
    """Return a function that has a person be away from one day to another, counted from today."""

    def add(person, first, last, substitute=None):
        return add_absence(
            person,
            first_day=today + DAY * first,
            last_day=today + DAY * last,
            substitute=substitute,
            actor=person,
        )

    return add


def days(absence, today):
    return (absence.first_day - today).days, (absence.last_day - today).days


def test_who_is_away_is_known_on_each_of_the_days_and_on_no_other(cast, today, leave, count_statements):
    leave(cast.ana, 1, 3, cast.boris)
    people = [cast.ana, cast.boris, cast.vera]

    found = [away(people, today + DAY * ahead) for ahead in range(5)]

    assert found == [{}, *[{cast.ana.pk: Away(today + DAY * 3, "Boris Orlov")}] * 3, {}]
    with count_statements(at_most=1):
        assert away(User.objects.all(), today + DAY).keys() == {cast.ana.pk}


def test_a_name_says_until_when_and_who_stands_in(cast, today):
    this_year, another = today.replace(month=12, day=4), datetime.date(2099, 1, 8)

    assert name_with_absence(cast.ana, None) == "Ana Lima"
    assert name_with_absence(cast.ana, Away(this_year, "")) == "Ana Lima (away until 4 Dec)"
    assert (
        name_with_absence(cast.ana, Away(another, "Boris Orlov"))
        == "Ana Lima (away until 8 Jan 2099, Boris Orlov stands in)"
    )


def test_who_has_left_stands_in_for_nobody(cast, today, leave):
    leave(cast.ana, 0, 2, cast.boris)
    deactivate_person(cast.boris, actor=cast.irina)

    assert away([cast.ana], today)[cast.ana.pk].substitute == ""
    assert cast.boris not in possible_substitutes(cast.ana)


def test_those_of_ones_own_department_are_offered_first_and_never_oneself(cast):
    assert [person.username for person in possible_substitutes(cast.ana)] == [
        "boris",
        "irina",
        "oleg",
        "vera",
    ]


@pytest.mark.parametrize(("first", "last"), [(2, 2), (0, 2), (4, 9), (0, 9), (3, 3)])
def test_days_that_overlap_are_refused_with_those_that_are_there(cast, today, leave, first, last):
    leave(cast.ana, 2, 4)

    with pytest.raises(Refused, match=r"Ana Lima is away from .* to .* already"):
        leave(cast.ana, first, last)
    assert leave(cast.ana, 5, 6)
    assert leave(cast.boris, first, last)


def test_days_that_end_before_they_begin_or_are_over_are_refused(cast, leave):
    with pytest.raises(Refused, match="before the first"):
        leave(cast.ana, 3, 2)
    with pytest.raises(Refused, match="over already"):
        leave(cast.ana, -3, -1)
    assert leave(cast.ana, -3, 0)


def test_nobody_stands_in_for_themselves_and_nobody_who_has_left_does(cast, leave):
    deactivate_person(cast.vera, actor=cast.irina)

    with pytest.raises(Refused, match="Nobody stands in for themselves"):
        leave(cast.ana, 1, 2, cast.ana)
    with pytest.raises(Refused, match="Vera Smirnova has left"):
        leave(cast.ana, 1, 2, cast.vera)


def test_two_may_stand_in_for_each_other_as_long_as_they_are_not_away_on_the_same_day(cast, leave):
    leave(cast.ana, 1, 5, cast.boris)

    with pytest.raises(Refused, match="Ana Lima is away on some of these days"):
        leave(cast.boris, 5, 7, cast.ana)
    assert leave(cast.boris, 6, 7, cast.ana)


def test_a_circle_of_three_is_refused_and_a_chain_is_not(cast, today, leave):
    leave(cast.ana, 1, 9, cast.boris)
    chain = leave(cast.boris, 3, 9, cast.vera)
    assert leave(cast.vera, 1, 2, cast.ana)

    with pytest.raises(Refused, match="in a circle"):
        leave(cast.vera, 9, 12, cast.ana)
    assert leave(cast.vera, 10, 12, cast.ana)
    with pytest.raises(Refused, match="in a circle"):
        change_absence(
            chain,
            first_day=today + DAY * 3,
            last_day=today + DAY * 9,
            substitute=cast.ana,
            actor=cast.boris,
        )


def test_a_circle_needs_one_day_on_which_all_are_away(cast, leave):
    leave(cast.ana, 1, 3, cast.boris)
    leave(cast.boris, 3, 6, cast.vera)

    assert leave(cast.vera, 4, 8, cast.ana)


def test_an_absence_is_changed_and_may_keep_its_own_days(cast, today, leave):
    absence = leave(cast.ana, -1, 3)

    change_absence(
        absence,
        first_day=today - DAY,
        last_day=today + DAY * 5,
        substitute=cast.boris,
        actor=cast.ana,
    )

    absence.refresh_from_db()
    assert (days(absence, today), absence.substitute) == ((-1, 5), cast.boris)


def test_coming_back_early_keeps_the_days_that_were(cast, today, leave):
    absence = leave(cast.ana, -2, 5)

    end_absence(absence, actor=cast.ana)

    absence.refresh_from_db()
    assert days(absence, today) == (-2, -1)
    assert list(absences_of(cast.ana)) == []
    for act in (
        end_absence,
        lambda row, actor: change_absence(row, first_day=today, last_day=today, actor=actor),
    ):
        with pytest.raises(Refused, match="This absence is over already"):
            act(absence, actor=cast.ana)


def test_what_has_not_begun_or_begins_today_goes_altogether(cast, leave):
    for first in (0, 4):
        end_absence(leave(cast.ana, first, 5), actor=cast.ana)
    assert not Absence.objects.exists()


def test_today_is_the_departments(cast, today, leave, monkeypatch):
    """On the first island to see the day, yesterday begins sooner than on the last."""
    zones = ("Pacific/Kiritimati", "Etc/GMT+12")
    cast.legal.time_zone, cast.sales.time_zone = zones
    cast.legal.save()
    cast.sales.save()
    ahead, behind = cast.legal.today(), cast.sales.today()
    assert ahead > behind

    with pytest.raises(Refused, match="over already"):
        add_absence(cast.ana, first_day=behind, last_day=behind, actor=cast.ana)
    assert add_absence(cast.vera, first_day=behind, last_day=behind, actor=cast.vera)


def test_who_is_back_gets_their_own_mail_at_once_wherever_they_are(cast):
    # Their dates differ by one day at any moment, or by two.
    cast.legal.time_zone, cast.ana.time_zone = "Pacific/Kiritimati", "Pacific/Pago_Pago"
    cast.legal.save()
    cast.ana.save()
    here = timezone.localdate(timezone=zoneinfo.ZoneInfo("Pacific/Pago_Pago"))
    absence = Absence.objects.create(
        user=cast.ana, first_day=here - 5 * DAY, last_day=here + 5 * DAY, substitute=cast.boris
    )
    assert substitute_of(load_reader(cast.ana.pk)) == cast.boris

    end_absence(absence, actor=cast.ana)

    assert substitute_of(load_reader(cast.ana.pk)) is None
