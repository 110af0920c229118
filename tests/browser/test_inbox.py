"""The inbox, one request after the other: with the mouse, by key, and without a script."""

import pytest
from playwright.sync_api import expect

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.models import State, Task
from tests.browser.gestures import tab_to

ADDRESS = "/boards/LEG/inbox/"


@pytest.fixture
def tasks(cast):
    return [ask_task(cast.legal, title=title, actor=cast.vera) for title in ("First", "Second", "Third")]


def line(page, task):
    return page.locator(f"#line-{task.pk}")


def title(page, task):
    return page.locator(f"#line-{task.pk}-title")


def states(tasks):
    found = dict(Task.objects.values_list("pk", "state"))
    return [found[task.pk] for task in tasks]


def test_by_key_one_after_the_other(browse, cast, tasks):
    page = browse(cast.boris)
    page.goto(ADDRESS)
    expect(page.locator("#inbox-count")).to_have_text("3")
    first, second, third = tasks

    page.keyboard.press("KeyA")
    expect(page.locator(f"#slot-line-{first.pk} :focus")).to_have_count(1)
    tab_to(page, page.locator(f"#slot-line-{first.pk} .button--primary"))
    page.keyboard.press("Enter")
    expect(line(page, first)).to_have_count(0)
    expect(title(page, second)).to_be_focused()
    expect(page.locator("#inbox-count")).to_have_text("2")

    page.keyboard.press("KeyJ")
    expect(title(page, third)).to_be_focused()
    page.keyboard.press("KeyD")
    expect(page.locator(f"#slot-line-{third.pk} textarea")).to_be_focused()
    page.keyboard.type("Ask a judge")
    page.keyboard.press("Control+Enter")
    expect(line(page, third)).to_have_count(0)
    expect(title(page, second)).to_be_focused()

    page.keyboard.press("KeyH")
    select = page.locator(f"#slot-line-{second.pk} select")
    expect(select).to_be_focused()
    select.select_option(str(cast.it.pk))
    tab_to(page, page.locator(f"#slot-line-{second.pk} textarea"))
    page.keyboard.type("About a laptop")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#inbox .empty__title")).to_have_text("The inbox is empty")
    expect(page.locator("#inbox")).to_be_focused()
    expect(page.locator("#inbox-count")).to_have_text("")

    assert states(tasks) == [State.ACCEPTED, State.SUBMITTED, State.DECLINED]
    assert Task.objects.get(pk=second.pk).department == cast.it


def test_keys_go_from_line_to_line_and_enter_opens(browse, cast, tasks):
    page = browse(cast.boris)
    page.goto(ADDRESS)

    for key, task in (
        ("j", tasks[0]),
        ("ArrowDown", tasks[1]),
        ("j", tasks[2]),
        ("j", tasks[2]),
        ("k", tasks[1]),
    ):
        page.keyboard.press(key)
        expect(title(page, task)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(title(page, tasks[0])).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"/tasks/{tasks[0].pk}/")


def test_the_focus_comes_back_to_a_line_for_its_own_list_alone(browse, cast, tasks):
    page = browse(cast.boris)
    page.goto(ADDRESS)
    title(page, tasks[2]).focus()
    swapped = """name => new Promise((done) => {
        document.addEventListener("htmx:finally:request", () => setTimeout(done), {once: true});
        document.body.dispatchEvent(new CustomEvent(name));
    })"""
    page.evaluate(swapped, f"department-{cast.legal.pk}:changed")
    expect(title(page, tasks[2])).to_be_focused()

    page.evaluate("document.activeElement.blur()")
    page.evaluate(swapped, "bell:changed")
    assert page.evaluate("document.activeElement === document.body")


def test_the_keys_are_those_of_the_line_with_the_focus_and_no_text(browse, cast, tasks):
    page = browse(cast.boris)
    page.goto(ADDRESS)
    title(page, tasks[1]).focus()
    expect(line(page, tasks[1]).locator("kbd").first).to_be_visible()
    expect(line(page, tasks[0]).locator("kbd").first).to_be_hidden()

    page.keyboard.press("Control+KeyD")
    page.keyboard.press("KeyD")
    textarea = page.locator(f"#slot-line-{tasks[1].pk} textarea")
    expect(textarea).to_be_focused()
    page.keyboard.type("a dhjk/c")
    expect(textarea).to_have_value("a dhjk/c")
    expect(page.locator("#inbox form")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(f"#open-decline-{tasks[1].pk}")).to_be_focused()


def test_the_keys_are_where_they_are_on_a_russian_keyboard(browse, cast, tasks):
    page = browse(cast.boris)
    page.goto(ADDRESS)
    page.evaluate("""document.dispatchEvent(
        new KeyboardEvent("keydown", {key: "в", code: "KeyD", bubbles: true, cancelable: true}))""")

    expect(page.locator(f"#slot-line-{tasks[0].pk} textarea")).to_be_focused()


def test_what_someone_else_has_dealt_with_is_refused_in_words(browse, cast, tasks, faults):
    faults.expect("409 POST")
    page = browse(cast.boris)
    page.goto(ADDRESS)
    page.locator(f"#open-decline-{tasks[0].pk}").click()
    page.locator(f"#slot-line-{tasks[0].pk} textarea").fill("No")
    accept_task(tasks[0], actor=cast.irina)

    page.locator(f"#slot-line-{tasks[0].pk} .button--primary").click()

    expect(page.locator(f"#slot-line-{tasks[0].pk}")).to_contain_text("Irina Admin accepted this")
    expect(page.locator(f"#slot-line-{tasks[0].pk} textarea")).to_have_value("No")
    assert states(tasks)[0] == State.ACCEPTED


def test_a_refusal_reaches_who_has_closed_the_form_already(browse, cast, tasks, faults):
    faults.expect("409 POST")
    page = browse(cast.boris)
    page.goto(ADDRESS)
    page.locator(f"#open-decline-{tasks[0].pk}").click()
    field = page.locator(f"#slot-line-{tasks[0].pk} textarea")
    field.fill("No")
    held = []
    page.route("**/decline/", lambda route: held.append(route))
    with page.expect_request("**/decline/"):
        field.press("Control+Enter")
    field.press("Escape")
    accept_task(tasks[0], actor=cast.irina)
    held.pop().continue_()

    expect(page.locator(".toast--refused")).to_contain_text("Irina Admin accepted this")


def test_without_javascript(browse, cast, tasks):
    page = browse(cast.boris, java_script_enabled=False)
    page.goto(ADDRESS)

    page.locator(f"#open-decline-{tasks[0].pk}").click()
    page.locator("main textarea").fill("No")
    page.locator("main form .button--primary").click()
    page.goto(ADDRESS)

    expect(line(page, tasks[0])).to_have_count(0)
    expect(line(page, tasks[1])).to_have_count(1)
    assert states(tasks)[0] == State.DECLINED


def test_who_asked_confirms_and_returns_on_my_work(browse, cast, tasks):
    for task in tasks[:2]:
        accept_task(task, actor=cast.boris)
        deliver_task(task, actor=cast.ana)
    page = browse(cast.vera)
    page.goto("/")

    page.locator(f"#open-return-{tasks[0].pk}").click()
    page.locator(f"#slot-line-{tasks[0].pk} textarea").fill("Page 4 is missing")
    page.keyboard.press("Control+Enter")
    expect(line(page, tasks[0])).to_have_count(0)
    expect(title(page, tasks[1])).to_be_focused()
    line(page, tasks[1]).locator("form button").click()
    expect(line(page, tasks[1])).to_have_count(0)

    assert states(tasks[:2]) == [State.ACCEPTED, State.CLOSED]
    expect(page.locator(f"#asked-{tasks[0].pk}")).to_contain_text("Accepted")
