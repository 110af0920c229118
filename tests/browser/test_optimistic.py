"""Ticks, labels and assignments stand on the screen at once, and go back where the server says no."""

import pytest
from playwright.sync_api import expect

from board.actions.archive import archive_task
from board.actions.checklist import add_items
from board.actions.moves import move_task
from board.models import ChecklistItem, Label, Task
from tests.browser.gestures import look_away


class Page:
    """The open page of a task, whose changes the server answers only when it is let."""

    def __init__(self, page, task):
        self.page, self.task = page, task
        self.held = []

    def open(self):
        self.page.goto(f"/tasks/{self.task.pk}/")
        return self

    def hold(self, path):
        self.page.route(path, lambda route: self.held.append(route))

    def let(self):
        """Let the one request that is held go on, once it is there."""
        for _moment in range(500):
            if self.held:
                break
            self.page.wait_for_timeout(20)
        assert len(self.held) == 1
        self.held.pop(0).continue_()

    def toggle(self, number):
        return self.page.locator(".checklist__toggle").nth(number)

    def fact(self, name):
        return self.page.locator(f".editable:has(> #open-{name}) > .editable__value")


@pytest.fixture
def task(cast):
    task = cast.task("Check the contract")
    add_items(task, texts=["One", "Two", "Three"], actor=cast.ana)
    Label.objects.create(department=cast.legal, name="Lease", color="blue")
    Label.objects.create(department=cast.legal, name="Urgent", color="red")
    return task


@pytest.fixture
def shown(browse, cast, task):
    return Page(browse(cast.ana), task).open()


def done():
    return list(ChecklistItem.objects.order_by("position").values_list("is_done", flat=True))


def test_a_tick_stands_there_before_the_answer_and_the_next_waits_for_it(shown):
    shown.hold("**/tick/")
    with shown.page.expect_request("**/tick/"):
        shown.toggle(0).click()
    shown.toggle(1).click()

    for number in (0, 1):
        expect(shown.toggle(number)).to_have_attribute("aria-pressed", "true")
    expect(shown.page.locator(".task__heading-count").first).to_have_text("2/3")
    with shown.page.expect_request("**/tick/"):
        shown.let()
    with shown.page.expect_response("**/panel/"):
        shown.let()

    expect(shown.toggle(1)).to_have_attribute("aria-pressed", "true")
    assert done() == [True, True, False]


def test_of_several_presses_on_one_point_the_last_counts(shown):
    shown.hold("**/tick/")
    with shown.page.expect_request("**/tick/"):
        shown.toggle(0).click()
    for _press in range(3):
        shown.toggle(0).click()
    expect(shown.toggle(0)).to_have_attribute("aria-pressed", "false")
    with shown.page.expect_request("**/tick/"):
        shown.let()
    with shown.page.expect_response("**/panel/"):
        shown.let()

    expect(shown.toggle(0)).to_have_attribute("aria-pressed", "false")
    assert done() == [False, False, False]
    assert shown.held == []


def test_a_refused_tick_goes_back_with_the_reason(shown, cast, task, faults):
    faults.expect("409 POST")
    look_away(shown.page)
    move_task(task, column=cast.done.pk, after=None, actor=cast.boris)
    archive_task(task, actor=cast.boris)

    shown.toggle(0).click()

    expect(shown.page.locator("#toasts .toast--refused")).to_contain_text("archived")
    # Archived, it is for reading alone.
    expect(shown.page.get_by_role("img", name="Open", exact=True)).to_have_count(3)
    expect(shown.page.locator(".checklist__item--done")).to_have_count(0)
    assert done() == [False, False, False]


def test_without_a_network_all_goes_back_and_the_page_says_so_once(shown, faults):
    faults.expect("net::ERR_INTERNET_DISCONNECTED", "htmx:error: Failed to fetch")
    held = []
    shown.page.route("**/tick/", lambda route: held.append(route))
    with shown.page.expect_request("**/tick/"):
        shown.toggle(0).click()
    shown.toggle(1).click()
    held.pop().abort("internetdisconnected")

    expect(shown.page.locator("#toasts .toast--refused")).to_have_count(1)
    for number in (0, 1):
        expect(shown.toggle(number)).to_have_attribute("aria-pressed", "false")
    expect(shown.page.locator(".task__heading-count").first).to_have_text("0/3")


def test_i_take_it_at_once_and_the_focus_stays(shown, cast, task):
    shown.hold("**/assignee/")
    shown.page.get_by_role("button", name="To me").focus()
    with shown.page.expect_request("**/assignee/"):
        shown.page.keyboard.press("Enter")

    expect(shown.fact("assignee")).to_contain_text("Ana Lima")
    expect(shown.page.locator("#open-assignee")).to_be_focused()
    with shown.page.expect_response("**/panel/"):
        shown.let()
    expect(shown.page.locator("#open-assignee")).to_be_focused()
    assert Task.objects.get(pk=task.pk).assignee == cast.ana


def test_an_assignee_and_labels_are_shown_at_once(shown, cast, task):
    shown.page.locator("#open-assignee").click()
    shown.page.locator("#slot-assignee select").select_option(str(cast.boris.pk))
    shown.hold("**/assignee/")
    with shown.page.expect_request("**/assignee/"):
        shown.page.locator("#slot-assignee .button--primary").click()
    expect(shown.fact("assignee")).to_contain_text("Boris Orlov")
    expect(shown.page.locator("#slot-assignee form")).to_have_count(0)
    shown.page.locator("#open-labels").click()
    shown.page.get_by_label("Lease").check()
    shown.page.get_by_label("Urgent").check()
    shown.page.locator("#slot-labels .button--primary").click()
    expect(shown.fact("labels").locator(".label")).to_have_text(["Lease", "Urgent"])

    shown.let()
    expect(shown.fact("labels").locator(".label--red")).to_have_text("Urgent")
    assert Task.objects.get(pk=task.pk).assignee == cast.boris
    assert set(task.labels.values_list("name", flat=True)) == {"Lease", "Urgent"}


def test_a_refused_assignee_goes_back_with_the_reason(shown, cast, task, faults):
    faults.expect("422 POST")
    shown.page.locator("#open-assignee").click()
    shown.page.locator("#slot-assignee select").select_option(str(cast.boris.pk))
    cast.boris.department = cast.it
    cast.boris.save(update_fields=["department"])

    shown.page.locator("#slot-assignee .button--primary").click()

    expect(shown.page.locator("#toasts .toast--refused")).to_contain_text("does not work in this department")
    expect(shown.fact("assignee")).to_contain_text("Nobody")
    assert Task.objects.get(pk=task.pk).assignee is None


def test_a_card_shows_its_new_assignee_before_the_answer(browse, cast, task, faults):
    faults.expect("net::ERR_INTERNET_DISCONNECTED POST", "htmx:error: Failed to fetch")
    held = []
    page = browse(cast.ana)
    page.route("**/assignee/", lambda route: held.append(route))
    page.goto("/boards/LEG/")
    page.keyboard.press("KeyJ")
    with page.expect_request("**/assignee/"):
        page.keyboard.press("KeyI")

    face = page.locator(f"#task-{task.pk} .avatar")
    expect(face).to_have_attribute("title", "Ana Lima")
    held.pop().abort("internetdisconnected")
    expect(face).to_have_count(0)
    expect(page.locator("#toasts .toast--refused")).to_be_visible()
