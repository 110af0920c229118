"""Ctrl+K, a few letters, Enter: at any task, board, person or action."""

import pytest
from playwright.sync_api import expect

from board.actions.hops import ask_task
from board.actions.visits import see_task


@pytest.fixture
def task(cast):
    cast.task("Read the old contract")
    return cast.task("Check the contract")


@pytest.fixture
def page(browse, cast, task):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    return page


def open_palette(page, words=""):
    page.keyboard.press("Control+KeyK")
    expect(page.locator("#palette-field")).to_be_focused()
    page.keyboard.type(words)


def options(page):
    return page.locator("#palette [role=option]")


def chosen(page):
    return page.locator("#palette [role=option][aria-selected=true]")


def test_a_number_and_enter_lead_to_the_task(page, task):
    open_palette(page, f"#{task.pk}")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"/tasks/{task.pk}/")


def test_letters_lead_to_a_task_and_arrows_to_another(page, task):
    open_palette(page, "contr")
    expect(chosen(page)).to_contain_text("Check the contract")
    page.locator("#palette-field").fill("contract")
    expect(page.get_by_role("option", name="Read the old contract")).to_be_visible()
    first = chosen(page).get_attribute("id")
    page.keyboard.press("ArrowDown")
    second = chosen(page).get_attribute("id")

    assert first != second
    expect(page.locator("#palette-field")).to_have_attribute("aria-activedescendant", second)
    page.keyboard.press("ArrowUp")
    expect(page.locator("#palette-field")).to_have_attribute("aria-activedescendant", first)


def test_what_was_looked_at_last_comes_first(page, cast, task):
    see_task(task, activity=task.activities.last().pk, actor=cast.ana)
    open_palette(page)

    expect(options(page).first).to_contain_text("Check the contract")
    expect(page.locator("#palette-tasks")).to_have_text("Looked at last")


def test_boards_people_and_what_the_page_can_do(page, cast):
    open_palette(page, "Legal")
    expect(chosen(page)).to_have_id(f"palette-board-{cast.legal.pk}")
    page.locator("#palette-field").fill("Smirn")
    expect(chosen(page)).to_have_id(f"palette-person-{cast.vera.pk}")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/search/?q=%40vera")

    open_palette(page, "new ta")
    expect(chosen(page)).to_contain_text("New task")
    expect(chosen(page).locator("kbd")).to_have_text("C")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/tasks/new/")


def test_an_action_is_called_what_its_button_says_and_not_how_much_waits_there(browse, cast):
    ask_task(cast.legal, title="Check the lease", actor=cast.vera)
    page = browse(cast.boris)
    page.goto("/boards/LEG/")
    expect(page.locator("#inbox-count")).to_have_text("1")

    open_palette(page, "inbo")

    expect(chosen(page)).to_have_text("Inbox")


def test_the_theme_and_signing_out_are_there_too(page):
    open_palette(page, "dark")
    expect(chosen(page)).to_have_text("Theme: Dark")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    open_palette(page, "sign out")
    page.keyboard.press("Enter")
    expect(page.locator("#id_login")).to_be_visible()


def test_an_action_of_the_card_that_has_the_focus(page, task):
    page.keyboard.press("KeyJ")
    open_palette(page, "move")
    expect(chosen(page)).to_contain_text("Move")
    page.keyboard.press("Enter")

    expect(page.locator("#popover select[name=column]")).to_be_visible()
    expect(page.locator("#popover")).to_contain_text(f"#{task.pk}")


def test_enter_at_once_means_what_was_typed(page, task):
    """Neither the answer about fewer letters, nor one that is not there yet."""
    open_palette(page)
    page.locator("#palette-field").press_sequentially("contract")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"/tasks/{task.pk}/")


def test_only_the_latest_answer_is_shown(page, task):
    held = []
    page.route("**/palette/?q=lease", lambda route: held.append(route))
    open_palette(page)
    with page.expect_request("**/palette/?q=lease"):
        page.locator("#palette-field").fill("lease")
    page.locator("#palette-field").fill("contract")

    expect(chosen(page)).to_contain_text("Check the contract")
    for route in held:
        route.abort()
    expect(options(page).first).to_contain_text("Check the contract")


def test_where_nothing_is_found_enter_searches(page):
    open_palette(page, "xyzzy")
    expect(page.locator("#palette [role=status]")).to_have_text("Nothing found. Enter searches everything.")
    page.keyboard.press("Enter")

    expect(page).to_have_url("/search/?q=xyzzy")


def test_escape_and_the_same_keys_close_it_and_the_focus_comes_back(page, task):
    page.keyboard.press("KeyJ")
    focused = page.locator(f"#task-{task.pk} .task-card__title")
    for key in ("Escape", "Control+KeyK"):
        open_palette(page)
        page.keyboard.press(key)
        expect(page.locator("#palette")).to_be_hidden()
        expect(focused).to_be_focused()


def test_it_opens_from_a_field_and_with_the_mouse(page):
    page.locator(".quick-add__field").first.focus()
    open_palette(page, "legal")
    page.keyboard.press("Escape")
    expect(page.locator(".quick-add__field").first).to_have_value("")
    page.locator("#open-palette").click()

    expect(page.locator("#palette-field")).to_be_focused()


def test_without_a_script_the_button_leads_to_the_search(browse, cast):
    page = browse(cast.ana, java_script_enabled=False)
    page.goto("/boards/LEG/")
    page.locator("#open-palette").click()

    expect(page).to_have_url("/search/")
