"""What there is to hear is read by seeing its task, or by saying so: by its reader, up to what they have seen."""

import pytest

from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.actions.visits import see_task
from board.models import Activity, Notification

ADDRESS = "/notifications/"


@pytest.fixture
def asked(cast):
    """Vera asks Legal, so Boris hears of it."""
    return ask_task(cast.legal, title="Check the lease", actor=cast.vera)


def page(cast, user, address=ADDRESS):
    return cast.client(user).get(address).content.decode()


def count(cast, user):
    return page(cast, user, "/notifications/count/")


def test_seeing_a_task_reads_what_is_said_of_it_up_to_there(cast, asked):
    seen = asked.activities.last().pk
    add_comment(asked, text="@boris later", actor=cast.vera)
    other = ask_task(cast.legal, title="Another", actor=cast.vera)
    browser = cast.htmx(cast.boris)

    answer = browser.post(f"/tasks/{asked.pk}/seen/", {"activity": seen})

    assert "notifications:changed" in answer.headers["HX-Trigger"]
    unread = Notification.objects.unread().filter(user=cast.boris)
    assert {(row.task_id, row.activity.verb) for row in unread} == {
        (asked.pk, "commented"),
        (other.pk, "asked"),
    }
    again = browser.post(f"/tasks/{asked.pk}/seen/", {"activity": seen})
    assert "notifications:changed" not in again.headers.get("HX-Trigger", "")


def test_a_reminder_is_read_by_seeing_its_task_although_it_has_no_activity(cast, asked):
    latest = asked.activities.last().pk
    see_task(asked, activity=latest, actor=cast.boris)
    assert 'id="seen"' not in page(cast, cast.boris, f"/tasks/{asked.pk}/")
    Notification.objects.create(
        user=cast.boris,
        task=asked,
        reminder="overdue",
        day=cast.legal.today(),
        reason="inbox",
        delivery="now",
    )
    assert "This is overdue" in page(cast, cast.boris)
    assert 'id="seen"' in page(cast, cast.boris, f"/tasks/{asked.pk}/")

    cast.client(cast.boris).post(f"/tasks/{asked.pk}/seen/", {"activity": latest})

    assert count(cast, cast.boris) == ""


def test_reading_a_page_marks_nothing(cast, asked):
    for address in (ADDRESS, f"/tasks/{asked.pk}/", "/notifications/list/"):
        page(cast, cast.boris, address)
    assert cast.client(cast.boris).get("/notifications/read/").status_code == 405

    assert count(cast, cast.boris) == "1"


def test_one_task_is_marked_as_read_or_all_up_to_what_the_page_showed(cast, asked):
    other = ask_task(cast.legal, title="Another", actor=cast.vera)
    shown = Notification.objects.filter(user=cast.boris).latest("pk").pk
    later = ask_task(cast.legal, title="Later", actor=cast.vera)
    browser = cast.client(cast.boris)

    def unread():
        return set(Notification.objects.unread().filter(user=cast.boris).values_list("task", flat=True))

    answer = browser.post(
        "/notifications/read/", {"latest": shown, "task": asked.pk, "next": f"{ADDRESS}?all=1"}
    )
    assert answer.url == f"{ADDRESS}?all=1"
    assert unread() == {other.pk, later.pk}
    browser.post("/notifications/read/", {"latest": shown})
    assert unread() == {later.pk}


def test_nobody_marks_for_another(cast, asked):
    latest = Notification.objects.latest("pk").pk
    cast.client(cast.ana).post("/notifications/read/", {"latest": latest, "task": asked.pk})
    cast.client(cast.irina).post("/notifications/read/", {"latest": latest})

    assert count(cast, cast.boris) == "1"


@pytest.mark.parametrize(
    "data", [{}, {"latest": "x"}, {"latest": "0"}, {"latest": "9" * 30}, {"latest": "1", "task": "x"}]
)
def test_what_no_button_sends_is_refused(cast, asked, data):
    answer = cast.client(cast.boris).post("/notifications/read/", data)

    assert answer.status_code == 409
    assert count(cast, cast.boris) == "1"


def test_to_see_a_task_costs_no_more_for_much_that_there_is_to_hear(cast, asked, count_statements):
    reader, latest = cast.boris, asked.activities.last().pk
    with count_statements(at_most=4) as few:
        see_task(asked, activity=latest, actor=reader)
    for number in range(5):
        add_comment(asked, text=f"@boris {number}", actor=cast.vera)
    latest = Activity.objects.filter(task=asked).latest("pk").pk
    with count_statements(at_most=few.number):
        assert see_task(asked, activity=latest, actor=reader) == 5
