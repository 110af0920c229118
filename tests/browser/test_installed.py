"""Without a network a page says so, and comes back when there is one; of what was read nothing stays on the device."""

import re

import pytest
from playwright.sync_api import expect

from board.actions.preferences import choose_language

ACTIVE = """async () => (await navigator.serviceWorker.ready).active.state === "activated"
    && !!navigator.serviceWorker.controller"""
KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
    (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat()"""


@pytest.fixture
def online(browse, cast):
    """Return a page on the board, with the service worker at work."""
    cast.task("Check the lease")
    page = browse(cast.ana, service_workers="allow")
    page.goto("/boards/LEG/")
    page.wait_for_function(ACTIVE)
    return page


def test_a_page_that_cannot_be_fetched_says_so_and_comes_back_by_itself(online, faults):
    faults.expect("ERR_INTERNET_DISCONNECTED")
    online.context.set_offline(True)
    online.goto("/boards/")
    expect(online.get_by_role("heading", level=1)).to_have_text("No connection")
    expect(online.get_by_role("link", name="Try again")).to_be_visible()
    assert (
        online.evaluate("getComputedStyle(document.querySelector('.button--primary')).backgroundColor")
        != "rgba(0, 0, 0, 0)"
    )

    online.get_by_role("link", name="Try again").click()
    expect(online.get_by_role("heading", level=1)).to_have_text("No connection")

    online.context.set_offline(False)
    expect(online.get_by_role("heading", level=1)).to_have_text("Boards")
    assert online.url.endswith("/boards/")


def test_it_says_so_in_the_language_of_the_reader(online, cast, faults):
    faults.expect("ERR_INTERNET_DISCONNECTED")
    choose_language(cast.ana, "ru", actor=cast.ana)
    online.goto("/boards/")
    expect(online.locator("html")).to_have_attribute("lang", "ru")

    online.context.set_offline(True)
    online.goto("/search/")

    expect(online.locator("html")).to_have_attribute("lang", "ru")
    expect(online.locator(".empty")).to_be_visible()


def test_no_page_with_content_is_kept(online):
    online.goto("/")
    online.goto("/search/?q=lease")
    online.goto("/boards/LEG/")

    kept = online.evaluate(KEPT)

    assert [path for path in kept if not path.startswith("/static/")] == [
        "/offline/en/",
        "/offline/ru/",
        "/offline/language",
    ]
    assert len(kept) == 6


def test_the_board_works_as_without_it(online, cast):
    online.goto("/boards/")
    online.goto("/boards/LEG/")
    online.go_back()
    expect(online).to_have_url(re.compile("/boards/$"))
    online.go_forward()

    field = online.locator(f"#column-{cast.todo.pk} textarea")
    field.fill("Another")
    field.press("Enter")

    expect(online.locator(".task-card__title", has_text="Another")).to_be_visible()
