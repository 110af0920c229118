"""What is sent is sent once, however often one presses, and what is typed meanwhile is for the next."""

import pytest
from playwright.sync_api import expect

from board.actions.checklist import add_items
from board.actions.hops import ask_task
from board.models import Comment
from board.models.task import TITLE_LIMIT


@pytest.fixture
def held():
    return []


@pytest.fixture
def task(cast):
    return cast.task("Check the lease")


def hold(page, held, path):
    """Keep the answers to what is sent to `path` until the test lets them go."""
    page.route(
        path, lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )


def let_all(page, held):
    for route in held:
        route.continue_()
    held.clear()
    page.unroute_all()


def test_a_comment_that_is_sent_twice_at_once_is_there_once(browse, cast, task, held):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    hold(page, held, "**/comments/")
    field = page.locator("#new-comment textarea")
    field.fill("Done by noon")
    with page.expect_request("**/comments/"):
        field.press("Control+Enter")
    field.press("Control+Enter")
    page.locator("#new-comment .button--primary").click()
    let_all(page, held)

    expect(page.locator("#thread .prose")).to_have_text("Done by noon")
    expect(field).to_have_value("")
    page.reload()
    expect(page.locator("#thread .prose")).to_have_text("Done by noon")
    assert Comment.objects.count() == 1


def test_what_is_typed_before_the_answer_is_the_next_comment(browse, cast, task, held):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    hold(page, held, "**/comments/")
    field = page.locator("#new-comment textarea")
    field.fill("Done by noon")
    with page.expect_request("**/comments/"):
        field.press("Control+Enter")
    page.keyboard.type(". Or later")
    let_all(page, held)

    expect(page.locator("#thread .prose")).to_have_text("Done by noon")
    expect(field).to_have_value(". Or later")


def test_titles_typed_faster_than_the_server_answers_are_all_added(browse, cast, held):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    hold(page, held, "**/tasks/")
    field = page.locator(f"#add-{cast.todo.pk}-titles")
    field.focus()
    with page.expect_request("**/tasks/"):
        page.keyboard.type("First\n")
    page.keyboard.type("Second\nThi")
    let_all(page, held)

    titles = page.locator(f"#column-{cast.todo.pk} .task-card__title")
    expect(titles).to_have_text(["Second", "First"])
    expect(field).to_have_value("Thi")
    expect(field).to_be_focused()


def test_a_title_that_is_refused_comes_back_before_what_was_typed_meanwhile(browse, cast, held, faults):
    faults.expect("422 POST")
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    hold(page, held, "**/tasks/")
    field = page.locator(f"#add-{cast.todo.pk}-titles")
    too_long = "x" * (TITLE_LIMIT + 1)
    field.fill(too_long)
    with page.expect_request("**/tasks/"):
        field.press("Enter")
    page.keyboard.type("Second")
    let_all(page, held)

    expect(page.locator(f"#column-{cast.todo.pk} .field__errors")).to_be_visible()
    expect(field).to_have_value(f"{too_long}\nSecond")
    page.reload()
    expect(field).to_have_value(f"{too_long}\nSecond")


def test_a_title_that_did_not_arrive_comes_back(browse, cast, faults):
    faults.expect("net::ERR_INTERNET_DISCONNECTED POST", "htmx:error: Failed to fetch")
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    page.route("**/tasks/", lambda route: route.abort("internetdisconnected"))
    field = page.locator(f"#add-{cast.todo.pk}-titles")
    field.fill("First")
    field.press("Enter")

    expect(page.locator(".toast--refused")).to_be_visible()
    expect(field).to_have_value("First")


def test_who_accepts_with_a_double_click_is_not_told_that_it_is_accepted(browse, cast, held):
    asked = ask_task(cast.legal, title="Review", actor=cast.vera)
    page = browse(cast.boris)
    page.goto("/boards/LEG/inbox/")
    page.locator(f"#open-accept-{asked.pk}").click()
    hold(page, held, "**/accept/")
    button = page.locator(f"#slot-line-{asked.pk} .button--primary")
    with page.expect_request(lambda request: request.method == "POST"):
        button.click()
    button.click()
    let_all(page, held)

    expect(page.locator(f"#line-{asked.pk}")).to_have_count(0)
    expect(page.locator(".toast--refused")).to_have_count(0)


def test_a_point_is_removed_once(browse, cast, task, held):
    add_items(task, texts=["One", "Two"], actor=cast.ana)
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    page.locator(".checklist__item .slot-link").first.click()
    hold(page, held, "**/remove/")
    button = page.get_by_role("button", name="Remove")
    with page.expect_request("**/remove/"):
        button.click()
    button.click()
    let_all(page, held)

    expect(page.locator(".checklist__text")).to_have_text(["Two"])
    expect(page.locator(".toast--refused")).to_have_count(0)


def test_a_new_task_is_asked_once(browse, cast):
    page = browse(cast.ana)
    page.goto("/tasks/new/?to=LEG")
    page.locator("[name=title]").fill("Read the lease")
    # The server takes its time: this page stays.
    page.evaluate("""() => {
        window.sent = 0;
        addEventListener("submit", (event) => {
            if (!event.defaultPrevented) window.sent += 1;
            event.preventDefault();
        });
    }""")
    page.get_by_role("button", name="Ask", exact=True).dblclick()

    assert page.evaluate("window.sent") == 1
