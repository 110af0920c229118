"""A task over its board: it has the task's address, gives the focus back, and loses nothing that was typed."""

import pytest
from playwright.sync_api import expect

from board.actions.comments import add_comment
from board.actions.task_text import edit_description
from board.models import Task


@pytest.fixture
def task(cast):
    cast.task("Below")
    return cast.task("Check the lease")


@pytest.fixture
def page(browse, cast, task):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    link(page, task).click()
    expect(page.locator("#panel h1")).to_have_text("Check the lease")
    return page


def link(page, task):
    return page.locator(f"#task-{task.pk} .task-card__title")


def is_back_on_the_board(page, task):
    expect(page.locator("#panel")).to_be_hidden()
    expect(page).to_have_url("/boards/LEG/")
    expect(page).to_have_title("Legal · Handoff")
    expect(link(page, task)).to_be_focused()


def tell_that_it_changed(page, task):
    page.evaluate("id => document.body.dispatchEvent(new CustomEvent(`task-${id}:changed`))", task.pk)


def test_the_dialog_has_the_address_and_the_name_of_the_task(page, task):
    expect(page).to_have_url(f"/tasks/{task.pk}/")
    expect(page).to_have_title(f"#{task.pk} Check the lease · Handoff")
    expect(page.get_by_role("dialog", name="Check the lease")).to_be_visible()
    expect(page.locator("#board")).to_be_attached()


def test_escape_closes_it(page, task):
    page.keyboard.press("Escape")
    is_back_on_the_board(page, task)


def test_the_button_closes_it(page, task):
    page.locator("#panel [data-close]").click()
    is_back_on_the_board(page, task)


def test_the_button_closes_it_on_a_screen_that_has_become_narrow(page, task):
    page.set_viewport_size({"width": 400, "height": 900})
    page.locator("#panel [data-close]").click()
    is_back_on_the_board(page, task)


def test_a_click_beside_it_closes_it(page, task):
    page.mouse.click(5, 450)
    is_back_on_the_board(page, task)


def test_a_text_may_be_selected_beyond_its_edge(page, task):
    field = page.locator("#new-comment textarea")
    field.fill("Half a sentence")
    box = field.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(5, box["y"] + 10, steps=4)
    page.mouse.up()

    expect(page.locator("#panel")).to_be_visible()
    expect(field).to_have_value("Half a sentence")
    page.mouse.click(5, 450)
    is_back_on_the_board(page, task)


def test_back_closes_it_and_forward_opens_it_again(page, task):
    page.evaluate("window.isTheSamePage = true")

    page.go_back()
    is_back_on_the_board(page, task)
    page.go_forward()
    expect(page.locator("#panel h1")).to_have_text("Check the lease")
    expect(page).to_have_url(f"/tasks/{task.pk}/")
    assert page.evaluate("window.isTheSamePage")


def test_forward_and_back_at_once_leave_it_closed(page, task):
    page.go_back()
    is_back_on_the_board(page, task)
    held = []
    page.route("**/panel/", lambda route: held.append(route))
    with page.expect_request("**/panel/"):
        page.go_forward()
    page.go_back()
    expect(page).to_have_url("/boards/LEG/")
    page.evaluate("""() => { window.answered = new Promise((done) =>
        document.addEventListener("htmx:finally:request", () => setTimeout(done), {once: true})); }""")
    held.pop().continue_()
    page.evaluate("window.answered")

    expect(page.locator("#panel")).to_be_hidden()
    expect(page).to_have_url("/boards/LEG/")


def test_a_reload_and_its_link_show_the_task_as_a_page(page, task):
    page.locator("#panel [data-panel-page]").click()
    expect(page.locator("main h1")).to_have_text("Check the lease")
    expect(page.locator("#board")).to_have_count(0)
    expect(page).to_have_url(f"/tasks/{task.pk}/")

    page.reload()
    expect(page.locator("main h1")).to_have_text("Check the lease")


def test_ctrl_and_click_open_another_tab(page, task):
    page.keyboard.press("Escape")
    with page.context.expect_page() as opened:
        link(page, task).click(modifiers=["Control"])

    expect(opened.value.locator("main h1")).to_have_text("Check the lease")
    expect(page).to_have_url("/boards/LEG/")
    expect(page.locator("#panel")).to_be_hidden()


def test_a_form_closes_on_escape_and_the_dialog_on_the_next(page, task):
    page.locator("#open-title").click()
    field = page.locator("#slot-title input[name=title]")
    expect(field).to_be_focused()

    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(page.locator("#open-title")).to_be_focused()
    expect(page.locator("#panel")).to_be_visible()

    page.keyboard.press("Escape")
    is_back_on_the_board(page, task)


def test_a_comment_being_written_survives_the_comment_of_another(page, cast, task):
    field = page.locator("#new-comment textarea")
    field.fill("I am still wri")

    add_comment(task, text="Faster than you", actor=cast.boris)
    tell_that_it_changed(page, task)

    expect(page.locator("#thread .prose")).to_have_text("Faster than you")
    expect(field).to_have_value("I am still wri")
    expect(field).to_be_focused()
    page.keyboard.type("ting")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#thread .prose")).to_have_text(["Faster than you", "I am still writing"])
    expect(field).to_have_value("")


def test_an_edit_that_lost_a_race_shows_both_texts_and_may_then_be_saved(page, cast, task, faults):
    faults.expect("409 POST")
    page.locator("#open-description").click()
    page.locator("#slot-description textarea").fill("Mine")
    edit_description(task, description="Theirs", version=task.version, actor=cast.boris)
    page.locator("#slot-description .button--primary").click()

    versions = page.locator("#slot-description .version__text")
    expect(versions).to_have_text(["Theirs", "Mine"])
    expect(page.locator("#slot-description textarea")).to_have_value("Mine")

    page.locator("#slot-description textarea").fill("Theirs and mine")
    page.locator("#slot-description .button--primary").click()
    expect(page.locator("#panel .task__body > .task__section > .prose").first).to_have_text("Theirs and mine")


def test_a_notice_stands_above_the_open_dialog(page, cast, task, faults):
    faults.expect("net::ERR_INTERNET_DISCONNECTED POST", "htmx:error: Failed to fetch")
    page.route("**/watch/", lambda route: route.abort("internetdisconnected"))

    page.locator("#panel form[action$='/watch/'] button").first.click()

    dismiss = page.locator(".toast--refused [data-dismiss]")
    dismiss.click()
    expect(dismiss).to_have_count(0)
    expect(page.locator("#panel")).to_be_visible()


def test_a_task_that_one_may_not_see_any_more_says_so_and_leaves_the_board_alone(browse, cast, task, faults):
    faults.expect("404 GET")
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    Task.objects.filter(pk=task.pk).update(is_restricted=True, requester=cast.boris)

    link(page, task).click()

    expect(page.locator("#toasts .toast--refused")).to_be_visible()
    expect(page.locator("#panel")).to_be_hidden()
    expect(page).to_have_url("/boards/LEG/")


def test_the_menu_moves_the_task_from_the_open_dialog(page, cast, task):
    page.locator("#open-move").click()
    popover = page.locator("#popover")
    popover.locator("select").first.select_option(str(cast.doing.pk))
    popover.locator(".button--primary").click()

    expect(popover).to_be_hidden()
    expect(page.locator("#panel .facts")).to_contain_text("Doing")
    expect(page.locator("#announcer")).to_have_text(f"#{task.pk} moved to Doing, 1 of 1")
    page.keyboard.press("Escape")
    expect(page.locator(f"#column-{cast.doing.pk} #task-{task.pk}")).to_be_visible()
