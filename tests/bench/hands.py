"""A slow machine under the hands: keys and clicks, a drag, and a refresh, on a board of 200 with the CPU slowed."""

from typing import Any

from tests.bench import words
from tests.bench.chromium import SLOW, Page, browsing
from tests.bench.system import times

MOVES = 60
WORK = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")


def rows() -> list[words.Row]:
    with browsing() as (browser, system):
        board = system.told["board_200"]
        view = Page(browser, system, board["members"][1], slowed=SLOW)
        view.open(board["url"])
        slowest = _interactions(view, rounds=times(200) // 40 or 1)
        a_move = _drag(view)
        tasks, shifts = _refreshes(view, board, rounds=times(200) // 20 or 1)
        view.close()
    return [
        words.milliseconds(f"interaction to next paint, CPU slowed {SLOW} ×, slowest", slowest, 100),
        words.milliseconds(f"script and layout of a pointer move in a drag, CPU slowed {SLOW} ×", a_move, 8),
        words.count(f"long tasks a refresh of one column, CPU slowed {SLOW} ×", tasks, 1),
        ("layout shift of a refresh", f"{shifts:.3f}", "≤ 0"),
    ]


def _interactions(view: Page, *, rounds: int) -> float:
    """Choose cards, open and close a menu, type: return how long the slowest took until something was painted."""
    page = view.page
    view.forget()
    for number in range(rounds):
        page.locator(".task-card input[type=checkbox]").nth(number).click(force=True)
        page.keyboard.press("Tab")
        page.locator("[data-bulk] button[type=reset]").click()
        page.locator("details.menu summary").first.click()
        page.keyboard.press("Escape")
        page.locator(".quick-add__field").first.click()
        page.keyboard.type("Ask")
        page.keyboard.press("Escape")
    # The browser tells of an event after the frame that shows it.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))")
    return max(view.seen()["events"], default=0)


def _drag(view: Page) -> float:
    """Drag a card across the board and put it back; return the milliseconds of work for each move of the pointer."""
    page = view.page
    card = page.locator("[data-card]").nth(2)
    box = card.bounding_box()
    assert box
    x, y = box["x"] + 40, box["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 20, steps=4)
    before = view.milliseconds(*WORK)
    page.mouse.move(x + 700, y + 300, steps=MOVES)
    spent = view.milliseconds(*WORK) - before
    page.keyboard.press("Escape")
    page.mouse.up()
    return spent / MOVES


def _refreshes(view: Page, board: dict[str, Any], *, rounds: int) -> tuple[int, float]:
    """Have a column fetched again, often; return the most long tasks that one took, and how much has moved."""
    most, shifted = 0, 0.0
    for number in range(rounds):
        view.forget()
        column = board["columns"][number % 4]
        with view.page.expect_response(lambda response, column=column: f"/columns/{column}/" in response.url):
            view.page.evaluate(f"document.body.dispatchEvent(new CustomEvent('column-{column}:changed'))")
        view.page.wait_for_load_state("networkidle")
        view.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))")
        seen = view.seen()
        most, shifted = max(most, len(seen["tasks"])), shifted + seen["shifts"]
    return most, shifted
