"""What a task has to do with others, on its page and in its forms; of what is hidden there is no trace."""

import json
import re

import pytest
from django.urls import reverse

from board.actions.agreement import accept_task, decline_task
from board.actions.hops import ask_task
from board.actions.links import add_blocker, add_child, open_children
from board.actions.moves import deliver_task
from board.actions.sharing import restrict_task
from board.models import Link, State, Task

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def page(cast, person, task):
    answer = cast.client(person).get(reverse("task", args=[task.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def send(cast, person, name, task, *more, **data):
    return cast.htmx(person).post(reverse(name, args=[task.pk, *more]), data)


@pytest.fixture
def secret(cast):
    """A task of Boris's that in Legal only he may see."""
    task = cast.task("Salaries of the board", actor=cast.boris)
    restrict_task(task, is_restricted=True, actor=cast.boris)
    return task


def test_a_task_says_what_blocks_it_until_that_is_finished(cast):
    task, blocker = cast.task("Sign"), cast.task("Read first")

    answer = send(cast, cast.ana, "task_blockers", task, blocker=f"#{blocker.pk}")
    assert answer.status_code == 204
    assert f"task-{task.pk}:changed" in answer.headers["HX-Trigger"]
    assert f"#{blocker.pk} Read first" in page(cast, cast.ana, task)
    assert "badge--warning" in page(cast, cast.ana, task)
    assert f"#{task.pk} Sign" in page(cast, cast.ana, blocker)

    deliver_task(blocker, actor=cast.ana)
    text = page(cast, cast.ana, task)
    assert "badge--warning" not in text and "no longer blocked" in text


def test_the_card_of_what_is_blocked_is_marked(cast):
    task, blocker = cast.task("Sign"), cast.task("Read first")
    add_blocker(task, blocker=blocker, actor=cast.ana)
    mark = 'title="Blocked by another task"'

    board = cast.client(cast.ana).get("/boards/LEG/").content.decode()
    assert board.count(mark) == 1 and board.index(f'data-card="{task.pk}"') < board.index(mark)

    deliver_task(blocker, actor=cast.ana)
    assert mark not in cast.client(cast.ana).get("/boards/LEG/").content.decode()


def test_a_blocker_is_taken_away(cast):
    task, blocker = cast.task("Sign"), cast.task("Read first")
    add_blocker(task, blocker=blocker, actor=cast.ana)

    assert send(cast, cast.ana, "task_link_remove", task, Link.objects.get().pk).status_code == 204
    assert "Read first" not in page(cast, cast.ana, task)


def test_a_link_is_removed_from_its_own_task_alone(cast):
    task, blocker = cast.task(), cast.task()
    add_blocker(task, blocker=blocker, actor=cast.ana)
    link = Link.objects.get().pk

    for wrong in (blocker, cast.task()):
        assert send(cast, cast.ana, "task_link_remove", wrong, link).status_code == 404
    assert Link.objects.exists()


@pytest.mark.parametrize(
    ("name", "field", "person"),
    [
        ("task_blockers", "blocker", "ana"),
        ("task_child", "child", "ana"),
        ("task_duplicate", "original", "boris"),
    ],
)
def test_hidden_and_missing_numbers_read_the_same(cast, name, field, person):
    task = cast.task() if name != "task_duplicate" else ask_task(cast.legal, title="Ask", actor=cast.vera)
    secret = cast.task("Salaries", column=cast.it.columns.first(), actor=cast.oleg)
    numbers = [secret.pk, secret.pk + 100]

    answers = [send(cast, getattr(cast, person), name, task, **{field: number}) for number in numbers]

    assert [answer.status_code for answer in answers] == [422, 422]
    texts = [
        re.sub(rf'(#|"){number}\b', r"\1N", TOKEN.sub("", answer.content.decode()))
        for answer, number in zip(answers, numbers, strict=True)
    ]
    assert texts[0] == texts[1]
    assert "There is no task #N that you may see." in texts[0]


@pytest.mark.parametrize("number", ["", "seven", "0", "-3", "#", "9" * 30, "1 2"])
def test_what_is_no_number_is_said_so(cast, number):
    answer = send(cast, cast.ana, "task_blockers", cast.task(), blocker=number)

    assert answer.status_code == 422 and "field__errors" in answer.content.decode()


def test_a_refusal_keeps_what_was_typed(cast):
    task, blocker = cast.task(), cast.task()
    add_blocker(blocker, blocker=task, actor=cast.ana)

    answer = send(cast, cast.ana, "task_blockers", task, blocker=f"#{blocker.pk}")

    assert answer.status_code == 409
    assert "waits for this task itself" in answer.content.decode()
    assert f'value="#{blocker.pk}"' in answer.content.decode()


def test_a_hidden_blocker_shows_its_department_and_nothing_else(cast, secret):
    task = cast.task("Sign")
    add_blocker(task, blocker=secret, actor=cast.boris)

    text = page(cast, cast.ana, task)
    assert "a task in Legal" in text and "badge--warning" in text
    assert "Salaries" not in text and f"#{secret.pk}" not in text and f"/{secret.pk}/" not in text
    assert "Salaries of the board" in page(cast, cast.boris, task)

    deliver_task(secret, actor=cast.boris)
    assert "a task in Legal" not in page(cast, cast.ana, task)


def test_what_a_task_blocks_is_shown_to_those_who_see_it(cast, secret):
    task = cast.task("Read first")
    add_blocker(secret, blocker=task, actor=cast.boris)

    text = page(cast, cast.ana, task)
    assert "Salaries" not in text and "a task in" not in text
    assert "Salaries of the board" in page(cast, cast.boris, task)


def test_a_duplicate_names_the_other_one_to_those_who_may_see_it(cast, secret):
    task = ask_task(cast.legal, title="Raise all salaries", actor=cast.vera)

    answer = send(cast, cast.boris, "task_duplicate", task, original=secret.pk)

    assert answer.status_code == 204
    assert Task.objects.get(pk=task.pk).state == State.DECLINED
    assert "Salaries of the board" in page(cast, cast.boris, task)
    text = page(cast, cast.vera, task)
    assert "Declined as a duplicate" in text and "declined this as a duplicate" in text
    assert "Salaries" not in text and f"#{secret.pk}" not in text
    assert "Raise all salaries" in page(cast, cast.boris, secret)


def test_only_coordinators_decline_as_a_duplicate(cast):
    task, original = (ask_task(cast.legal, title="Ask", actor=cast.vera) for _number in range(2))

    assert send(cast, cast.ana, "task_duplicate", task, original=original.pk).status_code == 404
    assert send(cast, cast.vera, "task_duplicate", task, original=original.pk).status_code == 404


def test_parts_are_asked_of_several_departments(cast):
    parent = cast.task("New employee")
    form = page_of_children(cast, parent)
    assert form.count('value="New employee"') == 3

    answer = send(
        cast,
        cast.ana,
        "task_children",
        parent,
        **{
            f"choose_{cast.it.pk}": "on",
            f"title_{cast.it.pk}": "A laptop",
            f"choose_{cast.sales.pk}": "on",
            f"title_{cast.sales.pk}": "A desk",
            f"title_{cast.legal.pk}": "New employee",
        },
    )

    assert answer.status_code == 204
    text = page(cast, cast.ana, parent)
    assert "0 of 2 done" in text and "A laptop" in text and "A desk" in text
    laptop = Task.objects.get(title="A laptop")
    assert f"#{parent.pk} New employee" in page(cast, cast.ana, laptop)
    decline_task(laptop, reason="None left", actor=cast.irina)
    assert "1 of 2 done" in page(cast, cast.ana, parent)


def page_of_children(cast, parent):
    return cast.client(cast.ana).get(reverse("task_children", args=[parent.pk])).content.decode()


def test_parts_without_a_department_or_a_title_are_refused_and_what_was_typed_stays(cast):
    parent = cast.task("New employee")

    nothing = send(cast, cast.ana, "task_children", parent, **{f"title_{cast.it.pk}": "A laptop"})
    untitled = send(cast, cast.ana, "task_children", parent, **{f"choose_{cast.it.pk}": "on"})

    assert nothing.status_code == untitled.status_code == 422
    assert "Choose at least one department." in nothing.content.decode()
    assert 'value="A laptop"' in nothing.content.decode()
    assert "Give it a title." in untitled.content.decode()


def test_a_hidden_part_shows_its_department_and_counts_for_nothing(cast):
    parent = cast.task("New employee")
    open_children(parent, parts=[(cast.legal, "A contract")], actor=cast.ana)
    secret = ask_task(cast.it, title="A dismissal", actor=cast.boris, is_restricted=True)
    add_child(parent, child=secret, actor=cast.boris)

    text = page(cast, cast.ana, parent)
    assert "a task in IT" in text and "0 of 1 done" in text
    assert "dismissal" not in text and f"#{secret.pk}" not in text
    decline_task(secret, reason="No", actor=cast.irina)
    assert "0 of 1 done" in page(cast, cast.ana, parent)
    assert "1 of 2 done" in page(cast, cast.boris, parent)


def test_a_part_says_of_what_to_those_who_see_that(cast):
    parent = cast.task("New employee")
    (laptop,) = open_children(parent, parts=[(cast.it, "A laptop")], actor=cast.ana)

    text = page(cast, cast.oleg, laptop)

    assert "Part of" not in text and "New employee" not in text and f"#{parent.pk}" not in text
    assert "Part of" in page(cast, cast.ana, laptop)


def test_links_cost_a_page_two_statements(cast, count_statements):
    task = cast.task()
    with count_statements(at_most=50) as bare:
        page(cast, cast.ana, task)
    open_children(task, parts=[(cast.it, "Part")] * 10, actor=cast.ana)
    for _number in range(10):
        add_blocker(task, blocker=cast.task(), actor=cast.ana)

    with count_statements(at_most=50) as linked:
        page(cast, cast.ana, task)

    assert linked.number <= bare.number + 1


def test_closing_with_open_parts_warns_and_does_not_refuse(cast):
    parent = cast.task("New employee")
    open_children(parent, parts=[(cast.it, "A laptop"), (cast.sales, "A desk")], actor=cast.ana)
    secret = ask_task(cast.it, title="A dismissal", actor=cast.boris, is_restricted=True)
    add_child(parent, child=secret, actor=cast.boris)

    answer = send(cast, cast.ana, "task_move", parent, column=cast.done.pk)

    assert answer.status_code == 204 and Task.objects.get(pk=parent.pk).state == State.CLOSED
    offer = json.loads(answer.headers["HX-Trigger"])["offer"]
    assert offer["text"] == f"#{parent.pk} is closed. 2 parts of this are still open."


def test_the_form_of_delivering_names_the_open_parts(cast):
    parent = ask_task(cast.legal, title="New employee", actor=cast.vera)
    accept_task(parent, assignee=cast.ana, actor=cast.ana)
    open_children(parent, parts=[(cast.it, "A laptop")], actor=cast.ana)

    form = cast.client(cast.ana).get(reverse("task_deliver", args=[parent.pk])).content.decode()

    assert "1 part of this is still open." in form


@pytest.mark.parametrize(("blocked", "cost"), [(0, 14), (1, 16), (9, 16)])
def test_a_move_into_done_costs_few_statements_however_much_it_frees(cast, count_statements, blocked, cost):
    task = cast.task()
    for _number in range(blocked):
        add_blocker(cast.task(), blocker=task, actor=cast.ana)
    client = cast.htmx(cast.ana)

    with count_statements(at_most=cost):
        answer = client.post(reverse("task_move", args=[task.pk]), {"column": cast.done.pk})

    assert answer.status_code == 204
