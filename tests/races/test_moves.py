"""Many people move cards on one board at once."""

import random
import re
from collections import Counter

import pytest

from board.models import Activity, Department, Task
from tests.consistency import broken
from tests.races.crowd import at_once, in_turn

CARD = re.compile(r'data-card="(\d+)"')


def statuses(answers):
    return Counter(answer.status for answer in answers)


def flat(lists):
    return [item for items in lists for item in items]


def version(department):
    return Department.objects.get(pk=department.pk).version


def fill(cast, count):
    """Return `count` tasks, spread over the three columns of Legal."""
    columns = [cast.todo, cast.doing, cast.done]
    return [cast.task(f"Card {n}", column=columns[n % 3]) for n in range(count)]


def random_move(visitor, dice, tasks, columns):
    """Return a call that moves some card somewhere, as a drag or as the menu does."""
    task, column = dice.choice(tasks), dice.choice(columns)
    place = dice.choice(
        [
            {"place": "top"},
            {"place": "bottom"},
            {"place": "up"},
            {"place": "down"},
            *[{"after": dice.choice(tasks).pk}] * 4,
        ]
    )
    return lambda: visitor.post(f"/tasks/{task.pk}/move/", column=column.pk, **place)


def cards_in_the_database(column):
    cards = Task.objects.filter(column=column, archived_at=None)
    return list(
        cards.order_by("-finished_at" if column.is_done else "position", "-pk").values_list("pk", flat=True)
    )


def cards_on_the_page(visitor, column):
    return [int(number) for number in CARD.findall(visitor.get(f"/boards/LEG/columns/{column.pk}/").text)]


@pytest.mark.parametrize("moves", [200, pytest.param(5000, marks=pytest.mark.long)])
def test_eight_people_move_cards_and_none_is_lost(cast, crowd, moves):
    tasks, columns = fill(cast, 24), [cast.todo, cast.doing, cast.done]
    before = version(cast.legal)
    dice = random.Random(8)
    errands = [
        in_turn([random_move(visitor, dice, tasks, columns) for _ in range(moves // len(crowd) + 1)])
        for visitor in crowd
    ]

    answers = flat(at_once(*errands))

    assert set(statuses(answers)) <= {204, 409}
    assert statuses(answers)[204] > moves / 3
    assert all("The card above has moved" in answer.text for answer in answers if answer.status == 409)
    changes = sum(answer.changed_a_column for answer in answers)
    made = Activity.objects.filter(department=cast.legal, version__gt=before)
    assert (
        version(cast.legal) - before == changes == made.count() == made.values("version").distinct().count()
    )
    assert set(Task.objects.values_list("pk", flat=True)) == {task.pk for task in tasks}
    assert broken() == {}
    for column in columns:
        assert cards_on_the_page(crowd[0], column) == cards_in_the_database(column)
        assert cards_on_the_page(crowd[-1], column) == cards_in_the_database(column)


def test_cards_that_pass_each_other_between_two_columns_all_arrive(cast, crowd):
    up = [cast.task(column=cast.todo) for _ in range(12)]
    down = [cast.task(column=cast.doing) for _ in range(12)]
    there = [[(task, cast.doing) for task in up], [(task, cast.todo) for task in down]]

    def errand(visitor, moves):
        return in_turn(
            [
                lambda task=task, column=column: visitor.post(f"/tasks/{task.pk}/move/", column=column.pk)
                for task, column in moves
            ]
        )

    answers = flat(at_once(*[errand(visitor, there[number % 2]) for number, visitor in enumerate(crowd)]))

    assert set(statuses(answers)) == {204}
    assert set(cards_in_the_database(cast.doing)) == {task.pk for task in up}
    assert set(cards_in_the_database(cast.todo)) == {task.pk for task in down}
    assert broken() == {}


def test_tasks_added_at_once_stand_each_in_a_place_of_its_own(cast, crowd):
    address = f"/boards/LEG/columns/{cast.todo.pk}/tasks/"

    def errand(visitor, who):
        return in_turn(
            [
                lambda number=number: visitor.post(address, titles=f"{who}-{number} a\n{who}-{number} b")
                for number in range(6)
            ]
        )

    before = version(cast.legal)
    answers = flat(at_once(*[errand(visitor, who) for who, visitor in enumerate(crowd)]))

    assert set(statuses(answers)) == {204}
    wanted = [f"{who}-{number} {letter}" for who in range(8) for number in range(6) for letter in "ab"]
    titles = list(Task.objects.order_by("position").values_list("title", flat=True))
    assert sorted(titles) == sorted(wanted)
    assert all(
        titles[place + 1] == f"{title[:-1]}b" for place, title in enumerate(titles) if title.endswith("a")
    )
    assert version(cast.legal) - before == len(answers)
    assert broken() == {}


def test_archiving_and_moving_the_same_cards_leaves_each_in_one_place(cast, crowd):
    tasks = [cast.task(column=cast.done) for _ in range(6)]
    dice = random.Random(6)

    def any_call(visitor):
        task = dice.choice(tasks)
        verb = dice.choice(["archive", "restore", "move", "move"])
        column = dice.choice([cast.todo, cast.done])
        return lambda: visitor.post(
            f"/tasks/{task.pk}/{verb}/", **({"column": column.pk} if verb == "move" else {})
        )

    answers = flat(at_once(*[in_turn([any_call(visitor) for _ in range(15)]) for visitor in crowd]))

    assert set(statuses(answers)) == {204, 409}
    assert broken() == {}
    shown = flat(cards_on_the_page(crowd[0], column) for column in (cast.todo, cast.done))
    archived = list(Task.objects.exclude(archived_at=None).values_list("pk", flat=True))
    assert sorted(shown + archived) == sorted(task.pk for task in tasks)
