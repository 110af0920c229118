"""A coordinator arranges the board; a person chooses language and theme, and leaves."""

import pytest
from playwright.sync_api import expect

from board.actions.labels import add_label
from board.models import Column

SETTINGS = "/boards/LEG/settings/"


@pytest.fixture
def page(browse, cast):
    page = browse(cast.boris)
    page.goto(SETTINGS)
    return page


def column_names(page):
    return page.locator("[id^=settings-column] th")


def popover(page):
    return page.locator("#popover")


def save(page):
    popover(page).locator(".button--primary").click()
    expect(popover(page)).to_be_hidden()


def test_a_column_is_added_renamed_and_shifted(page, cast):
    page.locator(f"a[href='{SETTINGS}columns/add/']").click()
    popover(page).locator("[name=name]").fill("Waitng")
    popover(page).locator("[name=kind]").select_option("doing")
    popover(page).locator("[name=wip_limit]").fill("2")
    save(page)
    expect(column_names(page)).to_have_text(["To do", "Doing", "Done", "Waitng"])

    waiting = Column.objects.get(name="Waitng").pk
    page.locator(f"#settings-column-{waiting} [data-popover]").first.click()
    popover(page).locator("[name=name]").fill("Waiting")
    save(page)
    expect(column_names(page)).to_have_text(["To do", "Doing", "Done", "Waiting"])

    page.locator(f"#settings-column-{waiting} [value=left]").click()
    expect(column_names(page)).to_have_text(["To do", "Doing", "Waiting", "Done"])
    page.goto("/boards/LEG/")
    expect(page.locator(".column__name")).to_have_text(["To do", "Doing", "Waiting", "Done"])


def test_a_removed_column_gives_its_tasks_to_another(page, cast):
    cast.task("One", column=cast.doing)
    cast.task("Two", column=cast.doing)
    page.reload()
    page.locator(f"#settings-column-{cast.doing.pk} .button--danger").click()
    popover(page).locator("select").select_option(str(cast.todo.pk))
    popover(page).locator("button.button--primary, button.button--danger").first.click()

    expect(column_names(page)).to_have_text(["To do", "Done"])
    page.goto("/boards/LEG/")
    expect(page.locator(f"#column-{cast.todo.pk} .task-card__title")).to_have_text(["Two", "One"])


def test_what_a_rule_refuses_is_said_in_the_form(page, cast, faults):
    faults.expect("409 POST")
    page.locator(f"#settings-column-{cast.done.pk} .button--danger").click()
    popover(page).locator("button.button--primary, button.button--danger").first.click()

    expect(popover(page).locator(".field__errors")).to_have_text("A board keeps at least one done column.")
    page.keyboard.press("Escape")
    expect(popover(page)).to_be_hidden()
    expect(page.locator(f"#settings-column-{cast.done.pk} .button--danger")).to_be_focused()


def test_labels_are_added_renamed_and_removed(page, cast):
    page.locator(f"a[href='{SETTINGS}labels/add/']").click()
    popover(page).locator("[name=name]").fill("Urgnt")
    popover(page).locator(".swatch").nth(2).click()
    save(page)
    row = page.locator("[id^=settings-label]")
    expect(row.locator(".label")).to_have_text("Urgnt")

    row.locator("[data-popover]").first.click()
    popover(page).locator("[name=name]").fill("Urgent")
    save(page)
    expect(row.locator(".label")).to_have_text("Urgent")

    row.locator(".button--danger").click()
    popover(page).locator("button.button--primary, button.button--danger").first.click()
    expect(row).to_have_count(0)


def test_a_label_reaches_the_card(page, cast):
    add_label(cast.legal, name="Urgent", color="red", actor=cast.boris)
    task = cast.task()
    page.goto("/boards/LEG/")
    page.locator(f"#task-{task.pk} .task-card__title").click()
    page.locator("#open-labels").click()
    page.locator("#slot-labels input[type=checkbox]").check()
    page.locator("#slot-labels .button--primary").click()

    expect(page.locator(f"#task-{task.pk} .label")).to_have_text("Urgent")


def open_menu(page):
    page.locator(".header details[data-menu] summary").click()


def test_language_and_theme_are_kept(browse, cast):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    open_menu(page)
    page.locator("[name=theme][value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url("/boards/LEG/")

    open_menu(page)
    page.locator("[name=language][value=ru]").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.goto("/boards/")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_menu_closes_on_escape_and_elsewhere(browse, cast):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    menu = page.locator(".header details[data-menu]")
    open_menu(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()

    open_menu(page)
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_who_signs_out_is_out_in_every_open_page(browse, cast, faults):
    faults.expect("401 GET")
    page = browse(cast.ana)
    task = cast.task()
    page.goto("/boards/LEG/")
    other = page.context.new_page()
    other.goto("/boards/LEG/")

    open_menu(page)
    page.locator("form[action='/accounts/logout/'] button").click()
    expect(page.locator("#id_login")).to_be_visible()
    page.goto("/boards/LEG/")
    expect(page.locator("#id_login")).to_be_visible()

    other.locator(f"#task-{task.pk} .task-card__title").click()
    expect(other.locator("#id_login")).to_be_visible()
    expect(other).to_have_url("/accounts/login/?next=%2Fboards%2FLEG%2F")
