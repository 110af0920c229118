"""The form says in words who will see the task; and it says what is so."""

from django.urls import reverse

from board.actions.departments import set_reading
from board.actions.hops import ask_task
from board.models import Task, User

NEW = reverse("task_new")


def audience(cast, person, code):
    """Return (who will see it, who will see it where restricted) as the page says it."""
    html = cast.client(person).get(NEW, {"to": code}).content.decode()
    opened, restricted = (
        html.split(f"asking__{kind}", 1)[1].split(">", 1)[1].split("</p>", 1)[0]
        for kind in ("open", "restricted")
    )
    return " ".join(opened.split()), " ".join(restricted.split())


def sees(person, task):
    return Task.objects.visible_to(person).filter(pk=task.pk).exists()


def test_both_departments_are_named_with_how_many_they_are(cast):
    opened, restricted = audience(cast, cast.vera, "LEG")

    assert opened == "Legal (2 people) will see it, your department Sales, and whoever they give access."
    assert restricted == (
        "You will see it, the coordinators of Legal, the one it is assigned to, and whoever is given access."
    )
    task = ask_task(cast.legal, title="One", actor=cast.vera)
    secret = ask_task(cast.legal, title="Two", is_restricted=True, actor=cast.vera)
    assert [sees(person, task) for person in (cast.ana, cast.boris, cast.vera, cast.oleg)] == [
        True,
        True,
        True,
        False,
    ]
    assert [sees(person, secret) for person in (cast.ana, cast.boris, cast.vera)] == [False, True, True]


def test_who_has_left_does_not_count(cast):
    User.objects.filter(pk=cast.ana.pk).update(is_active=False)

    assert audience(cast, cast.vera, "LEG")[0].startswith("Legal (1 person) will see it")


def test_ones_own_department_is_named_once(cast):
    assert audience(cast, cast.ana, "LEG")[0] == (
        "Your department Legal (2 people) will see it, and whoever it gives access."
    )


def test_a_board_that_is_open_for_reading_is_said_to_be(cast):
    set_reading(cast.legal, is_open=True, actor=cast.boris)

    assert audience(cast, cast.vera, "LEG")[0] == (
        "All staff will see it: the board of Legal is open for reading."
    )
    assert sees(cast.oleg, ask_task(cast.legal, title="One", actor=cast.vera))


def test_where_nobody_coordinates_all_its_people_are_said_to_see_it(cast):
    assert audience(cast, cast.vera, "IT")[1] == (
        "You will see it, the 1 person of IT, which has no coordinator, and whoever is given access."
    )
    assert sees(cast.oleg, ask_task(cast.it, title="One", is_restricted=True, actor=cast.vera))


def test_before_a_department_is_chosen_nothing_is_said(cast):
    assert "asking__audience" not in cast.client(cast.vera).get(NEW).content.decode()
