"""Nothing that was typed is lost: not by a reload, a crash, a sign-out, or what others do meanwhile."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from board.actions.hops import ask_task
from board.actions.task_text import edit_description, edit_title
from board.models import Comment, Task
from tests.cast import PASSWORD

WORDS = "Paragraph four is"


@pytest.fixture
def task(cast):
    return cast.task("Check the contract")


def note(form):
    return form.locator("[data-draft] .draft__text")


def composer(page):
    return page.locator("#new-comment")


def open_form(page, name, field="textarea"):
    page.locator(f"#open-{name}").click()
    return page.locator(f"#slot-{name} {field}")


def test_a_comment_is_still_there_after_a_reload_and_goes_once_it_is_sent(browse, cast, task):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    composer(page).locator("textarea").press_sequentially(WORDS)
    expect(note(composer(page))).to_have_count(0)

    page.reload()
    expect(composer(page).locator("textarea")).to_have_value(WORDS)
    expect(note(composer(page))).to_contain_text("Draft restored.")

    composer(page).locator("textarea").press("Control+Enter")
    expect(page.locator(".comment")).to_contain_text(WORDS)
    expect(note(composer(page))).to_have_count(0)
    page.reload()
    expect(composer(page).locator("textarea")).to_have_value("")


def test_a_draft_is_discarded_with_one_press(browse, cast, task):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    composer(page).locator("textarea").fill(WORDS)
    page.reload()

    composer(page).get_by_role("button", name="Discard").click()

    expect(composer(page).locator("textarea")).to_have_value("")
    expect(composer(page).locator("textarea")).to_be_focused()
    page.reload()
    expect(composer(page).locator("textarea")).to_have_value("")


def test_a_browser_that_crashed_has_it_still(browse, cast, task):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    composer(page).locator("textarea").press_sequentially(WORDS)
    state = page.context.storage_state()
    page.context.close()

    again = browse(cast.ana, storage_state=state)
    again.goto(f"/tasks/{task.pk}/")

    expect(composer(again).locator("textarea")).to_have_value(WORDS)


def test_a_form_opened_in_its_place_has_its_draft(browse, cast, task):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    field = open_form(page, "description")
    field.fill(WORDS)
    field.press("Escape")
    expect(page.locator("#open-description[data-drafted]")).to_be_visible()
    page.reload()

    field = open_form(page, "description")

    expect(field).to_have_value(WORDS)
    expect(note(page.locator("#slot-description"))).to_be_visible()
    expect(page.locator(".draft__meanwhile")).to_have_count(0)


def test_cancel_forgets_it(browse, cast, task):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    open_form(page, "description").fill(WORDS)
    page.locator("#slot-description [data-cancel]").click()

    expect(open_form(page, "description")).to_have_value("")
    expect(page.locator("#open-description[data-drafted]")).to_have_count(0)


def test_a_draft_over_a_text_that_changed_meanwhile_shows_both(browse, cast, task):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    open_form(page, "description").fill(WORDS)
    edit_description(task, description="Ask the notary", version=task.version, actor=cast.boris)
    page.reload()

    field = open_form(page, "description")

    expect(field).to_have_value(WORDS)
    expect(page.locator(".draft__theirs")).to_have_text("Ask the notary")
    page.locator("#slot-description").get_by_role("button", name="Discard").click()
    expect(field).to_have_value("Ask the notary")


def test_what_others_do_leaves_a_draft_and_its_note_alone(browse, cast, task):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    composer(page).locator("textarea").fill(WORDS)
    page.reload()
    edit_title(task, title="Renamed", version=1, actor=cast.boris)
    page.evaluate("name => document.body.dispatchEvent(new CustomEvent(name))", f"task-{task.pk}:changed")
    expect(page.locator("h1")).to_have_text("Renamed")

    expect(composer(page).locator("textarea")).to_have_value(WORDS)
    expect(note(composer(page))).to_be_visible()


def test_nobody_else_at_the_same_computer_sees_it(browse, cast, task, site):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    composer(page).locator("textarea").fill(WORDS)
    session = cast.client(cast.boris).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": site.url}])
    page.reload()

    expect(page.get_by_label("Menu of Boris Orlov")).to_be_visible()
    expect(composer(page).locator("textarea")).to_have_value("")
    assert "Paragraph" in page.evaluate("JSON.stringify({...localStorage})")


def test_the_text_is_there_after_signing_out_and_in_again(browse, cast, task, sign_in):
    page = browse()
    sign_in(page, cast.ana)
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"/tasks/{task.pk}/")
    composer(page).locator("textarea").fill(WORDS)
    page.locator(".header details summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#id_login")).to_be_visible()
    sign_in(page, cast.ana)
    expect(page.locator(".header details summary")).to_be_visible()
    page.goto(f"/tasks/{task.pk}/")

    expect(composer(page).locator("textarea")).to_have_value(WORDS)


def test_an_expired_session_costs_nothing_that_was_typed(browse, cast, task, faults, set_real_password):
    faults.expect("401 POST")
    set_real_password(cast.ana)
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    field = open_form(page, "description")
    field.fill(WORDS)
    Session.objects.all().delete()
    field.press("Control+Enter")
    page.locator("#id_login").fill("ana")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")

    field = page.locator("#slot-description textarea")
    expect(field).to_have_value(WORDS)
    field.press("Control+Enter")
    expect(page.locator(".task__section > .prose")).to_have_text(WORDS)


def test_no_password_is_ever_kept(browse, cast, sign_in):
    page = browse()
    page.goto("/")
    page.locator("#id_login").fill("ana")
    page.locator("#id_password").fill("not the right one")
    assert page.evaluate("Object.keys(localStorage)") == []

    sign_in(page, cast.ana)
    expect(page.locator(".header details summary")).to_be_visible()
    page.goto("/accounts/password/change/")
    for field in page.locator("input[type=password]").all():
        field.fill("secret words")
    assert "secret" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")


def test_a_new_task_is_kept_until_it_is_asked(browse, cast):
    page = browse(cast.vera)
    page.goto("/tasks/new/?to=LEG")
    page.locator("[name=title]").fill("Read the lease")
    page.locator("[name=description]").fill(WORDS)
    page.goto("/")
    page.goto("/tasks/new/?to=LEG")
    expect(page.locator("[name=title]")).to_have_value("Read the lease")
    expect(page.locator("[name=description]")).to_have_value(WORDS)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("h1")).to_have_text("Read the lease")

    page.goto("/tasks/new/?to=LEG")
    expect(page.locator("[name=title]")).to_have_value("")
    expect(page.locator("[name=description]")).to_have_value("")
    assert Task.objects.get().description == WORDS


def test_the_quick_add_keeps_its_title(browse, cast):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    field = page.locator(f"#add-{cast.todo.pk}-titles")
    field.fill("Sign the lease")
    page.reload()
    expect(field).to_have_value("Sign the lease")

    field.press("Enter")
    expect(page.locator(".task-card__title")).to_have_text(["Sign the lease"])
    page.reload()
    expect(field).to_have_value("")


def test_a_reason_is_kept_too(browse, cast):
    asked = ask_task(cast.legal, title="Review", actor=cast.vera)
    page = browse(cast.boris)
    page.goto("/boards/LEG/inbox/")
    page.locator(f"#open-decline-{asked.pk}").click()
    page.locator(f"#slot-line-{asked.pk} textarea").fill("Not ours: ")
    page.reload()
    page.locator(f"#open-decline-{asked.pk}").click()

    expect(page.locator(f"#slot-line-{asked.pk} textarea")).to_have_value("Not ours: ")


def test_a_reason_for_several_tasks_is_that_of_its_own_form(browse, cast):
    asked = ask_task(cast.legal, title="Review", actor=cast.vera)
    page = browse(cast.boris)
    page.goto("/boards/LEG/inbox/")
    page.locator(f"#line-{asked.pk} input[form=bulk]").check()
    reason = page.locator("#popover textarea")
    page.locator("#bulk [value=decline]").click()
    reason.fill("Not ours")
    page.keyboard.press("Escape")
    page.locator("#bulk [value=hand-off]").click()
    expect(reason).to_have_value("")

    page.keyboard.press("Escape")
    page.locator("#bulk [value=decline]").click()
    expect(reason).to_have_value("Not ours")


def test_what_is_too_old_is_swept_away(browse, cast, task):
    page = browse(cast.ana)
    page.goto(f"/tasks/{task.pk}/")
    composer(page).locator("textarea").fill(WORDS)
    page.evaluate("""() => { for (const [key, text] of Object.entries(localStorage)) if (key.startsWith("draft"))
        localStorage.setItem(key, JSON.stringify({...JSON.parse(text), at: Date.now() - 15 * 86400000})); }""")
    page.reload()

    expect(composer(page).locator("textarea")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft'))") == []
    assert not Comment.objects.exists()


@pytest.mark.parametrize("width", [360, 1440])
def test_two_texts_of_a_lost_race_are_read_and_settled_by_keyboard(browse, cast, task, faults, width):
    faults.expect("409 POST")
    page = browse(cast.ana, viewport={"width": width, "height": 800})
    page.goto(f"/tasks/{task.pk}/")
    field = open_form(page, "description")
    field.fill(WORDS)
    edit_description(task, description="Ask the notary", version=task.version, actor=cast.boris)
    field.press("Control+Enter")

    versions = page.locator("#slot-description .version")
    expect(versions.locator(".version__text")).to_have_text(["Ask the notary", WORDS])
    expect(field).to_be_focused()
    boxes = [version.bounding_box() for version in versions.all()]
    assert (boxes[0]["y"] == boxes[1]["y"]) is (width == 1440)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    field.press("Control+Enter")
    expect(page.locator(".task__section > .prose")).to_have_text(WORDS)
