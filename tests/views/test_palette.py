"""Where the palette leads, and to whom it shows what."""

import pytest

from board.actions.departments import set_reading
from board.actions.sharing import restrict_task
from board.actions.visits import see_task
from board.models import Task


def options(client, words=""):
    html = client.get("/palette/", {"q": words}).content.decode()
    return [part.split('"')[0] for part in html.split('role="option" id="')[1:]]


def test_a_number_comes_first_whatever_else_has_it_in_its_text(cast):
    task = next(task for task in iter(lambda: cast.task("Read"), None) if task.pk > 9)
    other = cast.task(f"Invoice {task.pk}")

    found = options(cast.client(cast.ana), f"#{task.pk}")

    assert found[:2] == [f"palette-task-{task.pk}", f"palette-task-{other.pk}"]


@pytest.mark.parametrize("words", ["contr", "the contr", "CONTRACTS", "чек", "догово"])
def test_the_beginnings_of_words_are_enough(cast, words):
    task = cast.task("Check the contract: чек, договоры")
    cast.task("Something else")

    assert options(cast.client(cast.ana), words)[0] == f"palette-task-{task.pk}"


@pytest.mark.parametrize(
    "words", ["'; --", "a & | !b", ":*", "(", "\\", "%", "@", "#", "9" * 30, "a" * 200, "☃"]
)
def test_odd_things_find_nothing_and_break_nothing(cast, words):
    cast.task()

    assert cast.client(cast.ana).get("/palette/", {"q": words}).status_code == 200


def test_boards_and_people_are_found_by_their_names(cast):
    client = cast.client(cast.ana)

    assert options(client, "Leg") == [f"palette-board-{cast.legal.pk}"]
    assert options(client, "leg")[0] == f"palette-board-{cast.legal.pk}"
    assert options(client, "Smir") == [f"palette-person-{cast.vera.pk}"]
    assert options(client, "Sales") == []
    set_reading(cast.sales, is_open=True, actor=cast.irina)
    assert options(client, "Sales") == [f"palette-board-{cast.sales.pk}"]


def test_a_person_leads_to_what_is_assigned_to_them(cast):
    mine, other = cast.task("Mine", assignee=cast.boris), cast.task("Other")
    client = cast.client(cast.ana)
    assert 'href="/search/?q=%40boris"' in client.get("/palette/?q=boris").content.decode()

    page = client.get("/search/?q=%40boris").content.decode()

    assert mine.title in page
    assert f"/tasks/{other.pk}/" not in page
    assert f"/tasks/{mine.pk}/" not in client.get("/search/?q=%40boris+lease").content.decode()
    assert f"/tasks/{mine.pk}/" in client.get("/search/?q=%40boris+mine").content.decode()


def test_what_one_looked_at_last_comes_first(cast):
    first, second, _third = cast.task("First"), cast.task("Second"), cast.task("Third")
    for task in (second, first):
        see_task(task, activity=task.activities.last().pk, actor=cast.ana)

    found = options(cast.client(cast.ana))

    assert found == [
        f"palette-task-{first.pk}",
        f"palette-task-{second.pk}",
        f"palette-board-{cast.legal.pk}",
    ]


def test_a_restricted_task_is_there_for_nobody_who_may_not_see_it(cast):
    task = cast.task("Malachite", actor=cast.boris)
    see_task(task, activity=task.activities.last().pk, actor=cast.ana)
    assert f"palette-task-{task.pk}" in options(cast.client(cast.ana))

    restrict_task(task, is_restricted=True, actor=cast.boris)

    for words in ("", "mala", f"#{task.pk}", str(task.pk)):
        assert f"palette-task-{task.pk}" not in options(cast.client(cast.ana), words)
    assert f"palette-task-{task.pk}" in options(cast.client(cast.boris), "mala")


@pytest.mark.parametrize("words", ["", "contract", "1"])
def test_it_costs_few_statements_however_much_there_is(cast, count_statements, words):
    client = cast.client(cast.ana)
    for _number in range(10):
        cast.task("contract")
    with count_statements(at_most=6):
        client.get("/palette/", {"q": words})
    assert Task.objects.count() == 10
