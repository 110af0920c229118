"""A finger scrolls at once, and lifts a card after a moment."""

import pytest
from playwright.sync_api import expect

from tests.browser.gestures import Finger, middle


@pytest.fixture
def page(browse, cast):
    for number in range(12, 0, -1):
        cast.task(f"Card {number}")
    page = browse(cast.ana, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 740})
    page.goto("/boards/LEG/")
    return page


def titles(page, column):
    return page.locator(f"#column-{column.pk} .task-card__title")


def test_a_long_press_lifts_and_the_card_goes_where_the_finger_leaves_it(page, cast):
    first, third = (page.locator("#main .task-card", has_text=f"Card {number}").first for number in (1, 3))
    finger = Finger(page)
    finger.down(*middle(first))
    expect(page.locator(".task-card--lifted")).to_be_visible()

    x, y = middle(third)
    finger.move(x, y + 5)
    finger.move(x, y + 10)
    finger.up()

    expect(page.locator("#announcer")).to_contain_text("moved to To do, 3 of 12")
    expect(titles(page, cast.todo).nth(2)).to_have_text("Card 1")
    expect(page.locator("#panel")).to_be_hidden()
    page.reload()
    expect(titles(page, cast.todo).nth(2)).to_have_text("Card 1")


def test_a_short_touch_scrolls_and_lifts_nothing(page, cast):
    fourth = page.locator("#main .task-card", has_text="Card 4")
    before = middle(fourth)
    finger = Finger(page)
    finger.down(*before)
    for step in range(1, 11):
        finger.move(before[0], before[1] - 20 * step)
    finger.up()

    page.wait_for_function(
        "([id, y]) => document.getElementById(id).getBoundingClientRect().y < y - 50",
        arg=[fourth.get_attribute("id"), before[1]],
    )
    assert page.locator(".task-card--lifted").count() == 0
    expect(titles(page, cast.todo).nth(3)).to_have_text("Card 4")


def test_a_tap_opens_the_task(page, cast):
    page.locator("#main .task-card", has_text="Card 2").tap()

    expect(page.locator("#main h1")).to_have_text("Card 2")
