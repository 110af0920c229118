"""On which days a department works, as its coordinators arrange it."""

from datetime import date

import pytest

from board.models import Department, Holiday

PAGE = "/boards/LEG/settings/working-time/"
NEW_YEAR = date(2099, 1, 1)


def typed(cast, page=PAGE, **changes):
    """Return what the form sends as it stands there, with `changes`."""
    form = cast.client(cast.boris).get(page).context["form"]
    return {bound.name: bound.value() if bound.value() is not None else "" for bound in form} | changes


def holidays(department):
    return dict(department.holidays.values_list("day", "name"))


def test_a_coordinator_changes_the_week_the_days_off_and_when_it_closes(cast):
    fields = {
        "working_days": [7, 1, 2],
        "closes_after": 3,
        "holidays": "2099-01-01 New Year\r\n\r\n7.1.2099 Рождество\r\n2099-05-09",
    }
    answer = cast.client(cast.boris).post(PAGE, typed(cast, **fields))

    assert answer.url == "/boards/LEG/settings/"
    cast.legal.refresh_from_db()
    assert (cast.legal.working_days, cast.legal.closes_after) == ([1, 2, 7], 3)
    assert holidays(cast.legal) == {
        NEW_YEAR: "New Year",
        date(2099, 1, 7): "Рождество",
        date(2099, 5, 9): "",
    }
    html = cast.client(cast.boris).get("/boards/LEG/settings/").content.decode()
    assert "Monday, Tuesday, Sunday" in html
    assert "3 working days after delivery" in html
    assert "Jan. 1, 2099 (New Year)" in html


def test_what_stands_there_already_is_shown_and_an_empty_number_means_never(cast):
    Holiday.objects.create(department=cast.legal, day=NEW_YEAR, name="New Year")
    html = cast.client(cast.boris).get(PAGE).content.decode()
    assert "2099-01-01 New Year" in html

    cast.client(cast.boris).post(PAGE, typed(cast, closes_after="", holidays="2099-01-01 Day off"))

    assert holidays(cast.legal) == {NEW_YEAR: "Day off"}
    assert Department.objects.get(pk=cast.legal.pk).closes_after is None
    assert "Never:" in cast.client(cast.boris).get("/boards/LEG/settings/").content.decode()


def test_a_day_that_someone_else_added_meanwhile_stays(cast):
    Holiday.objects.create(department=cast.legal, day=NEW_YEAR)
    fields = typed(cast, holidays="2099-05-09 Victory")
    Holiday.objects.create(department=cast.legal, day=date(2099, 3, 8), name="Women’s Day")

    cast.client(cast.boris).post(PAGE, fields)

    assert holidays(cast.legal) == {date(2099, 3, 8): "Women’s Day", date(2099, 5, 9): "Victory"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"holidays": "New Year 2099-01-01"}, "Line 1: begin it with a date such as 2027-01-01."),
        ({"holidays": "2099-01-01\n2099-02-30"}, "Line 2: begin it with a date"),
        ({"holidays": "2099-01-01 A\n1.1.2099 B"}, "Line 2: this day stands there twice."),
        ({"holidays": "0209-01-01"}, "The year must lie between 2000 and 2099."),
        ({"holidays": "2099-01-01 " + "x" * 81}, "longer than 80 characters"),
        ({"holidays": "2099-01-01 a\u202eb"}, "Write it on one line"),
        ({"seen_holidays": "x"}, "The page is out of date. Load it again."),
        ({"working_days": []}, "Choose at least one day of the week."),
        ({"working_days": [8]}, "Select a valid choice"),
        ({"closes_after": 0}, "greater than or equal to 1"),
        ({"closes_after": 61}, "less than or equal to 60"),
    ],
)
def test_a_wrong_field_says_so_and_changes_nothing(cast, wrong, words):
    Holiday.objects.create(department=cast.legal, day=NEW_YEAR)

    answer = cast.client(cast.boris).post(PAGE, typed(cast, holidays="") | wrong)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert holidays(cast.legal) == {NEW_YEAR: ""}


def test_the_holidays_of_others_are_left_alone(cast):
    Holiday.objects.create(department=cast.sales, day=NEW_YEAR)

    cast.client(cast.boris).post(PAGE, typed(cast, holidays="2099-05-09", seen_holidays="2099-01-01"))

    assert holidays(cast.sales) == {NEW_YEAR: ""}
