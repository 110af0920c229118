"""Nothing jumps, nothing flickers: a column that is fetched again moves nothing, and a skeleton waits 300 ms."""

import pytest
from playwright.sync_api import expect

from board.actions.comments import add_comment
from board.actions.task_fields import assign_task
from board.models import Priority

WATCH = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: false });
}"""
# Two frames later whatever a change has moved has been counted.
SETTLE = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
)


@pytest.fixture
def legal(cast):
    for number in range(15):
        cast.task(f"Check the contract {number}", assignee=cast.ana, priority=Priority.HIGH)
    task = cast.task("Check the lease", wanted_on=cast.legal.today())
    add_comment(task, text="Page 3", actor=cast.boris)
    return task


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_column_that_is_fetched_again_moves_nothing(browse, cast, legal, motion):
    page = browse(cast.ana, reduced_motion=motion)
    page.goto("/boards/LEG/")
    page.evaluate(WATCH)
    assign_task(legal, assignee=cast.boris, actor=cast.ana)
    add_comment(legal, text="Page 4", actor=cast.boris)

    comments = page.locator(f"#task-{legal.pk} .count--comments")
    expect(comments).to_have_text("2")
    add_comment(legal, text="Page 5", actor=cast.boris)
    expect(comments).to_have_text("3")
    page.evaluate(SETTLE)

    assert page.evaluate("window.shift") == 0


def test_the_watch_would_see_a_jump(browse, cast, legal):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    page.evaluate(WATCH)

    page.evaluate("document.querySelector('.board-header').style.paddingTop = '120px'")
    page.evaluate(SETTLE)

    assert page.evaluate("window.shift") > 0


def test_a_task_that_takes_long_shows_its_outline_after_300_ms(browse, cast, legal):
    page = browse(cast.ana)
    held = []
    page.route("**/panel/", lambda route: held.append(route))
    page.goto("/boards/LEG/")
    page.evaluate("""() => {
      const outline = document.querySelector(".skeleton");
      (function look() {
        if (getComputedStyle(outline).display !== "none" && getComputedStyle(outline).visibility === "visible")
          window.waited = outline.getAnimations()[0].currentTime;  // the clock of scripts is ahead
        else requestAnimationFrame(look);
      })();
    }""")

    page.locator(f"#task-{legal.pk} .task-card__title").click()
    page.wait_for_function("() => window.waited")

    assert page.evaluate("window.waited") >= 300
    held[0].continue_()
    expect(page.locator("#panel h1")).to_have_text("Check the lease")
    expect(page.locator("#panel")).to_have_attribute("open", "")
    expect(page.locator(".skeleton")).to_be_hidden()


def test_pages_fade_into_one_another_where_motion_is_wanted(browse, cast, legal):
    for motion, fades in (("no-preference", True), ("reduce", False)):
        page = browse(cast.ana, reduced_motion=motion)
        page.goto("/boards/LEG/")
        page.evaluate(
            "addEventListener('pageswap', (event) => sessionStorage.setItem('fades', !!event.viewTransition))"
        )
        page.get_by_role("link", name="Boards").click()
        expect(page).to_have_title("Boards · Handoff")
        assert page.evaluate("sessionStorage.getItem('fades')") == str(fades).lower()
