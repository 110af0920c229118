"""Naming people, and keeping a comment to one's own department."""

import pytest
from playwright.sync_api import expect

from board.actions.agreement import accept_task
from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.models import Watch
from tests.browser.looks import faults_of


@pytest.fixture
def asked(cast):
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    accept_task(task, actor=cast.boris)
    return task


def field(page):
    return page.locator("#new-comment-text")


def options(page):
    return page.get_by_role("option")


def test_a_person_is_chosen_with_the_keyboard(browse, cast, asked):
    cast.person("bogdan", "Bogdan", cast.legal)
    page = browse(cast.ana)
    page.goto(f"/tasks/{asked.pk}/")

    field(page).press_sequentially("Ask @bo")
    expect(options(page).locator(".suggestion__name")).to_have_text(["Bogdan", "Boris Orlov"])
    expect(field(page)).to_have_attribute("aria-activedescendant", options(page).first.get_attribute("id"))
    page.keyboard.press("ArrowDown")
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(field(page)).to_have_value("Ask @boris ")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field(page)).to_be_focused()
    field(page).press_sequentially("and @ншк")  # "yir" on the other layout names nobody
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".mention")).to_have_text("Boris Orlov")


def test_a_list_that_is_open_goes_with_what_is_sent(browse, cast, asked):
    page = browse(cast.vera)
    page.goto(f"/tasks/{asked.pk}/")
    field = page.locator("#new-comment textarea")
    field.press_sequentially("Ask @an")
    expect(page.locator("[role=option]").first).to_be_visible()
    field.press("Control+Enter")

    expect(page.locator("#thread .prose")).to_have_text("Ask @an")
    expect(page.locator("[role=option]")).to_have_count(0)
    field.press("Enter")
    expect(field).to_have_value("\n")


def test_another_layout_and_a_press_of_the_mouse_do_too(browse, cast, asked):
    page = browse(cast.ana)
    page.goto(f"/tasks/{asked.pk}/")

    field(page).press_sequentially("@мук")  # "ver"
    expect(options(page)).to_have_count(1)
    options(page).first.click()

    expect(field(page)).to_have_value("@vera ")
    expect(field(page)).to_be_focused()


def test_escape_closes_the_list_and_leaves_the_dialog_open(browse, cast, asked):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    page.get_by_role("link", name=asked.title).click()
    field(page).press_sequentially("@ver")
    expect(options(page)).to_have_count(1)

    page.keyboard.press("Escape")

    expect(options(page)).to_have_count(0)
    expect(page.locator("#panel")).to_be_visible()
    expect(field(page)).to_have_value("@ver")


def test_what_is_written_says_who_will_read_it_and_nobody_else_does(browse, cast, asked):
    legal, sales = browse(cast.ana), browse(cast.vera)
    for page in (legal, sales):
        page.goto(f"/tasks/{asked.pk}/")
    expect(legal.get_by_text("Seen by Legal and Sales")).to_be_visible()

    field(legal).fill("Their price is **too high**")
    legal.get_by_label("Internal to Legal").check()
    expect(legal.get_by_text("Only Legal sees this")).to_be_visible()
    expect(legal.get_by_text("Seen by Legal and Sales")).to_be_hidden()
    expect(field(legal)).to_have_value("Their price is **too high**")
    field(legal).press_sequentially(" @")
    expect(options(legal).locator(".suggestion__name")).to_have_text(["Boris Orlov"])
    legal.keyboard.press("Escape")
    field(legal).press("Backspace")
    legal.keyboard.press("Control+Enter")

    expect(legal.locator(".comment--internal strong")).to_have_text("too high")
    sales.reload()
    expect(sales.get_by_label("Internal to Sales")).to_be_visible()
    expect(sales.get_by_text("too high")).to_have_count(0)


def test_every_part_of_it_can_be_seen_and_heard(browse, cast, asked, faults):
    faults.expect("409 POST")
    add_comment(asked, text="@boris, look", actor=cast.ana, internal=True)
    page = browse(cast.boris)
    page.goto(f"/tasks/{asked.pk}/")
    page.get_by_label("Internal to Legal").check()
    field(page).fill("Ask ")
    field(page).press_sequentially("@o")
    expect(options(page)).to_have_count(0)
    field(page).press("Backspace")
    expect(options(page)).to_have_count(1)
    assert faults_of(page) == []

    page.get_by_label("Shared").check()
    field(page).fill("Ask ")
    field(page).press_sequentially("@o")
    expect(options(page)).to_have_count(1)
    assert faults_of(page) == []
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Comment").click()
    expect(page.get_by_role("button", name="Give access and send")).to_be_visible()
    assert faults_of(page) == []


def test_a_stranger_is_let_in_by_one_press(browse, cast, asked, faults):
    faults.expect("409 POST")
    page, other = browse(cast.ana), browse(cast.oleg)
    page.goto(f"/tasks/{asked.pk}/")
    field(page).press_sequentially("Ask @oleg")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Oleg Petrov cannot see this task. Give access?")).to_be_visible()
    expect(page.get_by_role("button", name="Give access and send")).to_be_focused()
    expect(field(page)).to_have_value("Ask @oleg")
    page.keyboard.press("Enter")

    expect(page.locator(".mention")).to_have_text("Oleg Petrov")
    expect(page.locator(".composer__question")).to_have_count(0)
    expect(field(page)).to_have_value("")
    assert Watch.objects.get(task=asked, user=cast.oleg).granted
    other.goto(f"/tasks/{asked.pk}/")
    expect(other.locator(".mention")).to_have_text("Oleg Petrov")
