"""Several tasks are chosen on the board and in the inbox, with the mouse and with the keyboard alone."""

from playwright.sync_api import expect

from board.actions.hops import ask_task
from board.models import State, Task
from tests.browser.looks import faults_of


def box(page, task):
    return page.locator(f'input[form="bulk"][value="{task.pk}"]')


def card(page, task):
    return page.locator(f"#task-{task.pk}")


def test_a_range_is_chosen_with_the_mouse_and_moved(cast, browse):
    tasks = [cast.task(title) for title in ("Fourth", "Third", "Second", "First")][::-1]
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    bar = page.locator("#bulk")
    expect(bar).to_be_hidden()

    card(page, tasks[0]).hover()
    box(page, tasks[0]).click()
    expect(bar).to_be_visible()
    box(page, tasks[2]).click(modifiers=["Shift"])
    expect(bar.locator("output")).to_have_text("3")
    bar.get_by_role("button", name="Move").click()
    dialog = page.locator("#popover")
    expect(dialog.get_by_label("Column")).to_be_focused()
    dialog.get_by_label("Column").select_option(label="Doing")
    assert faults_of(page) == []
    dialog.get_by_role("button", name="Move").click()

    doing = page.locator(f"#column-{cast.doing.pk} .task-card__title")
    expect(doing).to_have_text(["First", "Second", "Third"])
    expect(dialog).to_be_hidden()
    expect(bar).to_be_hidden()
    expect(page.locator("#announcer")).to_have_text("3 tasks are changed.")


def test_what_is_refused_is_listed_and_the_selection_stays(cast, browse, faults):
    faults.expect("409 POST")
    done, open_one = cast.task("Done", column=cast.done), cast.task("Open")
    page = browse(cast.ana)
    page.goto("/boards/LEG/")

    for task in (done, open_one):
        card(page, task).get_by_role("link", name=task.title).focus()
        page.keyboard.press("x")
    page.locator("#bulk").get_by_role("button", name="Archive").click()
    page.locator("#popover").get_by_role("button", name="Archive").click()

    alert = page.locator("#popover [role=alert]")
    expect(alert).to_contain_text(f"#{open_one.pk} Open: Only a finished task can be archived.")
    expect(alert).to_contain_text("Nothing has been changed.")
    assert faults_of(page) == []
    page.locator("#popover").get_by_label(f"#{open_one.pk} Open").uncheck()
    page.locator("#popover").get_by_role("button", name="Archive").click()
    expect(card(page, done)).to_have_count(0)
    expect(page.locator("#bulk")).to_be_hidden()


def test_a_selection_outlives_the_changes_of_others(cast, browse):
    tasks = [cast.task("First"), cast.task("Second")]
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    card(page, tasks[0]).hover()
    box(page, tasks[0]).check()

    page.locator(f"#column-{cast.todo.pk} textarea").fill("Third")
    page.locator(f"#column-{cast.todo.pk} textarea").press("Enter")

    expect(page.get_by_role("link", name="Third", exact=True)).to_be_visible()
    expect(box(page, tasks[0])).to_be_checked()
    page.get_by_role("button", name="Choose none").click()
    expect(box(page, tasks[0])).not_to_be_checked()
    expect(page.locator("#bulk")).to_be_hidden()


def test_several_requests_are_accepted_with_the_keyboard_alone(cast, browse):
    asked = [ask_task(cast.legal, title=f"Request {number}", actor=cast.vera) for number in range(3)]
    page = browse(cast.boris)
    page.goto("/boards/LEG/inbox/")

    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#bulk output")).to_have_text("2")
    assert faults_of(page) == []
    page.locator("#bulk").get_by_role("button", name="Accept").focus()
    page.keyboard.press("Enter")
    page.locator("#popover").get_by_label("Assignee").select_option(label="Ana Lima")
    page.locator("#popover").get_by_role("button", name="Accept").focus()
    page.keyboard.press("Enter")

    expect(page.locator("[data-line]")).to_have_count(1)
    assert Task.objects.filter(state=State.ACCEPTED, assignee=cast.ana).count() == 2
    assert Task.objects.get(pk=asked[2].pk).state == State.SUBMITTED
