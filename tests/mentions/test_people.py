"""Who is offered after an @, and who sees a task, asked both ways round."""

import itertools

import pytest
from django.urls import reverse
from django.utils import timezone

from board.actions.hops import ask_task
from board.actions.sharing import give_access
from board.models import Absence, Department, Role, Task, User
from board.models.task_access import who_sees
from board.queries.mentions import offered_people


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the contract", actor=cast.vera)


def names(people):
    return [person.username for person in people]


@pytest.mark.parametrize(
    ("is_restricted", "is_open", "requester_stays", "coordinates"),
    list(itertools.product([False, True], repeat=4)),
)
def test_who_sees_a_task_is_the_same_asked_either_way(
    cast, asked, is_restricted, is_open, requester_stays, coordinates
):
    cast.person("mila", "Mila", cast.sales, role=Role.COORDINATOR if coordinates else Role.MEMBER)
    cast.person("gone", "Gone", cast.legal, is_active=False)
    cast.person("nowhere", "Nowhere", None)
    cast.person("pavel", "Pavel", cast.legal)
    Department.objects.filter(pk=cast.legal.pk).update(is_open=is_open)
    User.objects.filter(pk=cast.vera.pk).update(is_active=requester_stays)
    if coordinates:
        User.objects.filter(pk=cast.boris.pk).update(role=Role.MEMBER)
    give_access(asked, person=cast.oleg, actor=cast.irina)
    Task.objects.filter(pk=asked.pk).update(is_restricted=is_restricted, assignee=cast.ana)
    task = Task.objects.get(pk=asked.pk)

    seeing = set(User.objects.filter(who_sees(task)).values_list("username", flat=True))

    wanted = {
        person.username
        for person in User.objects.all()
        if Task.objects.visible_to(person).filter(pk=task.pk).exists()
    }
    assert seeing == wanted


def test_readers_come_first_and_the_others_with_the_first_letter(cast, asked):
    offered = offered_people(asked, "", writer=cast.ana)
    assert (names(offered.readers), offered.others) == (["boris", "irina", "vera"], [])

    offered = offered_people(asked, "o", writer=cast.ana)
    assert (names(offered.readers), names(offered.others)) == (["boris"], ["oleg"])


@pytest.mark.parametrize(
    "typed", ["ser", "Сер", "cer", "Семён", "семен", "pav", "Сергеев", "cthu", "ыук", "SEREGA", "gfdtk"]
)
def test_a_person_is_found_by_name_and_username_in_either_layout(cast, asked, typed):
    pavel = cast.person("serega", "Павел Семён Сергеев", cast.legal)

    found = offered_people(asked, typed, writer=cast.ana).readers

    assert (pavel in found) is (typed not in ("cer", "pav"))


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "a" * 500, "🙂", "б%"])
def test_whatever_is_typed_is_no_pattern(cast, asked, typed):
    answer = cast.htmx(cast.ana).get(reverse("task_people", args=[asked.pk]), {"q": typed})

    assert answer.status_code == 200
    assert "data-username" not in answer.content.decode()


def test_at_most_eight_of_each_are_offered_in_few_statements(cast, asked, count_statements):
    for n in range(12):
        cast.person(f"xa{n}", f"Xa {n}", cast.legal)
        cast.person(f"xb{n}", f"Xb {n}", cast.it)
    client = cast.htmx(cast.ana)

    with count_statements(at_most=5):
        html = client.get(reverse("task_people", args=[asked.pk]), {"q": "x"}).content.decode()

    assert html.count('role="option"') == 16
    assert html.count("no access") == 8


def test_who_is_away_today_is_marked_and_the_inactive_are_not_offered(cast, asked):
    today = timezone.localdate()
    Absence.objects.create(user=cast.irina, first_day=today, last_day=today)
    later = today + timezone.timedelta(days=1)
    Absence.objects.create(user=cast.boris, first_day=later, last_day=later)
    User.objects.filter(pk=cast.vera.pk).update(is_active=False)

    people = {
        person.username: person.is_away for person in offered_people(asked, "", writer=cast.ana).readers
    }

    assert people == {"boris": False, "irina": True}


def test_an_internal_comment_offers_only_its_department(cast, asked):
    client, address = cast.htmx(cast.ana), reverse("task_people", args=[asked.pk])

    html = client.get(address, {"q": "o", "readers": "internal"}).content.decode()

    assert "Boris Orlov" in html and "Oleg" not in html and "Vera" not in html


def test_others_show_no_more_than_their_names(cast, asked):
    Task.objects.filter(pk=asked.pk).update(is_restricted=True)
    html = cast.htmx(cast.vera).get(reverse("task_people", args=[asked.pk]), {"q": "o"}).content.decode()

    assert "Oleg Petrov" in html and "no access" in html
    assert "@example.com" not in html and cast.it.name not in html


def test_a_name_is_escaped(cast, asked):
    cast.person("x", "<img src=x onerror=alert(1)>", cast.legal)
    html = cast.htmx(cast.ana).get(reverse("task_people", args=[asked.pk]), {"q": "x"}).content.decode()

    assert "<img" not in html and "&lt;img" in html
