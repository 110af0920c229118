from datetime import timedelta

import pytest
from django.urls import reverse

from board.actions.archive import archive_task
from board.actions.columns import add_column, edit_column
from board.actions.comments import add_comment
from board.actions.labels import add_label
from board.actions.moves import move_task
from board.models import Priority, Task
from board.queries.boards import ARCHIVE_PAGE


def board_page(cast, user, code="LEG", **query):
    return cast.client(user).get(reverse("board", args=[code]), query)


def test_the_code_of_a_board_is_known_in_small_letters_too(cast):
    answer = board_page(cast, cast.ana, code="leg")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/boards/LEG/")


def test_a_board_shows_its_columns_with_their_cards(cast):
    label = add_label(cast.legal, name="Contract", color="blue", actor=cast.boris)
    today = cast.legal.today()
    task = cast.task(
        "Check <b>this</b>",
        assignee=cast.boris,
        priority=Priority.URGENT,
        labels=[label],
        promised_on=today - timedelta(days=1),
    )
    add_comment(task, text="One", actor=cast.ana)

    page = board_page(cast, cast.ana).content.decode()

    for words in (
        "To do",
        "Doing",
        "Done",
        f"#{task.pk}",
        "Check &lt;b&gt;this&lt;/b&gt;",
        "Urgent",
        "Contract",
    ):
        assert words in page
    assert 'title="Boris Orlov">BO<' in page
    assert ", overdue" in page
    assert 'title="1 comment">1<' in page


def test_a_column_over_its_limit_says_so(cast):
    edit_column(cast.todo, name="To do", kind="todo", wip_limit=1, actor=cast.boris)
    cast.task()
    assert "Over the limit" not in board_page(cast, cast.ana).content.decode()

    cast.task()
    page = board_page(cast, cast.ana).content.decode()
    assert "Over the limit" in page
    assert "2/1" in page


def test_a_long_column_loads_the_rest_on_demand(cast, monkeypatch):
    monkeypatch.setattr("board.queries.board.PAGE", 2)
    for number in range(5):
        cast.task(f"Task {number}")
    column = reverse("column", args=["LEG", cast.todo.pk])

    first = board_page(cast, cast.ana).content.decode()
    more = cast.htmx(cast.ana).get(column, {"shown": 4}).content.decode()
    rest = board_page(cast, cast.ana, column=cast.todo.pk, shown=6).content.decode()

    assert [f"Task {n}" in first for n in (4, 3, 2)] == [True, True, False]
    assert f"{column}?shown=4" in first
    assert "Task 1" in more and "Task 0" not in more
    assert f'hx-get="{column}?shown=4"' in more  # what it refetches itself by
    assert "Task 0" in rest and "Show more" not in rest


def test_a_done_column_is_ordered_by_finishing_and_hides_the_archive(cast):
    first, second, gone = (cast.task(title) for title in ("first", "second", "gone"))
    for task in (second, gone, first):
        move_task(task, column=cast.done.pk, after=None, actor=cast.ana)
    archive_task(gone, actor=cast.ana)

    column = cast.htmx(cast.ana).get(reverse("column", args=["LEG", cast.done.pk])).content.decode()

    assert column.index("first") < column.index("second")
    assert "gone" not in column


def test_restricted_tasks_are_neither_shown_nor_counted(cast):
    cast.task("Open to all")
    hidden = cast.task("Hidden", is_restricted=True, actor=cast.boris)

    for user, sees in [(cast.ana, False), (cast.boris, True), (cast.irina, True)]:
        page = board_page(cast, user).content.decode()
        assert ("Hidden" in page) is sees
        assert (f'column__count">{2 if sees else 1}<' in page) is True

    Task.objects.filter(pk=hidden.pk).update(assignee=cast.ana)
    assert "Hidden" in board_page(cast, cast.ana).content.decode()


def test_an_open_board_is_for_reading_only(cast):
    cast.task("Readable")
    assert board_page(cast, cast.vera).status_code == 404

    cast.legal.is_open = True
    cast.legal.save(update_fields=["is_open"])
    page = board_page(cast, cast.vera).content.decode()
    assert "Readable" in page
    assert "quick-add" not in page and "task-card__move" not in page
    assert f'href="{reverse("task_new")}?to=LEG"' in page
    assert reverse("board_settings", args=["LEG"]) not in page


@pytest.mark.parametrize("cards", [3, 40])
def test_a_board_costs_the_same_statements_for_few_cards_and_many(cast, count_statements, cards):
    label = add_label(cast.legal, name="Contract", color="blue", actor=cast.boris)
    for column in (cast.todo, cast.doing, cast.done):
        for number in range(cards):
            cast.task(f"Task {number}", column=column, labels=[label], assignee=cast.ana)
    client = cast.client(cast.ana)

    with count_statements(at_most=10) as cold:
        answer = client.get("/boards/LEG/")
    with count_statements(at_most=4) as warm:
        client.get("/boards/LEG/")
    with count_statements(at_most=4):
        known = client.get("/boards/LEG/", HTTP_IF_NONE_MATCH=answer.headers["ETag"])

    assert (cold.number, warm.number, known.status_code) == (7, 4, 304)


def test_a_board_of_200_cards_is_small(five_digits, cast, count_nodes):
    add_column(cast.legal, name="Review", kind="doing", wip_limit=None, actor=cast.boris)
    labels = [
        add_label(cast.legal, name=name, color="blue", actor=cast.boris) for name in ("Contract", "Routine")
    ]
    due = cast.legal.today()
    for column in cast.legal.columns.all():
        for number in range(50):
            task = cast.task(
                f"Check the contract with supplier number {number}",
                column=column, labels=labels, assignee=cast.ana, promised_on=due, priority=Priority.HIGH,
            )  # fmt: skip
            add_comment(task, text="One", actor=cast.ana)

    page = board_page(cast, cast.boris, column=cast.done.pk, shown=60).content.decode()

    assert page.count("data-card=") == 200
    assert len(page.encode()) <= 160_000
    assert count_nodes(page) <= 4000


def test_the_list_names_the_boards_that_one_may_see_with_their_open_tasks(cast):
    cast.task(promised_on=cast.legal.today() - timedelta(days=3))
    cast.task()

    mine = cast.client(cast.ana).get("/boards/").content.decode()
    assert "2 open tasks" in mine and "1 overdue" in mine
    assert "Sales" not in mine
    assert all(
        name in cast.client(cast.irina).get("/boards/").content.decode() for name in ("Legal", "Sales", "IT")
    )


def test_the_archive_is_paged_by_key(cast):
    for number in range(ARCHIVE_PAGE + 2):
        archive_task(cast.task(f"Old {number:03}", column=cast.done), actor=cast.ana)
    client = cast.client(cast.ana)

    first = client.get("/boards/LEG/archive/")
    second = client.get("/boards/LEG/archive/", {"after": first.context["next_key"]})

    assert [task.title for task in second.context["tasks"]] == ["Old 001", "Old 000"]
    assert second.context["next_key"] is None
    assert client.get("/boards/LEG/archive/", {"after": "nonsense"}).status_code == 200
