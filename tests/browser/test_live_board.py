"""Two people on one board: what one does appears to the other, whose hands nothing disturbs."""

import pytest
from playwright.sync_api import expect

from board.actions.columns import add_column, remove_column, shift_column
from board.actions.departments import set_reading
from board.actions.hops import hand_off_task
from board.actions.moves import BOTTOM, move_task
from board.actions.people import change_department
from board.actions.task_text import edit_title
from board.actions.tasks import create_task
from tests.browser.follow import Fetched, hears
from tests.browser.gestures import drag, hover, lift, look_away, middle


@pytest.fixture
def board(browse, cast):
    """Return the board of Legal as Boris has it open, with three cards in its first column."""
    cast.tasks = [cast.task(title) for title in ("Third", "Second", "First")][::-1]
    page = browse(cast.boris)
    page.goto("/boards/LEG/")
    return hears(page)


def titles(page, column):
    return page.locator(f"#column-{column.pk}-cards .task-card__title")


def test_a_card_of_another_person_appears_and_goes(board, cast):
    first = cast.tasks[0]
    create_task(cast.todo, title="New", actor=cast.ana)
    expect(titles(board, cast.todo)).to_have_text(["New", "First", "Second", "Third"])

    move_task(first, column=cast.doing.pk, after=BOTTOM, actor=cast.ana)
    expect(titles(board, cast.doing)).to_have_text(["First"])
    expect(titles(board, cast.todo)).to_have_text(["New", "Second", "Third"])


def test_two_browsers_show_one_board(board, browse, cast):
    other = browse(cast.ana)
    other.goto("/boards/LEG/")
    drag(other, other.locator(f"#task-{cast.tasks[0].pk}"), other.locator(f"#column-{cast.doing.pk}-cards"))
    expect(titles(board, cast.doing)).to_have_text(["First"])
    expect(titles(other, cast.doing)).to_have_text(["First"])


def test_who_moves_a_card_fetches_each_column_once(board, cast):
    fetched = Fetched(board)
    drag(board, board.locator(f"#task-{cast.tasks[0].pk}"), board.locator(f"#column-{cast.doing.pk}-cards"))
    for column in (cast.todo, cast.doing):
        column.refresh_from_db()
        section = board.locator(f"#column-{column.pk}")
        expect(section).to_have_attribute("data-version", str(column.version))

    # Whatever was still to come has come before these.
    for number in (1, 2):
        create_task(cast.done, title=f"Another {number}", actor=cast.ana)
        expect(titles(board, cast.done)).to_have_count(number)
    assert fetched.count(f"columns/{cast.todo.pk}/") == fetched.count(f"columns/{cast.doing.pk}/") == 1


def test_a_column_comes_moves_and_goes(board, cast):
    names = board.locator(".column__name")
    column = add_column(cast.legal, name="Review", kind="doing", wip_limit=None, actor=cast.ana)
    expect(names).to_have_text(["To do", "Doing", "Done", "Review"])
    shift_column(column, by=-1, actor=cast.ana)
    expect(names).to_have_text(["To do", "Doing", "Review", "Done"])
    remove_column(column, into=None, actor=cast.ana)
    expect(names).to_have_text(["To do", "Doing", "Done"])


def test_a_card_that_is_moved_to_a_column_that_is_gone_goes_back_and_the_board_stays(board, cast, faults):
    faults.expect("404 GET", "409 POST")
    look_away(board)
    remove_column(cast.doing, into=None, actor=cast.ana)
    board.locator(f"#task-{cast.tasks[0].pk} .task-card__title").focus()
    board.keyboard.press("Alt+ArrowRight")

    expect(board.locator(".toast--refused").first).to_be_visible()
    expect(board.locator(".column__name")).to_have_text(["To do", "Done"])
    expect(titles(board, cast.todo)).to_have_text(["First", "Second", "Third"])


def test_focus_and_what_is_typed_survive(board, cast):
    field = board.locator(f"#add-{cast.todo.pk}-titles")
    field.fill("Half a sen")
    field.press("Home")
    edit_title(cast.tasks[1], title="Renamed", version=1, actor=cast.ana)
    expect(titles(board, cast.todo)).to_have_text(["First", "Renamed", "Third"])
    expect(field).to_be_focused()
    board.keyboard.type("Not ")
    expect(field).to_have_value("Not Half a sen")


def test_the_focus_stays_on_a_card_that_someone_moves(board, cast):
    link = board.locator(f"#task-{cast.tasks[0].pk} .task-card__title")
    link.focus()
    move_task(cast.tasks[0], column=cast.doing.pk, after=BOTTOM, actor=cast.ana)
    expect(titles(board, cast.doing)).to_have_text(["First"])
    expect(link).to_be_focused()


def test_chosen_cards_and_selected_text_survive(board, cast):
    box = board.locator(f"#task-{cast.tasks[1].pk} input[name=tasks]")
    box.check(force=True)
    board.evaluate(
        "selector => getSelection().selectAllChildren(document.querySelector(selector))",
        f"#task-{cast.tasks[2].pk} .task-card__title",
    )
    create_task(cast.todo, title="New", actor=cast.ana)
    expect(titles(board, cast.todo)).to_have_count(4)
    expect(box).to_be_checked()
    assert board.evaluate("String(getSelection())") == "Third"


def test_the_scroll_stays_where_it_is(browse, cast):
    for number in range(40):
        cast.task(f"Card {number}")
    page = browse(cast.boris)
    page.goto("/boards/LEG/")
    hears(page)
    cards = page.locator(f"#column-{cast.todo.pk}-cards")
    cards.evaluate("list => (list.scrollTop = 400)")
    seen = cards.locator("li").nth(15)
    before, name = seen.bounding_box()["y"], seen.get_attribute("id")
    create_task(cast.todo, title="New", actor=cast.ana)
    expect(titles(page, cast.todo)).to_have_count(41)
    assert page.locator(f"#{name}").bounding_box()["y"] == pytest.approx(before, abs=2)
    assert page.evaluate("scrollY") == 0


def test_a_menu_and_a_dialog_stay_open(board, cast):
    board.locator("details[data-menu] summary").first.click()
    menu = board.locator("details[data-menu][open]")
    expect(menu).to_have_count(1)
    create_task(cast.todo, title="New", actor=cast.ana)
    expect(titles(board, cast.todo)).to_have_count(4)
    expect(menu).to_have_count(1)

    board.keyboard.press("Escape")
    board.locator(f"#task-{cast.tasks[0].pk} .task-card__move").click(force=True)
    expect(board.locator("#popover")).to_be_visible()
    create_task(cast.todo, title="Newer", actor=cast.ana)
    expect(titles(board, cast.todo)).to_have_count(5)
    expect(board.locator("#popover")).to_be_visible()


def test_a_drag_goes_on_while_others_work(board, cast):
    first, second, third = cast.tasks
    lift(board, board.locator(f"#task-{first.pk}"))
    hover(board, board.locator(f"#column-{cast.doing.pk}-cards"))
    move_task(third, column=cast.done.pk, after=None, actor=cast.ana)
    move_task(second, column=cast.done.pk, after=None, actor=cast.ana)
    expect(board.locator(".task-card--dragging")).to_have_count(1)
    board.mouse.up()
    expect(titles(board, cast.done)).to_have_text(["Second", "Third"])
    expect(titles(board, cast.doing)).to_have_text(["First"])
    expect(titles(board, cast.todo)).to_have_count(0)


def test_a_card_that_goes_from_under_the_mouse_is_not_lifted(board, cast):
    card = board.locator(f"#task-{cast.tasks[0].pk}")
    x, y = middle(card)
    board.mouse.move(x, y)
    board.mouse.down()
    hand_off_task(cast.tasks[0], department=cast.sales, reason="Theirs", actor=cast.irina)
    expect(card).to_have_count(0)
    board.mouse.move(x + 20, y + 20, steps=3)
    board.mouse.up()

    create_task(cast.todo, title="New", actor=cast.ana)
    expect(titles(board, cast.todo)).to_have_text(["New", "Second", "Third"])


def test_a_board_that_is_closed_to_its_reader_says_so(browse, cast):
    set_reading(cast.legal, is_open=True, actor=cast.boris)
    page = browse(cast.vera)
    page.goto("/boards/LEG/")
    hears(page)
    set_reading(cast.legal, is_open=False, actor=cast.boris)
    expect(page.get_by_role("heading", name="You can no longer see this")).to_be_visible()
    expect(page.locator("#board")).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()


def test_who_leaves_the_department_is_led_away(board, cast):
    change_department(cast.boris, department=cast.it, role="member", actor=cast.irina)
    expect(board.get_by_role("heading", name="You can no longer see this")).to_be_visible()


def test_a_refresh_shifts_nothing(board, cast):
    board.evaluate(
        """() => {
            window.shifts = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifts += entry.value)))
                .observe({ type: "layout-shift", buffered: false });
        }"""
    )
    edit_title(cast.tasks[1], title="Sekond", version=1, actor=cast.ana)
    expect(titles(board, cast.todo)).to_have_text(["First", "Sekond", "Third"])
    board.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert board.evaluate("window.shifts") == 0
