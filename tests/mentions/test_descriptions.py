"""Naming people in the description of a task: those who may see it are mentioned, no question is asked."""

import pytest
from django.urls import reverse

from board.actions.hops import ask_task
from board.actions.task_text import edit_description
from board.actions.tasks import create_each
from board.errors import Refused
from board.models import Task


def named(task):
    return set(task.mentions.filter(comment=None).values_list("user__username", "written"))


def test_who_is_asked_for_something_is_mentioned_in_it(cast):
    task = ask_task(cast.legal, title="Check", description="@Ana or @boris, not @oleg", actor=cast.vera)

    assert named(task) == {("ana", "Ana"), ("boris", "boris")}
    html = cast.client(cast.vera).get(reverse("task", args=[task.pk])).content.decode()
    assert (
        '<span class="mention">Ana Lima</span> or <span class="mention">Boris Orlov</span>, not @oleg' in html
    )


def test_a_restricted_task_mentions_only_those_who_see_it(cast):
    task = ask_task(cast.legal, title="Check", description="@ana @boris", is_restricted=True, actor=cast.vera)

    assert named(task) == {("boris", "boris")}


def test_in_ones_own_task_too(cast):
    task = ask_task(cast.legal, title="Check", description="@boris", actor=cast.ana)

    assert named(task) == {("boris", "boris")}
    task.refresh_from_db()
    assert f'<span class="mention">{cast.boris.pk}</span>' in task.description_html


def test_an_edit_adds_removes_and_keeps_by_the_older_username(cast):
    task = cast.task(description="@ana @boris")
    cast.ana.username = "lima"
    cast.ana.save(update_fields=["username"])

    edit_description(task, description="@ana @irina", version=1, actor=cast.boris)

    assert named(task) == {("lima", "ana"), ("irina", "irina")}
    edit_description(task, description="", version=2, actor=cast.boris)
    assert named(task) == set()
    task.refresh_from_db()
    assert task.description_html == ""


def test_the_answer_says_who_was_left_out(cast):
    task = cast.task()
    address = reverse("task_description", args=[task.pk])

    answer = cast.htmx(cast.ana).post(address, {"description": "@oleg and @boris", "version": 1})

    assert answer.status_code == 204
    assert "Oleg Petrov cannot see this task and is not mentioned." in answer.headers["HX-Trigger"]
    assert named(task) == {("boris", "boris")}
    answer = cast.htmx(cast.ana).post(address, {"description": "@boris", "version": 2})
    assert "mentioned" not in answer.headers["HX-Trigger"]


def test_who_asks_is_told_so_too(cast):
    data = {"to": "LEG", "title": "Check", "description": "@oleg or @boris", "priority": "1"}

    answer = cast.client(cast.vera).post(reverse("task_new"), data, follow=True)

    assert "Oleg Petrov cannot see this task and is not mentioned." in answer.content.decode()
    assert named(Task.objects.get(title="Check")) == {("boris", "boris")}


def test_too_many_are_refused_and_nothing_is_written(cast):
    words = " ".join(f"@{cast.person(f'm{n}', f'M {n}', cast.legal).username}" for n in range(21))
    task = cast.task()

    with pytest.raises(Refused, match="20 people at most"):
        edit_description(task, description=words, version=1, actor=cast.ana)
    with pytest.raises(Refused, match="20 people at most"):
        ask_task(cast.legal, title="Check", description=words, actor=cast.vera)
    task.refresh_from_db()
    assert task.description == ""


def test_many_tasks_with_names_cost_as_much_as_few(cast, count_statements):
    def rows(count):
        return [{"title": f"Task {n}", "description": "@ana and @boris"} for n in range(count)]

    with count_statements(at_most=30) as few:
        create_each(cast.todo, rows=rows(2), actor=cast.ana)
    with count_statements(at_most=few.number):
        tasks = create_each(cast.todo, rows=rows(40), actor=cast.ana)

    assert all(len(named(task)) == 2 for task in tasks)


def test_old_texts_stay_as_they_were_until_they_are_edited(cast):
    task = cast.task()
    type(task).objects.filter(pk=task.pk).update(
        description="@ana", description_html="<p>@ana</p>\n", renderer=1
    )

    assert "<p>@ana</p>" in cast.client(cast.boris).get(reverse("task", args=[task.pk])).content.decode()
    edit_description(task, description="@ana!", version=1, actor=cast.boris)
    assert named(task) == {("ana", "ana")}
