from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from board.actions.absences import add_absence
from board.models import Absence


def page(name, *args):
    return reverse(f"admin:board_absence_{name}", args=args)


def day(ahead):
    return timezone.localdate() + timedelta(days=ahead)


def fields(cast, **changes):
    days = {"user": cast.ana.pk, "first_day": day(1), "last_day": day(5), "substitute": cast.boris.pk}
    return days | changes


def test_an_administrator_says_it_for_someone_changes_and_ends_it(cast):
    admin = cast.client(cast.irina)
    assert admin.post(page("add"), fields(cast)).status_code == 302
    absence = cast.ana.absences.get()
    assert absence.substitute == cast.boris

    admin.post(page("change", absence.pk), fields(cast, first_day=day(-3), user=cast.vera.pk))
    absence.refresh_from_db()
    assert (absence.first_day, absence.user) == (day(-3), cast.ana)

    assert admin.get(page("end", absence.pk)).status_code == 200
    assert admin.post(page("end", absence.pk)).url == page("changelist")
    absence.refresh_from_db()
    assert absence.last_day == day(-1)


def test_one_that_has_not_begun_is_removed(cast):
    absence = add_absence(cast.ana, first_day=day(1), last_day=day(2), actor=cast.ana)

    assert cast.client(cast.irina).post(page("end", absence.pk)).url == page("changelist")
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"last_day": 0}, 422, "The last day lies before the first."),
        ({"substitute": "ana"}, 422, "Nobody stands in for themselves."),
        ({"first_day": 8, "last_day": 9}, 409, "Ana Lima is away from"),
        ({"first_day": ""}, 422, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_adds_nothing(cast, changes, status, words):
    add_absence(cast.ana, first_day=day(8), last_day=day(9), actor=cast.ana)
    days = {name: day(value) for name, value in changes.items() if isinstance(value, int)}
    people = {name: cast.ana.pk for name, value in changes.items() if value == "ana"}

    answer = cast.client(cast.irina).post(page("add"), fields(cast, **changes | days | people))

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert Absence.objects.count() == 1


def test_the_list_tells_now_from_later_and_from_what_is_over(cast):
    rows = {
        "over": add_absence(cast.ana, first_day=day(-5), last_day=day(1), actor=cast.ana),
        "now": add_absence(cast.boris, first_day=day(-1), last_day=day(1), actor=cast.boris),
        "later": add_absence(cast.vera, first_day=day(3), last_day=day(4), actor=cast.vera),
    }
    Absence.objects.filter(pk=rows["over"].pk).update(last_day=day(-4))
    admin = cast.client(cast.irina)

    for time, row in rows.items():
        assert list(admin.get(page("changelist"), {"time": time}).context["cl"].result_list) == [row]
