"""One stream for all tabs of a browser, and what happens where there is none."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from board.actions.tasks import create_task
from tests.browser.follow import Fetched, hears

EVENTS = re.compile(r"/events/")


@pytest.fixture
def open_tab(browse, cast):
    """Return a function that opens a page in one more tab of the same browser."""
    contexts = []

    def open_tab(address, *, waits=True):
        page = contexts[0].new_page() if contexts else browse(cast.boris)
        contexts[:] = [page.context]
        page.goto(address)
        return hears(page) if waits else page

    return open_tab


def titles(page, column):
    return page.locator(f"#column-{column.pk}-cards .task-card__title")


def streams(site):
    return site.live.connections()


def wait_for_streams(page, site, number):
    for _try in range(100):
        if streams(site) == number:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{streams(site)} streams")


def test_three_tabs_have_one_stream_and_the_next_takes_over(open_tab, site, cast):
    other = cast.task("Other", column=cast.doing)
    first = open_tab("/boards/LEG/")
    wait_for_streams(first, site, 1)
    second, third = open_tab("/boards/LEG/"), open_tab(f"/tasks/{other.pk}/")
    wait_for_streams(first, site, 1)
    create_task(cast.todo, title="One", actor=cast.ana)
    for tab in (first, second):
        expect(titles(tab, cast.todo)).to_have_text(["One"])

    first.close()
    create_task(cast.todo, title="Two", actor=cast.ana)
    expect(titles(second, cast.todo)).to_have_text(["Two", "One"])
    wait_for_streams(second, site, 1)
    third.close()
    create_task(cast.todo, title="Three", actor=cast.ana)
    expect(titles(second, cast.todo)).to_have_text(["Three", "Two", "One"])
    wait_for_streams(second, site, 1)


def test_a_tab_hears_of_what_another_one_did_not_show(open_tab, cast):
    open_tab("/")
    board = open_tab("/boards/LEG/")
    create_task(cast.todo, title="New", actor=cast.ana)
    expect(titles(board, cast.todo)).to_have_text(["New"])


def test_without_a_stream_a_page_asks_by_itself_and_says_nothing(browse, cast, faults):
    page = browse(cast.boris)
    page.clock.install()
    page.route(EVENTS, lambda route: route.abort())
    faults.expect("net::ERR_FAILED")
    page.goto("/boards/LEG/")
    expect(page.locator("body")).not_to_have_attribute("data-stream", "up")
    create_task(cast.todo, title="New", actor=cast.ana)
    page.clock.run_for(19_000)
    expect(titles(page, cast.todo)).to_have_text(["New"])
    expect(page.locator("#toasts [data-toast]")).to_have_count(0)


def test_what_was_missed_is_caught_up_when_the_stream_comes_back(browse, cast, site, faults):
    page = browse(cast.boris)
    page.goto("/boards/LEG/")
    hears(page)
    faults.expect("net::ERR")
    with page.expect_event("requestfailed"):
        site.live.stop()
    expect(page.locator("body")).to_have_attribute("data-stream", "down")
    create_task(cast.todo, title="New", actor=cast.ana)
    site.live.start()
    site.live.wait_until_it_answers()
    hears(page)
    expect(titles(page, cast.todo)).to_have_text(["New"])
    create_task(cast.todo, title="Newer", actor=cast.ana)
    expect(titles(page, cast.todo)).to_have_text(["Newer", "New"])


def test_a_tab_catches_up_when_somebody_looks_at_it_again(open_tab, cast):
    page = open_tab("/boards/LEG/")
    with page.expect_request(re.compile("/live/since/")):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_when_the_tab_that_leads_is_put_to_sleep_another_asks_by_itself(browse, cast):
    leader = browse(cast.boris)
    leader.goto("/boards/LEG/")
    hears(leader)
    page = leader.context.new_page()
    page.clock.install()
    page.add_init_script("Math.random = () => 0.5")  # asks exactly every 15 seconds
    page.goto("/boards/LEG/")
    hears(page)
    fetched = Fetched(page)
    for _turn in range(2):
        page.evaluate("""() => { window.told = new Promise((done) =>
            new BroadcastChannel("live").addEventListener("message", ({ data }) => data.state && done())); }""")
        page.clock.run_for(15_000)
        page.evaluate("window.told")
    assert fetched.count("live/since/") == 0

    leader.evaluate("BroadcastChannel.prototype.postMessage = () => {}")  # asleep, it says nothing
    create_task(cast.todo, title="New", actor=cast.ana)
    page.clock.run_for(30_000)
    expect(titles(page, cast.todo)).to_have_text(["New"])


def test_when_the_session_is_over_it_stops_quietly(open_tab, site, cast):
    page, other = open_tab("/boards/LEG/"), open_tab("/boards/LEG/")
    Session.objects.all().delete()
    wait_for_streams(page, site, 0)
    create_task(cast.todo, title="New", actor=cast.ana)
    for tab in (page, other):
        expect(tab.locator("body")).to_have_attribute("data-stream", "over")
        expect(tab.locator("#board")).to_be_visible()
    assert streams(site) == 0


def test_a_tab_whose_reader_has_signed_in_again_elsewhere_is_loaded_anew(open_tab, site, cast):
    page = open_tab("/boards/LEG/")
    page.locator(f"#add-{cast.todo.pk}-titles").fill("Half a sen")
    Session.objects.all().delete()
    expect(page.locator("body")).to_have_attribute("data-stream", "over")
    create_task(cast.todo, title="Meanwhile", actor=cast.ana)
    session = cast.client(cast.boris).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": site.url}])
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(titles(page, cast.todo)).to_have_text(["Meanwhile"])
    expect(page.locator(f"#add-{cast.todo.pk}-titles")).to_have_value("Half a sen")
    hears(page)
    page.locator(f"#add-{cast.todo.pk}-titles").press("Enter")
    expect(titles(page, cast.todo)).to_have_text(["Half a sen", "Meanwhile"])


def test_a_page_that_comes_back_from_the_browsers_cache_hears_again(browse, cast, site):
    page = browse(cast.boris)
    page.goto("/boards/LEG/")
    hears(page)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    wait_for_streams(page, site, 0)
    create_task(cast.todo, title="Meanwhile", actor=cast.ana)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(titles(page, cast.todo)).to_have_text(["Meanwhile"])
    wait_for_streams(page, site, 1)
    create_task(cast.todo, title="Later", actor=cast.ana)
    expect(titles(page, cast.todo)).to_have_text(["Later", "Meanwhile"])


def test_where_a_browser_has_no_locks_each_tab_asks(browse, cast):
    page = browse(cast.boris)
    page.add_init_script("Object.defineProperty(navigator, 'locks', {value: undefined})")
    page.clock.install()
    page.goto("/boards/LEG/")
    create_task(cast.todo, title="New", actor=cast.ana)
    page.clock.run_for(19_000)
    expect(titles(page, cast.todo)).to_have_text(["New"])


def test_the_refused_are_asked_for_no_stream(browse):
    fetched = Fetched(page := browse())
    page.goto("/accounts/login/")
    expect(page.locator("body")).not_to_have_attribute("data-live", re.compile(""))
    assert fetched.count("events/") == 0
