"""On a phone: one column a screen with its neighbour peeking, a task as a page, and everything large enough to hit."""

import re

import pytest
from playwright.sync_api import expect

from board.actions.comments import add_comment
from board.actions.filters import save_filter
from board.actions.hops import ask_task
from tests.browser.looks import check_pages
from tests.browser.targets import too_small

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
FINGER = 44  # CSS pixels


@pytest.fixture
def legal(cast):
    task = cast.task("Check the lease", assignee=cast.ana)
    add_comment(task, text="Page 4", actor=cast.boris)
    ask_task(cast.legal, title="Asked", actor=cast.vera)
    save_filter(cast.legal, name="Mine", query="assignee=me", actor=cast.boris)
    return task


def test_everything_can_be_hit_with_a_finger(browse, cast, legal):
    page = browse(cast.boris, **PHONE)
    small = []
    for address in (
        "/",
        "/boards/",
        "/boards/LEG/",
        "/boards/LEG/?assignee=nobody&due=none",
        "/boards/LEG/filters/",
        "/boards/LEG/inbox/",
        "/boards/LEG/outbox/",
        "/boards/LEG/archive/",
        "/boards/LEG/settings/",
        f"/tasks/{legal.pk}/",
        "/tasks/new/?to=LEG",
        "/search/?q=lease",
        "/notifications/",
        "/settings/",
    ):
        page.goto(address)
        small += [f"{address} {words}" for words in too_small(page, FINGER)]
    assert not small, "\n".join(small)


def test_so_it_can_before_the_sign_in(browse, cast):
    page = browse(**PHONE)
    for address in ("/accounts/login/", "/accounts/password/reset/"):
        page.goto(address)
        assert too_small(page, FINGER) == []


def test_a_column_fills_the_screen_and_the_next_one_peeks(browse, cast, legal):
    page = browse(cast.ana, **PHONE)
    page.goto("/boards/LEG/")

    first = page.locator(f"#column-{cast.todo.pk}").bounding_box()
    second = page.locator(f"#column-{cast.doing.pk}").bounding_box()

    assert first["width"] > 0.75 * 360
    assert first["x"] + first["width"] < second["x"] < 360


def test_the_columns_are_named_above_and_lead_to_one_another(browse, cast, legal):
    page = browse(cast.ana, **PHONE)
    page.goto("/boards/LEG/")
    links = page.locator("nav.switcher a")
    expect(links).to_have_text(["To do", "Doing", "Done"])
    expect(links.nth(0)).to_have_attribute("aria-current", "true")

    links.nth(1).tap()
    expect(links.nth(1)).to_have_attribute("aria-current", "true")
    expect(page.locator(f"#column-{cast.doing.pk}")).to_be_in_viewport(ratio=0.5)

    page.locator("#board").evaluate("board => board.scrollTo(board.scrollWidth, 0)")
    expect(links.nth(2)).to_have_attribute("aria-current", "true")
    expect(links.nth(1)).not_to_have_attribute("aria-current", "true")


def test_the_links_lead_to_the_columns_without_a_script_too(browse, cast, legal):
    page = browse(cast.ana, java_script_enabled=False, **PHONE)
    page.goto("/boards/LEG/")

    page.locator("nav.switcher a", has_text="Done").tap()

    expect(page.locator(f"#column-{cast.done.pk}")).to_be_in_viewport(ratio=0.5)


def test_a_task_is_a_page_and_back_is_the_board(browse, cast, legal):
    page = browse(cast.ana, **PHONE)
    page.goto("/boards/LEG/")

    page.locator(f"#task-{legal.pk} .task-card__title").tap()
    expect(page).to_have_url(re.compile(f"/tasks/{legal.pk}/$"))
    expect(page.locator(".task-page h1")).to_be_visible()
    expect(page.locator("#panel")).to_be_hidden()

    page.go_back()
    expect(page.locator(f"#task-{legal.pk}")).to_be_visible()


def test_a_wide_screen_has_no_need_of_the_links(browse, cast, legal):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")

    expect(page.locator("nav.switcher")).to_be_hidden()


def test_it_looks_right(browse, cast, legal):
    check_pages(browse(cast.boris, **PHONE), ["/boards/LEG/", "/boards/LEG/filters/", "/accounts/login/"])
