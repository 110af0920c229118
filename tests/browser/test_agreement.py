"""The agreement in a browser: on the board, in the dialog over it and by key, each side sees what is to be done."""

import pytest
from playwright.sync_api import expect

from board.actions.agreement import accept_task, confirm_task
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.models import Role, State, Task
from tests.browser.gestures import drag


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the lease", actor=cast.vera)


def card(page, task):
    return page.locator(f"#task-{task.pk}")


def cards(page, column):
    return page.locator(f"#column-{column.pk}-cards .task-card__title")


def turn(page, task):
    return page.locator(f"#task-{task.pk}-turn")


def test_a_card_dropped_in_done_is_delivered_and_its_result_written_from_the_notice(browse, cast, asked):
    accept_task(asked, assignee=cast.ana, actor=cast.boris)
    page = browse(cast.ana)
    page.goto("/boards/LEG/")

    drag(page, card(page, asked), page.locator(f"#column-{cast.done.pk}"))
    expect(page.locator("#toasts")).to_contain_text(f"#{asked.pk} is delivered.")
    page.get_by_role("link", name="Add a result").click()
    page.locator("#popover textarea").fill("It is **fine**")
    page.locator("#popover").get_by_role("button", name="Save").click()

    expect(page.locator("#popover")).to_be_hidden()
    expect(cards(page, cast.done)).to_have_text(["Check the lease"])
    expect(card(page, asked).get_by_role("img", name="Delivered: Vera Smirnova’s move")).to_be_visible()
    page.goto(f"/tasks/{asked.pk}/")
    expect(page.get_by_role("region", name="Result")).to_contain_text("It is fine")
    expect(turn(page, asked)).to_contain_text("Vera Smirnova’s move since")


def test_a_closed_request_goes_back_to_its_column_with_the_reason(browse, cast, asked, faults):
    faults.expect("409 POST")
    accept_task(asked, actor=cast.boris)
    deliver_task(asked, actor=cast.ana)
    confirm_task(asked, actor=cast.vera)
    page = browse(cast.ana)
    page.goto("/boards/LEG/")

    drag(page, card(page, asked), page.locator(f"#column-{cast.doing.pk}"))

    expect(page.locator("#toasts")).to_contain_text("It is closed; Vera Smirnova can reopen it.")
    expect(cards(page, cast.done)).to_have_text(["Check the lease"])
    expect(cards(page, cast.doing)).to_have_count(0)


def test_by_key_it_is_accepted_and_the_focus_is_on_how_things_stand(browse, cast, asked):
    page = browse(cast.ana)
    page.goto(f"/tasks/{asked.pk}/")

    page.locator("#open-accept").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Promised on")).to_be_focused()
    page.get_by_role("button", name="Accept").press("Enter")

    expect(turn(page, asked)).to_contain_text("Your move since")
    expect(turn(page, asked)).to_be_focused()
    expect(page.get_by_role("link", name="Deliver")).to_be_visible()


def test_a_form_that_is_left_gives_the_focus_back_and_one_without_a_reason_stays(browse, cast, asked, faults):
    faults.expect("422 POST")
    page = browse(cast.boris)
    page.goto(f"/tasks/{asked.pk}/")

    page.locator("#open-decline").press("Enter")
    page.get_by_role("button", name="Decline").click()
    assert page.get_by_label("Reason").evaluate("field => field.validity.valueMissing")
    page.get_by_label("Reason").fill(" ")
    page.get_by_role("button", name="Decline").click()
    expect(page.locator(".field__errors")).to_contain_text("Say why in a sentence or two")
    page.keyboard.press("Escape")

    expect(page.locator("#open-decline")).to_be_focused()
    assert Task.objects.get(pk=asked.pk).state == State.SUBMITTED


def test_the_requester_confirms_with_one_press_and_sees_it_closed(browse, cast, asked):
    accept_task(asked, assignee=cast.ana, actor=cast.boris)
    deliver_task(asked, actor=cast.ana)
    page = browse(cast.vera)
    page.goto(f"/tasks/{asked.pk}/")
    expect(turn(page, asked)).to_contain_text("Your move since")

    page.get_by_role("button", name="Confirm").click()

    expect(turn(page, asked)).to_have_text("Closed")
    expect(page.get_by_role("link", name="Reopen")).to_be_visible()


def test_who_hands_a_card_off_from_the_dialog_is_back_on_the_board_without_it(browse, cast):
    task = cast.task("Check the laptop", actor=cast.ana)
    cast.person("olga", "Olga Reza", cast.it, role=Role.COORDINATOR)
    page = browse(cast.boris)
    page.goto("/boards/LEG/")
    card(page, task).locator(".task-card__title").click()

    page.locator("#open-more").click()
    page.locator("#panel").get_by_role("link", name="Hand off").click()
    page.get_by_label("To which department").select_option(label="IT · IT")
    page.get_by_label("Reason").fill("They keep the laptops")
    page.locator("#panel").get_by_role("button", name="Hand off").click()

    expect(turn(page, task)).to_contain_text("IT’s move since")
    page.keyboard.press("Escape")
    expect(cards(page, cast.todo)).to_have_count(0)


def test_who_may_not_see_it_any_more_is_led_back_to_the_board(browse, cast, asked):
    accept_task(asked, actor=cast.boris)
    page = browse(cast.boris)
    page.goto("/boards/LEG/")
    card(page, asked).locator(".task-card__title").click()

    page.locator("#panel").get_by_role("link", name="Hand off").click()
    page.get_by_label("To which department").select_option(label="IT · IT")
    page.get_by_label("Reason").fill("They keep the leases")
    page.locator("#panel").get_by_role("button", name="Hand off").click()

    expect(page.locator("#panel")).to_be_hidden()
    expect(page).to_have_url("/boards/LEG/")
    expect(cards(page, cast.todo)).to_have_count(0)


def test_who_hands_it_off_is_not_told_that_others_did(browse, cast, asked):
    accept_task(asked, actor=cast.boris)
    page = browse(cast.boris)
    page.goto("/boards/LEG/")
    card(page, asked).locator(".task-card__title").click()
    page.locator("#panel").get_by_role("link", name="Hand off").click()
    page.get_by_label("To which department").select_option(label="IT · IT")
    page.get_by_label("Reason").fill("They keep the leases")

    page.evaluate(TOLD)
    page.route("**/hand-off/", lambda route: answer_after_the_stream(page, route))
    page.locator("#panel").get_by_role("button", name="Hand off").click()

    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#announcer")).to_contain_text("is with IT now")
    expect(page.locator("#toasts")).to_have_text("")


# A promise that the stream has said that the task is gone.
TOLD = """() => {
  window.told = new Promise((resolve) => document.addEventListener("task:gone", resolve, { once: true }));
}"""


def answer_after_the_stream(page, route):
    answer = route.fetch()
    page.evaluate("() => window.told.then(() => true)")
    route.fulfill(response=answer)
