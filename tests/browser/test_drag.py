"""Cards follow the mouse, the finger and the arrow keys; what the server says is what stays."""

import pytest
from playwright.sync_api import expect

from board.actions.archive import archive_task
from board.actions.moves import move_task
from tests.browser.gestures import drag, hover, lift


class Board:
    """An open board of Legal: three cards to do, one in doing."""

    def __init__(self, page, cast):
        self.page, self.cast = page, cast
        self.third, self.second, self.first = (cast.task(title) for title in ("Third", "Second", "First"))
        self.other = cast.task("Other", column=cast.doing)
        page.goto("/boards/LEG/")

    def card(self, task):
        return self.page.locator(f"#task-{task.pk}")

    def link(self, task):
        return self.card(task).locator(".task-card__title")

    def list(self, column):
        return self.page.locator(f"#column-{column.pk}-cards")

    def shows(self, column, *titles):
        expect(self.list(column).locator(".task-card__title")).to_have_text(list(titles))

    def says(self, words):
        expect(self.page.locator("#announcer")).to_have_text(words)

    def hears_of(self, column):
        """Someone else has changed the column."""
        self.page.evaluate(
            "name => document.body.dispatchEvent(new CustomEvent(name))", f"column-{column.pk}:changed"
        )

    def keeps(self, column, *titles):
        """The column shows the titles now and after a reload, and so it stands in the database."""
        self.shows(column, *titles)
        self.page.reload()
        self.shows(column, *titles)


@pytest.fixture
def board(browse, cast):
    return Board(browse(cast.ana), cast)


def test_a_card_goes_where_it_is_dropped_within_its_column(board, cast):
    drag(board.page, board.card(board.first), board.card(board.second))

    board.says(f"#{board.first.pk} moved to To do, 2 of 3")
    board.keeps(cast.todo, "Second", "First", "Third")


def test_a_card_goes_to_another_column_between_two_cards_or_to_the_end(board, cast):
    drag(board.page, board.card(board.first), board.card(board.other))
    board.says(f"#{board.first.pk} moved to Doing, 2 of 2")
    board.shows(cast.doing, "Other", "First")

    drag(board.page, board.card(board.third), board.card(board.first), below=False)
    board.says(f"#{board.third.pk} moved to Doing, 2 of 3")
    board.keeps(cast.doing, "Other", "Third", "First")
    board.shows(cast.todo, "Second")


def test_escape_puts_a_lifted_card_back(board, cast):
    lift(board.page, board.card(board.first))
    board.says("Lifted. Drop it where it should go, or press Escape.")
    hover(board.page, board.card(board.other))
    board.shows(cast.doing, "Other", "First")

    board.page.keyboard.press("Escape")
    board.page.mouse.up()
    board.keeps(cast.todo, "First", "Second", "Third")
    expect(board.page.locator("#panel")).to_be_hidden()


def test_a_click_that_moves_nothing_opens_the_task(board, cast):
    board.card(board.first).click()

    expect(board.page.locator("#panel h1")).to_have_text("First")


def test_a_refused_card_goes_back_with_the_reason(board, cast, faults):
    faults.expect("409 POST")
    archived = cast.task("Archived", column=cast.done)
    board.page.reload()
    lift(board.page, board.card(archived))
    archive_task(archived, actor=cast.boris)
    hover(board.page, board.list(cast.doing))
    board.page.mouse.up()

    toast = board.page.locator("#toasts .toast--refused")
    expect(toast).to_contain_text("archived")
    board.shows(cast.doing, "Other")
    board.shows(cast.done)
    toast.locator("[data-dismiss]").click()
    expect(toast).to_have_count(0)


def test_a_card_whose_neighbour_has_gone_shows_the_board_as_it_is(board, cast, faults):
    faults.expect("409 POST")
    lift(board.page, board.card(board.other))
    hover(board.page, board.card(board.second))
    move_task(board.second, column=cast.done.pk, after=None, actor=cast.boris)
    board.page.mouse.up()

    expect(board.page.locator("#toasts .toast--refused")).to_contain_text(
        "The card above has moved meanwhile."
    )
    board.shows(cast.doing, "Other")
    board.shows(cast.todo, "First", "Third")
    board.keeps(cast.done, "Second")


def test_without_a_network_the_card_goes_back_and_the_page_says_so(board, cast, faults):
    faults.expect("net::ERR_INTERNET_DISCONNECTED POST", "htmx:error: Failed to fetch")
    board.page.route("**/move/", lambda route: route.abort("internetdisconnected"))

    drag(board.page, board.card(board.first), board.list(cast.doing))

    expect(board.page.locator("#toasts .toast--refused")).to_be_visible()
    board.shows(cast.doing, "Other")
    board.shows(cast.todo, "First", "Second", "Third")


def test_without_a_network_it_is_said_once_and_to_who_did_something(board, cast, faults):
    faults.expect("net::ERR_INTERNET_DISCONNECTED", "htmx:error: Failed to fetch")
    refused = board.page.locator("#toasts .toast--refused")
    board.page.route("**/*", lambda route: route.abort("internetdisconnected"))
    board.page.evaluate("""() => new Promise((done) => {
        document.addEventListener("htmx:finally:request", () => setTimeout(done), {once: true});
        document.dispatchEvent(new Event("visibilitychange"));
    })""")
    expect(refused).to_have_count(0)

    for _ in range(2):
        with board.page.expect_event("requestfailed", lambda request: "/columns/" in request.url):
            board.link(board.first).press("Alt+ArrowDown")
    expect(refused).to_have_count(1)


def test_a_card_may_be_dragged_on_at_once(board, cast):
    drag(board.page, board.card(board.first), board.list(cast.doing))
    drag(board.page, board.card(board.first), board.list(cast.done))

    board.says(f"#{board.first.pk} moved to Done, 1 of 1")
    board.keeps(cast.done, "First")
    board.shows(cast.doing, "Other")


def test_arrows_pressed_quickly_end_where_they_lead(board, cast):
    board.link(board.third).focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowLeft"):
        board.page.keyboard.press(f"Alt+{key}")

    board.says(f"#{board.third.pk} moved to Doing, 1 of 2")
    board.shows(cast.doing, "Third", "Other")
    expect(board.link(board.third)).to_be_focused()
    board.keeps(cast.doing, "Third", "Other")
    board.shows(cast.todo, "First", "Second")
    board.shows(cast.done)


def test_a_slow_server_does_not_pull_a_card_back_meanwhile(board, cast):
    """Between two presses the columns would show the first place again, were they to refresh."""
    held = []
    board.page.route("**/move/", lambda route: held.append(route))
    board.link(board.first).focus()
    with board.page.expect_request("**/move/"):
        board.page.keyboard.press("Alt+ArrowDown")
    board.page.keyboard.press("Alt+ArrowRight")
    cast.task("Meanwhile", actor=cast.boris)
    board.hears_of(cast.todo)
    board.shows(cast.doing, "First", "Other")

    with board.page.expect_request("**/move/"):
        held.pop().continue_()
    expect(board.link(board.first)).to_be_focused()
    board.shows(cast.doing, "First", "Other")
    held.pop().continue_()

    board.says(f"#{board.first.pk} moved to Doing, 1 of 2")
    board.shows(cast.todo, "Meanwhile", "Second", "Third")
    expect(board.link(board.first)).to_be_focused()
    board.keeps(cast.doing, "First", "Other")


def test_arrows_at_an_edge_do_nothing(board, cast):
    requests = []
    board.page.on("request", lambda request: requests.append(request.url))
    board.link(board.first).focus()
    board.page.keyboard.press("Alt+ArrowUp")
    board.page.keyboard.press("Alt+ArrowLeft")

    board.keeps(cast.todo, "First", "Second", "Third")
    assert not [url for url in requests if url.endswith("/move/")]
    expect(board.page).to_have_url("/boards/LEG/")


def test_a_change_by_someone_else_leaves_focus_and_an_open_task_alone(board, cast):
    board.link(board.second).focus()
    move_task(board.second, column=cast.todo.pk, after=None, actor=cast.boris)
    board.hears_of(cast.todo)
    board.shows(cast.todo, "Second", "First", "Third")
    expect(board.link(board.second)).to_be_focused()

    board.page.keyboard.press("Enter")
    comment = board.page.locator("#panel #new-comment textarea")
    comment.fill("I am still wri")
    cast.task("New", actor=cast.boris)
    board.hears_of(cast.todo)
    board.shows(cast.todo, "New", "Second", "First", "Third")
    expect(comment).to_be_focused()
    expect(comment).to_have_value("I am still wri")
