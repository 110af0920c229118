"""One says on one's settings when one is away, and others see it where they choose."""

from datetime import timedelta

import pytest
from django.utils import timezone

from board.actions.absences import add_absence, end_absence
from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.models import Absence

DAY = timedelta(days=1)


@pytest.fixture
def today(db):
    return timezone.localdate()


@pytest.fixture
def absence(cast, today):
    return add_absence(
        cast.ana, first_day=today, last_day=today + DAY * 4, substitute=cast.boris, actor=cast.ana
    )


def test_an_absence_is_added_changed_and_ended_on_ones_settings(cast, today):
    ana = cast.client(cast.ana)
    fields = {"first_day": today + DAY, "last_day": today + DAY * 3, "substitute": cast.boris.pk}
    assert ana.post("/settings/absences/add/", fields).url == "/settings/"
    absence = cast.ana.absences.get()
    html = ana.get("/settings/").content.decode()
    assert f'id="absence-{absence.pk}"' in html
    assert "Boris Orlov" in html

    address = f"/settings/absences/{absence.pk}/"
    form = ana.get(address).context["form"]
    assert form.initial["first_day"] == today + DAY
    assert ana.post(address, fields | {"substitute": ""}).url == "/settings/"
    absence.refresh_from_db()
    assert absence.substitute is None

    assert ana.post(f"{address}end/").url == "/settings/"
    assert not Absence.objects.exists()


def test_what_is_wrong_is_said_where_it_is_and_what_was_typed_stays(cast, today, absence):
    ana = cast.client(cast.ana)
    earlier = ana.post("/settings/absences/add/", {"first_day": today + DAY, "last_day": today})
    assert earlier.status_code == 422
    assert earlier.context["form"].errors.keys() == {"last_day"}
    assert "The last day lies before the first." in earlier.content.decode()

    overlapping = ana.post("/settings/absences/add/", {"first_day": today, "last_day": today + DAY})
    assert overlapping.status_code == 409
    assert "Ana Lima is away from" in overlapping.content.decode()
    assert f'value="{today.isoformat()}"' in overlapping.content.decode()

    oneself = ana.post(
        "/settings/absences/add/",
        {"first_day": today + DAY * 9, "last_day": today + DAY * 9, "substitute": cast.ana.pk},
    )
    assert "This person cannot stand in." in oneself.content.decode()
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("page", ["", "end/"])
def test_the_absence_of_another_is_nothing_to_anyone(cast, absence, page):
    for stranger in (cast.boris, cast.irina):
        answer = cast.client(stranger).post(f"/settings/absences/{absence.pk}/{page}")
        assert answer.status_code == 404
    assert Absence.objects.get() == absence


def test_htmx_hears_that_the_section_is_another_now(cast, absence):
    answer = cast.htmx(cast.ana).post(f"/settings/absences/{absence.pk}/end/")

    assert answer.status_code == 204
    assert "settings:changed" in answer.headers["HX-Trigger"]


def test_who_gives_a_task_to_someone_reads_who_is_away(cast, absence, count_statements):
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    boris = cast.client(cast.boris)
    note = "Boris Orlov stands in)"

    assert note in boris.get(f"/tasks/{task.pk}/accept/").content.decode()
    own = cast.task()
    html = boris.get(f"/tasks/{own.pk}/assignee/").content.decode()
    assert html.count("(away until") == 1
    assert note in html

    assert boris.post(f"/tasks/{own.pk}/assignee/", {"assignee": cast.ana.pk}).status_code == 302
    own.refresh_from_db()
    assert own.assignee == cast.ana


def test_the_settings_cost_the_same_with_many_absences(cast, today, absence, count_statements):
    ana = cast.client(cast.ana)
    ana.get("/settings/")
    with count_statements(at_most=8) as few:
        ana.get("/settings/")
    for ahead in range(10, 20):
        person = cast.person(f"p{ahead}", f"Person {ahead}", cast.legal)
        day = today + DAY * ahead
        add_absence(cast.ana, first_day=day, last_day=day, substitute=person, actor=cast.ana)
    with count_statements(at_most=few.number):
        ana.get("/settings/")


def test_the_task_page_says_who_of_its_people_is_away(cast, today, absence, count_statements):
    add_absence(cast.vera, first_day=today, last_day=today, actor=cast.vera)
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    accept_task(task, assignee=cast.ana, actor=cast.boris)
    client = cast.client(cast.boris)

    with count_statements(at_most=12):
        html = client.get(f"/tasks/{task.pk}/").content.decode()

    assert html.count("Boris Orlov stands in") == 1
    assert html.count("away until") == 2
    end_absence(absence, actor=cast.ana)
    assert client.get(f"/tasks/{task.pk}/").content.decode().count("away until") == 1
