"""What a task has to do with others is said and read on its page."""

from playwright.sync_api import expect

from board.actions.hops import ask_task
from board.actions.links import add_child
from tests.browser.looks import faults_of


def test_a_blocker_is_added_by_its_number_and_taken_away(cast, browse):
    task, blocker = cast.task("Sign the contract"), cast.task("Read the contract")
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    section = page.locator("section.links")

    page.get_by_role("link", name="Add what blocks this").click()
    field = page.get_by_label("Number of the task that has to be finished first")
    expect(field).to_be_focused()
    field.fill(f"#{blocker.pk}")
    field.press("Enter")

    expect(section.get_by_role("link", name=f"#{blocker.pk} Read the contract")).to_be_visible()
    assert faults_of(page) == []
    section.get_by_role("button", name="It does not block this").click()
    expect(section.get_by_role("link", name="Read the contract")).to_have_count(0)


def test_parts_are_asked_of_several_departments(cast, browse):
    task = cast.task("New employee")
    secret = ask_task(cast.it, title="Secret", actor=cast.boris, is_restricted=True)
    add_child(task, child=secret, actor=cast.boris)
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")

    page.get_by_role("link", name="Open parts in several departments").click()
    dialog = page.locator("#popover")
    dialog.get_by_role("checkbox", name="Sales").check()
    dialog.get_by_label("Title for Sales").fill("A desk for Olga")
    dialog.get_by_role("checkbox", name="Legal").check()
    assert faults_of(page) == []
    dialog.get_by_role("button", name="Open the parts").click()

    section = page.locator("section.links")
    expect(section).to_contain_text("0 of 2 done")
    expect(section.get_by_role("link", name="A desk for Olga")).to_be_visible()
    expect(section).to_contain_text("a task in IT")
    assert faults_of(page) == []
