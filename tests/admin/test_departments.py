import pytest
from django.urls import reverse

from board.actions.hops import ask_task
from board.actions.people import deactivate_person
from board.models import Department

FIELDS = {
    "name": "Finance",
    "code": "FIN",
    "email": "fin@example.com",
    "color": "teal",
    "working_days": [1, 2],
    "time_zone": "Europe/Moscow",
}


def page(name, *args):
    return reverse(f"admin:board_department_{name}", args=args)


def test_a_department_is_added_with_its_columns(cast):
    cast.client(cast.irina).post(page("add"), FIELDS)

    finance = Department.objects.get(code="FIN")
    assert (finance.working_days, finance.time_zone, finance.columns.count()) == ([1, 2], "Europe/Moscow", 3)


def test_the_page_for_a_new_one_is_filled_in_as_far_as_it_can_be(cast):
    form = cast.client(cast.irina).get(page("add")).context["adminform"].form

    assert form["working_days"].value() == [1, 2, 3, 4, 5]
    assert form["time_zone"].value() == "UTC"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "legal"}, "Another department has this name."),
        ({"email": "LEGAL@example.com"}, "Another department has this e-mail address."),
        ({"code": "LEG"}, "Another department has this code."),
        ({"code": "leg1"}, "Two to six capital letters"),
        ({"working_days": [8]}, "Select a valid choice"),
        ({"time_zone": "Mars/North"}, "Select a valid choice"),
        ({"name": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_a_wrong_field_says_so_and_adds_nothing(cast, wrong, words):
    answer = cast.client(cast.irina).post(page("add"), FIELDS | wrong)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Department.objects.count() == 3


def test_a_change_keeps_the_code_and_opens_the_board(cast):
    before = cast.legal.version
    answer = cast.client(cast.irina).post(page("change", cast.legal.pk), FIELDS | {"is_open": "on"})

    assert answer.status_code == 302
    cast.legal.refresh_from_db()
    assert (cast.legal.name, cast.legal.code, cast.legal.is_open) == ("Finance", "LEG", True)
    assert cast.legal.version > before


def test_the_page_lists_members_and_columns(cast):
    html = cast.client(cast.irina).get(page("change", cast.legal.pk)).content.decode()

    assert all(words in html for words in ("Ana Lima", "Boris Orlov", "In progress", "/boards/LEG/settings/"))
    assert "Vera Smirnova" not in html


def test_closing_asks_first_and_says_why_not(cast):
    admin = cast.client(cast.irina)
    assert admin.get(page("close", cast.legal.pk)).status_code == 200

    answer = admin.post(page("close", cast.legal.pk))

    assert answer.status_code == 409
    assert "2 active people are still in this department." in answer.content.decode()
    cast.legal.refresh_from_db()
    assert cast.legal.closed_at is None


def test_the_days_off_and_the_closing_are_arranged_here_too(cast):
    admin = cast.client(cast.irina)
    fields = FIELDS | {"closes_after": 3, "holidays": "2099-01-01 New Year"}
    admin.post(page("add"), fields)
    finance = Department.objects.get(code="FIN")
    assert (finance.closes_after, finance.holidays.get().name) == (3, "New Year")
    assert "2099-01-01 New Year" in admin.get(page("change", finance.pk)).content.decode()

    admin.post(page("change", finance.pk), FIELDS | {"closes_after": "", "seen_holidays": fields["holidays"]})

    finance.refresh_from_db()
    assert (finance.closes_after, finance.holidays.count()) == (None, 0)


def test_a_line_that_is_no_day_off_is_said_at_its_field(cast):
    answer = cast.client(cast.irina).post(page("add"), FIELDS | {"holidays": "New Year"})

    assert answer.status_code == 422
    assert "Line 1: begin it with a date" in answer.content.decode()
    assert "New Year" in answer.content.decode()


def test_what_a_department_asked_of_others_is_named_and_does_not_keep_it_open(cast):
    ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    admin = cast.client(cast.irina)
    assert "1 request to others is still open." in admin.get(page("close", cast.sales.pk)).content.decode()
    asked_of_us = admin.post(page("close", cast.legal.pk))
    assert "1 task is still open." in asked_of_us.content.decode()

    deactivate_person(cast.vera, actor=cast.irina)
    assert admin.post(page("close", cast.sales.pk)).status_code == 302
    cast.sales.refresh_from_db()
    assert cast.sales.closed_at
