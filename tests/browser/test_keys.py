"""Someone who never touches the mouse: one key for each thing, on any layout."""

import re

import pytest
from playwright.sync_api import expect

from board.actions.filters import save_filter
from board.actions.hops import ask_task
from board.models import Task, Watch


@pytest.fixture
def tasks(cast):
    return [cast.task(title) for title in ("Third", "Second", "First")][::-1]


@pytest.fixture
def board(browse, cast, tasks):
    cast.task("Other", column=cast.done)
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    return page


def card(page, task):
    return page.locator(f"#task-{task.pk} .task-card__title")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_letters_and_arrows_go_from_card_to_card_and_from_column_to_column(board, tasks):
    press(board, "KeyJ")
    expect(card(board, tasks[0])).to_be_focused()
    press(board, "KeyJ", "ArrowDown", "KeyJ")
    expect(card(board, tasks[2])).to_be_focused()
    press(board, "KeyK", "ArrowUp")
    expect(card(board, tasks[0])).to_be_focused()

    press(board, "ArrowRight")
    expect(board.get_by_role("link", name="Other")).to_be_focused()
    press(board, "KeyH")
    expect(card(board, tasks[0])).to_be_focused()
    press(board, "KeyL", "ArrowLeft")
    expect(card(board, tasks[0])).to_be_focused()


def test_enter_opens_the_task_and_escape_leads_back_to_the_card(board, tasks):
    press(board, "KeyJ", "Enter")
    expect(board.locator("#panel h1")).to_have_text("First")
    press(board, "Escape")

    expect(board.locator("#panel")).to_be_hidden()
    expect(card(board, tasks[0])).to_be_focused()


def test_the_bar_of_the_card_with_the_focus_shows_its_keys(board, tasks):
    bar = board.locator("#card-actions")
    expect(bar).to_be_hidden()
    press(board, "KeyJ")

    expect(bar).to_be_visible()
    expect(bar.locator("kbd")).to_have_text(["E", "M", "A", "I", "W"])
    expect(bar.locator(".card-actions__number")).to_have_text(f"#{tasks[0].pk}")
    board.locator(".header__brand").focus()
    expect(bar).to_be_hidden()


def test_m_moves_it_and_the_focus_comes_back(board, cast, tasks):
    press(board, "KeyJ", "KeyM")
    board.locator("#popover select[name=column]").select_option(str(cast.doing.pk))
    board.locator("#popover .button--primary").click()

    expect(board.locator(f"#column-{cast.doing.pk}-cards .task-card__title")).to_have_text(["First"])
    expect(card(board, tasks[0])).to_be_focused()


def test_e_edits_and_a_assigns(board, cast, tasks):
    press(board, "KeyJ", "KeyE")
    board.locator("#popover [name=title]").fill("Renamed")
    press(board, "Enter")
    expect(card(board, tasks[0])).to_have_text("Renamed")
    expect(card(board, tasks[0])).to_be_focused()

    press(board, "KeyA")
    board.locator("#popover select").select_option(str(cast.boris.pk))
    board.locator("#popover .button--primary").click()
    expect(board.locator(f"#task-{tasks[0].pk} .avatar")).to_have_attribute("title", "Boris Orlov")


def test_i_takes_it_at_once_and_w_watches_it(board, cast, tasks):
    tasks[0].watches.all().delete()
    press(board, "KeyJ", "KeyI")
    expect(board.locator(f"#task-{tasks[0].pk} .avatar")).to_have_attribute("title", "Ana Lima")
    expect(board.locator("#announcer")).to_have_text("Assigned to Ana Lima.")
    press(board, "KeyW")
    expect(board.locator("#announcer")).to_have_text("You watch this task.")

    expect(card(board, tasks[0])).to_be_focused()
    assert Task.objects.get(pk=tasks[0].pk).assignee == cast.ana
    assert Watch.objects.filter(task=tasks[0], user=cast.ana).exists()


def test_x_chooses_and_c_and_slash_lead_on(board, tasks):
    press(board, "KeyJ", "KeyX")
    expect(board.locator("[data-bulk-count]")).to_have_text("1")
    press(board, "Slash")
    expect(board.locator("#id_q")).to_be_focused()
    board.go_back()
    press(board, "KeyC")
    expect(board.locator("[name=title]")).to_be_visible()


def test_on_a_russian_layout_the_same_keys_do_the_same(board, tasks):
    send = board.context.new_cdp_session(board).send
    for code, key in (("KeyJ", "о"), ("KeyM", "ь")):
        for kind in ("keyDown", "keyUp"):
            send("Input.dispatchKeyEvent", {"type": kind, "code": code, "key": key})

    expect(board.locator("#popover select[name=column]")).to_be_visible()


def test_nothing_happens_while_one_types(board, tasks):
    field = board.locator(".quick-add__field").first
    field.focus()
    board.keyboard.type("jmc?")

    expect(field).to_have_value("jmc?")
    expect(board.locator("dialog[open]")).to_have_count(0)


def test_a_field_that_the_browser_fills_in_by_itself_is_no_key(browse, cast):
    """Chromium then tells of a key that has no name."""
    page = browse()
    page.goto("/")
    page.locator("#id_login").evaluate("field => field.dispatchEvent(new Event('keydown', {bubbles: true}))")
    expect(page.locator("#id_login")).to_be_visible()


def test_the_keys_of_a_task(browse, cast, tasks):
    page = browse(cast.ana)
    page.goto(f"/tasks/{tasks[0].pk}/")
    press(page, "KeyE")
    expect(page.locator("#slot-description textarea")).to_be_focused()
    press(page, "Escape", "KeyI")
    expect(page.locator("#announcer")).to_have_text("Assigned to Ana Lima.")
    press(page, "KeyA")
    expect(page.locator("#slot-assignee select")).to_be_focused()
    press(page, "Escape", "KeyM")
    expect(page.locator("#popover select[name=column]")).to_be_focused()
    press(page, "Escape")
    expect(page.locator("#popover")).to_be_hidden()
    press(page, "Escape")
    expect(page).to_have_url("/boards/LEG/")


def test_escape_closes_a_form_from_its_button_too_and_stays_on_the_page(browse, cast, tasks):
    page = browse(cast.ana)
    page.goto(f"/tasks/{tasks[0].pk}/")
    press(page, "KeyE")
    page.locator("#slot-description textarea").fill("Half a sen")
    page.locator("#slot-description .button--primary").focus()
    press(page, "Escape")

    expect(page.locator("#slot-description form")).to_have_count(0)
    expect(page.locator("#open-description")).to_be_focused()
    expect(page).to_have_url(f"/tasks/{tasks[0].pk}/")


def test_a_form_from_a_menu_gives_the_focus_back_to_the_menu(browse, cast):
    asked = ask_task(cast.legal, title="Review", actor=cast.vera)
    page = browse(cast.boris)
    page.goto(f"/tasks/{asked.pk}/")
    more = page.locator("#open-more")
    more.focus()
    press(page, "Enter", "Tab", "Enter")
    expect(page.locator("#slot-steps :focus")).to_have_count(1)
    press(page, "Escape")
    expect(more).to_be_focused()


def test_a_filter_renamed_from_its_menu_gives_the_focus_back_to_the_menu(board, cast):
    save_filter(cast.legal, name="My cards", query="assignee=me", actor=cast.ana)
    menu = board.locator("#filters-saved summary")
    menu.focus()
    press(board, "Enter")
    board.locator("#saved-filters [data-popover]").focus()
    press(board, "Enter")
    expect(board.locator("#popover input[name=name]")).to_be_focused()
    press(board, "Escape")
    expect(menu).to_be_focused()


def test_the_sheet_of_keys_is_that_of_the_page(board, tasks):
    press(board, "KeyJ", "Shift+Slash")
    sheet = board.locator("#popover")
    expect(sheet).to_be_visible()
    expect(sheet.locator("h3")).to_have_text(
        ["Everywhere", "From one to the next", "This page", "The card with the focus"]
    )
    for cap, words in {
        "C": "New task",
        "/": "Search",
        "?": "Keys",
        "F": "Filter the board",
        "M": "Move…",
        "X": "Choose, to change",
    }.items():
        row = sheet.locator("dl > div", has=board.get_by_text(cap, exact=True)).first
        expect(row.locator("dd")).to_contain_text(words)
    press(board, "Escape")

    expect(sheet).to_be_hidden()
    expect(card(board, tasks[0])).to_be_focused()


def test_the_sheet_speaks_the_reader_s_language(browse, cast, tasks):
    cast.ana.language = "ru"
    cast.ana.save(update_fields=["language"])
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    press(page, "Shift+Slash")

    expect(page.locator("#popover h2")).to_have_text("Клавиши")
    expect(page.locator("#popover")).to_contain_text("Новая задача")


def test_single_keys_can_be_switched_off(browse, cast, tasks):
    page = browse(cast.ana)
    page.goto("/settings/")
    page.get_by_label("Single keys act").uncheck()
    page.locator("section:has(#keys-switch)").get_by_role("button", name="Save").click()
    expect(page.locator("#messages")).to_contain_text("Your settings are saved.")
    page.goto("/boards/LEG/")
    press(page, "KeyJ", "KeyC", "Slash", "Shift+Slash")
    expect(page).to_have_url("/boards/LEG/")
    expect(page.locator("dialog[open]")).to_have_count(0)

    card(page, tasks[0]).focus()
    press(page, "ArrowDown")
    expect(card(page, tasks[1])).to_be_focused()
    press(page, "KeyM")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.get_by_role("link", name="Keys").click()
    expect(page.locator("#popover")).to_contain_text("Single keys are switched off.")
    press(page, "Escape", "Control+KeyK")
    expect(page.locator("#palette-field")).to_be_focused()


def test_the_sheet_opens_over_an_open_task_too(board, tasks):
    press(board, "KeyJ", "Enter")
    expect(board.locator("#panel h1")).to_have_text("First")
    press(board, "Shift+Slash")
    expect(board.locator("#popover h3")).to_contain_text(["Everywhere", "The task"])
    press(board, "Escape")

    expect(board.locator("#popover")).to_be_hidden()
    expect(board.locator("#panel h1")).to_be_visible()


def test_the_sheet_of_an_inbox_has_the_keys_of_its_lines_once(browse, cast):
    for title in ("First", "Second"):
        ask_task(cast.legal, title=title, actor=cast.vera)
    page = browse(cast.boris)
    page.goto("/boards/LEG/inbox/")
    press(page, "Shift+Slash")

    rows = page.locator("#popover section", has=page.get_by_role("heading", name="This page")).locator(
        "dl > div"
    )
    expect(rows).to_have_text([re.compile("A.*Accept"), re.compile("D.*Decline"), re.compile("H.*Hand off")])
