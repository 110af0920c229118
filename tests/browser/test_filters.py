"""A board is filtered in place: the columns change, the page stays, and everything on it goes on working."""

import re

import pytest
from playwright.sync_api import expect

from board.actions.labels import add_label
from board.actions.task_fields import assign_task
from board.models import Task
from tests.browser.looks import faults_of

BOARD = re.compile(r"/boards/LEG/$")


@pytest.fixture
def legal(cast):
    """Return (mine, his, mine): three cards of the first column from the top."""
    label = add_label(cast.legal, name="Lease", color="blue", actor=cast.boris)
    last = cast.task("Last of mine", assignee=cast.ana, labels=[label])
    his = cast.task("His", assignee=cast.boris)
    return cast.task("First of mine", assignee=cast.ana), his, last


def shown(page):
    return page.locator("[data-card] .task-card__title")


def filtered(page, query=""):
    page.goto(f"/boards/LEG/{query}")
    page.evaluate("window.stays = true")


def test_chips_filter_in_place_and_back_undoes_it(browse, cast, legal):
    page = browse(cast.ana)
    filtered(page)

    page.get_by_role("link", name="Mine", exact=True).click()
    expect(shown(page)).to_have_text(["First of mine", "Last of mine"])
    expect(page).to_have_url(re.compile(r"\?assignee=me$"))
    expect(page.locator(".filter-bar__count")).to_have_text("2 of 3 open")

    page.locator("#filters-words").fill("last")
    page.locator("#filters-words").press("Enter")
    expect(shown(page)).to_have_text(["Last of mine"])
    expect(page).to_have_url(re.compile(r"\?(q=last&assignee=me|assignee=me&q=last)$"))

    page.go_back()
    expect(shown(page)).to_have_text(["First of mine", "Last of mine"])
    page.get_by_role("link", name="Remove the filter: Assigned to me").click()
    expect(shown(page)).to_have_count(3)
    expect(page).to_have_url(BOARD)
    assert page.evaluate("window.stays"), "the page was loaded anew"


def test_f_goes_to_the_words(browse, cast, legal):
    page = browse(cast.ana)
    filtered(page)

    page.keyboard.press("f")

    expect(page.locator("#filters-words")).to_be_focused()


def test_words_that_the_board_does_not_know_yet_show_the_button_for_them(browse, cast, legal):
    page = browse(cast.ana)
    filtered(page)
    go = page.get_by_role("search").get_by_role("button", name="Show")
    assert go.bounding_box()["width"] < 2

    page.locator("#filters-words").fill("last")
    go.click()

    expect(shown(page)).to_have_text(["Last of mine"])
    expect(page).to_have_url(re.compile(r"\?q=last$"))


def test_the_dialog_has_all_of_them(browse, cast, legal):
    page = browse(cast.ana)
    filtered(page)

    page.get_by_role("link", name="More filters").click()
    dialog = page.locator("#popover")
    dialog.get_by_label("Assignee").select_option("Me")
    dialog.get_by_label("Lease").check()
    faults = faults_of(page)
    dialog.get_by_role("button", name="Show").click()

    expect(shown(page)).to_have_text(["Last of mine"])
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(re.compile(r"\?assignee=me&label=\d+$"))
    assert page.evaluate("window.stays"), "the page was loaded anew"
    faults += faults_of(page)
    assert not faults, "\n".join(faults)


def test_a_card_dragged_on_a_filtered_board_stands_below_the_card_that_is_seen_above_it(browse, cast, legal):
    first, his, last = legal
    newest = cast.task("Newest of mine", assignee=cast.ana)
    page = browse(cast.ana)
    filtered(page, "?assignee=me")

    # To the end of the two that are shown above it.
    card = page.locator(f"#task-{newest.pk}").bounding_box()
    below = page.locator(f"#task-{first.pk}").bounding_box()
    page.mouse.move(card["x"] + 60, card["y"] + 40)
    page.mouse.down()
    page.mouse.move(below["x"] + 60, below["y"] + below["height"] - 4, steps=8)
    with page.expect_response(re.compile("/move/")):
        page.mouse.up()

    expect(shown(page)).to_have_text(["First of mine", "Newest of mine", "Last of mine"])
    order = Task.objects.filter(column=cast.todo).order_by("position")
    assert list(order) == [first, newest, his, last]


def test_what_others_change_comes_in_through_the_filter(browse, cast, legal):
    _first, his, _last = legal
    page = browse(cast.ana)
    filtered(page)
    page.get_by_role("link", name="Mine", exact=True).click()
    expect(shown(page)).to_have_count(2)

    assign_task(his, assignee=cast.ana, actor=cast.boris)
    cast.task("Not mine", assignee=cast.boris)
    page.evaluate(f"document.body.dispatchEvent(new CustomEvent('column-{cast.todo.pk}:changed'))")

    expect(shown(page)).to_have_text(["First of mine", "His", "Last of mine"])


def test_an_answer_about_another_filter_comes_too_late(browse, cast, legal):
    page = browse(cast.ana)
    filtered(page)
    held = []
    page.route(f"**/columns/{cast.todo.pk}/", lambda route: held.append(route))
    with page.expect_request(f"**/columns/{cast.todo.pk}/"):
        page.evaluate(f"document.body.dispatchEvent(new CustomEvent('column-{cast.todo.pk}:changed'))")
    page.get_by_role("link", name="Mine", exact=True).click()
    expect(shown(page)).to_have_text(["First of mine", "Last of mine"])
    page.evaluate("""() => { window.answered = new Promise((done) =>
        document.addEventListener("htmx:finally:request", () => setTimeout(done), {once: true})); }""")
    held.pop().continue_()
    page.evaluate("window.answered")

    expect(shown(page)).to_have_text(["First of mine", "Last of mine"])
    expect(page.locator(f"#column-{cast.todo.pk}")).to_have_attribute("hx-get", re.compile("assignee=me"))


def test_a_chip_is_not_lost_while_a_card_is_on_its_way(browse, cast, legal):
    page = browse(cast.ana)
    filtered(page)
    held = []
    page.route("**/move/", lambda route: held.append(route))
    page.locator(f"#task-{legal[1].pk} .task-card__title").focus()
    with page.expect_request("**/move/"):
        page.keyboard.press("Alt+ArrowRight")
    page.get_by_role("link", name="Mine", exact=True).click()
    held.pop().continue_()

    expect(shown(page)).to_have_text(["First of mine", "Last of mine"])
    expect(page).to_have_url(re.compile(r"\?assignee=me$"))
    expect(page.locator("#filters .chip--on")).to_have_count(1)


def test_a_filter_is_saved_applied_renamed_and_removed(browse, cast, legal):
    page = browse(cast.ana)
    filtered(page, "?assignee=me")
    menu = page.locator("#filters details")

    page.get_by_role("link", name="Save", exact=True).click()
    page.locator("#popover").get_by_label("Name").fill("My cards")
    page.locator("#popover").get_by_role("button", name="Save").click()
    expect(page.locator("#popover")).to_be_hidden()
    page.get_by_role("link", name="Clear all").click()
    expect(shown(page)).to_have_count(3)

    menu.locator("summary").click()
    menu.get_by_role("link", name="My cards", exact=True).click()
    expect(shown(page)).to_have_count(2)

    menu.locator("summary").click()
    menu.get_by_role("link", name="Rename “My cards”").click()
    page.locator("#popover").get_by_label("Name").fill("My own")
    page.locator("#popover").get_by_role("button", name="Rename").click()
    expect(page.locator("#popover")).to_be_hidden()
    menu.locator("summary").click()
    expect(menu.get_by_role("link", name="My own", exact=True)).to_be_visible()
    faults = faults_of(page)
    menu.get_by_role("button", name="Remove “My own”").click()
    expect(menu.locator(".menu__note")).to_have_text(
        "Nothing saved yet. Filter the board, then choose “Save”."
    )
    assert not faults, "\n".join(faults)


def test_all_of_it_works_without_a_script(browse, cast, legal):
    page = browse(cast.ana, java_script_enabled=False)
    page.goto("/boards/LEG/")

    page.get_by_role("link", name="Mine", exact=True).click()
    expect(shown(page)).to_have_count(2)
    page.locator("#filters-words").fill("last")
    page.locator("#filters-words").press("Enter")
    expect(shown(page)).to_have_text(["Last of mine"])
    page.get_by_role("link", name="Save", exact=True).click()
    page.get_by_label("Name").fill("My last")
    page.get_by_role("button", name="Save").click()
    expect(shown(page)).to_have_text(["Last of mine"])

    page.get_by_role("link", name="More filters").click()
    page.get_by_label("Assignee").select_option("Nobody")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".filter-bar__note--nothing")).to_be_visible()
    page.get_by_role("link", name="More filters").click()
    page.get_by_role("link", name="My last", exact=True).click()
    expect(shown(page)).to_have_text(["Last of mine"])


def test_an_empty_result_looks_right(browse, cast, legal):
    page = browse(cast.ana)
    filtered(page, "?q=nowhere&due=never")

    expect(page.locator(".filter-bar__note--nothing")).to_be_visible()
    faults = faults_of(page)
    assert not faults, "\n".join(faults)
