"""A slip is put right with one click, or one key, while the notice stands."""

import pytest
from playwright.sync_api import expect

from board.actions.hops import ask_task
from board.actions.moves import move_task
from board.models import State, Task
from tests.browser.gestures import drag, tab_to


@pytest.fixture
def task(cast):
    cast.task("Other")
    return cast.task("Check the contract")


@pytest.fixture
def board(browse, cast, task):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    return page


def titles(page, column):
    return page.locator(f"#column-{column.pk}-cards .task-card__title")


def undo_of(page):
    return page.locator("#toasts [data-undo]")


def move(page, task, key="ArrowRight"):
    page.locator(f"#task-{task.pk} .task-card__title").focus()
    with page.expect_response("**/move/"):
        page.keyboard.press(f"Alt+{key}")


def test_a_drag_is_undone_with_a_click(board, cast, task):
    drag(board, board.locator(f"#task-{task.pk}"), board.locator(f"#column-{cast.doing.pk}-cards"))
    expect(board.locator("#toasts .toast__text")).to_have_text(f"#{task.pk} moved to Doing, 1 of 1")

    undo_of(board).click()

    expect(titles(board, cast.todo)).to_have_text(["Check the contract", "Other"])
    expect(titles(board, cast.doing)).to_have_count(0)
    expect(board.locator("#announcer")).to_have_text(f"Undone: #{task.pk} is as it was.")
    expect(undo_of(board)).to_have_count(0)


def test_z_undoes_it_and_the_focus_stays_with_the_card(board, cast, task):
    move(board, task)
    expect(undo_of(board)).to_be_visible()

    board.keyboard.press("KeyZ")

    expect(titles(board, cast.todo)).to_have_text(["Check the contract", "Other"])
    expect(board.locator(f"#task-{task.pk} .task-card__title")).to_be_focused()


def test_control_z_is_the_browser_s(board, cast, task):
    move(board, task)
    expect(undo_of(board)).to_be_visible()

    board.keyboard.press("Control+KeyZ")

    expect(undo_of(board)).to_be_visible()
    expect(titles(board, cast.doing)).to_have_text(["Check the contract"])


def test_the_notice_is_reached_with_tab_and_gives_the_focus_back(board, cast, task):
    move(board, task)
    tab_to(board, undo_of(board))

    board.keyboard.press("Enter")

    expect(titles(board, cast.todo)).to_have_text(["Check the contract", "Other"])
    expect(board.locator(f"#task-{task.pk} .task-card__title")).to_be_focused()


def test_a_move_within_the_column_offers_nothing(board, cast, task):
    move(board, task, "ArrowDown")

    expect(board.locator("#announcer")).to_have_text(f"#{task.pk} moved to To do, 2 of 2")
    expect(undo_of(board)).to_have_count(0)


def test_the_last_move_is_the_one_that_is_undone(board, cast, task):
    move(board, task)
    move(board, task)
    expect(board.locator("#toasts .toast__text")).to_contain_text("moved to Done")

    undo_of(board).click()

    expect(titles(board, cast.doing)).to_have_text(["Check the contract"])


def test_what_another_has_moved_on_stays_and_the_page_says_why(board, cast, task, faults):
    faults.expect("409 POST")
    move(board, task)
    move_task(task, column=cast.done.pk, after=None, actor=cast.boris)

    undo_of(board).click()

    expect(board.locator("#toasts .toast--refused")).to_contain_text("Boris Orlov finished this")
    assert Task.objects.get(pk=task.pk).column == cast.done


def test_without_a_network_the_button_stays(board, cast, task, faults):
    faults.expect("net::ERR_INTERNET_DISCONNECTED POST", "htmx:error: Failed to fetch")
    move(board, task)
    board.route("**/undo/", lambda route: route.abort("internetdisconnected"))
    undo_of(board).click()
    expect(board.locator("#toasts .toast--refused")).to_be_visible()

    board.unroute("**/undo/")
    undo_of(board).click()

    expect(titles(board, cast.todo)).to_have_text(["Check the contract", "Other"])


def test_a_decline_and_an_archiving_are_undone_on_the_task_s_page(browse, cast):
    asked = ask_task(cast.legal, title="Review", actor=cast.vera)
    page = browse(cast.boris)
    page.goto(f"/tasks/{asked.pk}/")
    page.locator("#open-more").click()
    page.locator("#open-decline").click()
    page.locator("#slot-steps textarea").fill("No")
    page.locator("#slot-steps textarea").press("Control+Enter")
    undo_of(page).click()
    expect(page.locator(".task__context .badge--accent")).to_have_text("Submitted")

    done = cast.task(column=cast.done)
    page.goto(f"/tasks/{done.pk}/")
    page.get_by_role("button", name="Archive").click()
    expect(page.locator(".task__context")).to_contain_text("Archived")
    page.keyboard.press("KeyZ")
    expect(page.locator(".task__context")).not_to_contain_text("Archived")
    assert Task.objects.get(pk=asked.pk).state == State.SUBMITTED


def test_it_is_undone_over_the_board_in_the_open_task(board, cast):
    task = cast.task(column=cast.done)
    board.reload()
    board.locator(f"#task-{task.pk} .task-card__title").click()
    board.locator("#panel").get_by_role("button", name="Archive").click()
    expect(titles(board, cast.done)).to_have_count(0)

    board.keyboard.press("KeyZ")

    expect(titles(board, cast.done)).to_have_count(1)
    assert Task.objects.get(pk=task.pk).archived_at is None


def test_without_a_script_a_link_leads_to_the_button(browse, cast, task):
    page = browse(cast.ana, java_script_enabled=False)
    page.goto(f"/tasks/{task.pk}/move/")
    page.locator("select[name=column]").select_option(str(cast.done.pk))
    page.get_by_role("button", name="Move").click()
    page.locator("#messages").get_by_role("link", name="Undo").click()
    page.locator("main").get_by_role("button", name="Undo").click()

    expect(page.locator("#messages")).to_contain_text(f"Undone: #{task.pk} is as it was.")
    assert Task.objects.get(pk=task.pk).state == State.ACCEPTED
