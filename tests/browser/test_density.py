"""Compact shows clearly more, and leaves targets that a mouse or a finger can hit."""

from datetime import timedelta

from board.actions.labels import add_label
from board.actions.preferences import choose_density
from board.models import Priority
from tests.browser.looks import check_pages
from tests.browser.targets import too_small

WHOLE = """() => [...document.querySelectorAll("#board .column:first-child [data-card]")]
    .filter((card) => card.getBoundingClientRect().bottom <= innerHeight).length"""


def fill(cast):
    label = add_label(cast.legal, name="Contract", color="blue", actor=cast.boris)
    day = cast.legal.today() + timedelta(days=9)
    for number in range(20):
        cast.task(f"Check the contract {number}", assignee=cast.ana, labels=[label], wanted_on=day)
        cast.task(f"Short {number}", assignee=cast.ana, priority=Priority.HIGH)


def cards_in_sight(page):
    page.goto("/boards/LEG/")
    return page.evaluate(WHOLE)


def test_compact_shows_half_as_many_cards_again(browse, cast):
    fill(cast)
    page = browse(cast.ana)
    comfortable = cards_in_sight(page)

    choose_density(cast.ana, "compact", actor=cast.ana)

    assert cards_in_sight(page) >= 1.5 * comfortable


def test_numbers_and_dates_of_cards_are_not_bold(browse, cast):
    fill(cast)
    page = browse(cast.ana)
    page.goto("/boards/LEG/")

    for name in ("task-card__number", "due"):
        weight = page.locator(f"#board .{name}").first.evaluate("(node) => getComputedStyle(node).fontWeight")
        assert weight == "400", name


def test_compact_leaves_targets_of_24_pixels_and_looks_right(browse, cast):
    fill(cast)
    choose_density(cast.ana, "compact", actor=cast.ana)
    page = browse(cast.ana)

    check_pages(page, ["/boards/LEG/", "/settings/", "/"])
    page.goto("/boards/LEG/")
    assert too_small(page, 24) == []
