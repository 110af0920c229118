"""Adding tasks at the top of a column, one Enter each."""

from playwright.sync_api import expect

from board.models.task import TITLE_LIMIT


def open_board(browse, cast):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    return page.locator(f"#column-{cast.todo.pk}")


def titles(column):
    return column.locator(".task-card__title")


def test_enter_adds_and_the_field_waits_for_the_next(browse, cast):
    column = open_board(browse, cast)
    field = column.locator("textarea")

    field.fill("Read the lease")
    field.press("Enter")
    expect(titles(column)).to_have_text(["Read the lease"])
    expect(field).to_be_focused()
    expect(field).to_have_value("")

    column.page.keyboard.type("Sign the lease")
    column.page.keyboard.press("Enter")
    expect(titles(column)).to_have_text(["Sign the lease", "Read the lease"])
    expect(field).to_be_focused()
    expect(field).to_have_value("")


def test_each_pasted_line_makes_a_task_in_that_order(browse, cast):
    column = open_board(browse, cast)
    field = column.locator("textarea")

    field.fill("First\nSecond\n\nThird")
    field.press("Enter")

    expect(titles(column)).to_have_text(["First", "Second", "Third"])
    column.page.reload()
    expect(titles(column)).to_have_text(["First", "Second", "Third"])


def test_shift_enter_makes_a_line_and_adds_nothing(browse, cast):
    column = open_board(browse, cast)
    field = column.locator("textarea")

    field.press_sequentially("One")
    field.press("Shift+Enter")
    field.press_sequentially("Two")

    expect(field).to_have_value("One\nTwo")
    expect(titles(column)).to_have_count(0)
    assert not cast.todo.tasks.exists()


def test_a_title_that_is_too_long_comes_back_with_the_reason(browse, cast, faults):
    faults.expect("422 POST")
    column = open_board(browse, cast)
    field = column.locator("textarea")
    too_long = "x" * (TITLE_LIMIT + 1)

    field.fill(too_long)
    field.press("Enter")

    expect(column.locator(".field__errors")).to_be_visible()
    expect(field).to_have_value(too_long)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")

    field.fill("Short")
    field.press("Enter")
    expect(titles(column)).to_have_text(["Short"])
    expect(column.locator(".field__errors")).to_have_count(0)
    expect(column.locator("textarea")).to_be_focused()


def test_what_is_typed_survives_a_change_by_someone_else(browse, cast):
    column = open_board(browse, cast)
    field = column.locator("textarea")
    field.fill("Half a sen")

    cast.task("By Boris", actor=cast.boris)
    column.page.evaluate(
        "id => document.body.dispatchEvent(new CustomEvent(`column-${id}:changed`))", cast.todo.pk
    )

    expect(titles(column)).to_have_text(["By Boris"])
    expect(field).to_have_value("Half a sen")
    expect(field).to_be_focused()
