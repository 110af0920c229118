"""The main job, from the sign-in to a task that is commented, moved and archived."""

import re

import pytest
from django.utils import translation
from playwright.sync_api import expect

from board.actions.labels import add_label
from board.models import State, Task
from tests.browser.gestures import drag, tab_to
from tests.cast import PASSWORD


@pytest.fixture
def label(cast):
    return add_label(cast.legal, name="Urgent", color="red", actor=cast.boris)


# Words of our own on the pages of the job; the names of columns and labels are the department's.
WORDS = """Archive|Assignee|Boards|Checklist|Comment|Comments|Created|Description|Details|Edit|History|Labels|
Markdown|Mute|Nobody|Number|Open the page|Preview|Priority|Promised|Reply|Requester|Save|Search|Title|Wanted|
Watching""".replace("\n", "").split("|")


def the_task(cast):
    return Task.objects.get(department=cast.legal)


def check_the_outcome(cast, label):
    task = the_task(cast)
    assert (task.title, task.state, task.column) == ("Check the lease", State.CLOSED, cast.done)
    assert task.archived_at
    assert task.assignee == cast.boris
    assert list(task.labels.all()) == [label]
    assert (task.checklist_done, task.checklist_count) == (1, 2)
    root, reply = task.comments.order_by("id")
    assert (root.text, reply.text, reply.parent) == ("Page 4 is **wrong**", "Now it is right", root)
    assert "<strong>" in task.description_html


def check_language(page, language):
    """No word stands there in English that the catalogue of another language has."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    with translation.override(language):
        translated = [word for word in WORDS if translation.gettext(word) != word]
    text = page.locator("body").inner_text()
    assert [word for word in translated if re.search(rf"\b{word}\b", text)] == []


@pytest.mark.parametrize("language", ["en", pytest.param("ru", marks=pytest.mark.long)])
def test_with_the_mouse(browse, sign_in, cast, label, language):
    cast.ana.language = language
    cast.ana.save(update_fields=["language"])
    page = browse()
    sign_in(page, cast.ana)
    page.locator("nav a[href='/boards/']").click()
    page.locator("main a[href='/boards/LEG/']").click()

    page.locator(f"#column-{cast.todo.pk} textarea").click()
    page.keyboard.type("Check the leese")
    page.locator(f"#add-{cast.todo.pk} button").click()
    card = page.locator(f"#column-{cast.todo.pk} .task-card")
    expect(card).to_have_count(1)
    card.locator("a.task-card__title").click()
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    task = the_task(cast)
    expect(page).to_have_url(f"/tasks/{task.pk}/")

    panel.locator("#open-title").click()
    panel.locator("#slot-title input[name=title]").fill("Check the lease")
    panel.locator("#slot-title .button--primary").click()
    expect(panel.locator("h1")).to_have_text("Check the lease")

    panel.locator("#open-description").click()
    panel.locator("#slot-description textarea").fill("It **ends** in May")
    panel.locator("#slot-description [name=preview]").click()
    expect(panel.locator(".composer__preview strong").first).to_have_text("ends")
    panel.locator("#slot-description .button--primary").click()
    expect(panel.locator(".task__body > .task__section > .prose strong")).to_have_text("ends")

    panel.locator("#checklist-texts").fill("Read\nSign")
    panel.locator("#checklist-form button").click()
    expect(panel.locator(".checklist__item")).to_have_count(2)
    panel.locator(".checklist__toggle").first.click()
    expect(panel.locator(".checklist__toggle").first).to_have_attribute("aria-pressed", "true")

    panel.locator("#open-assignee").click()
    panel.locator("#slot-assignee select").select_option(str(cast.boris.pk))
    panel.locator("#slot-assignee .button--primary").click()
    expect(panel.locator(".task__aside .editable__value", has_text="Boris Orlov")).to_be_visible()

    panel.locator("#open-labels").click()
    panel.locator("#slot-labels input[type=checkbox]").check()
    panel.locator("#slot-labels .button--primary").click()
    expect(panel.locator(".task__aside .label")).to_have_text("Urgent")

    panel.locator("#new-comment textarea").fill("Page 4 is **wrong**")
    panel.locator("#new-comment .button--primary").click()
    comment = panel.locator("#thread > .comment")
    expect(comment.locator(".prose strong")).to_have_text("wrong")
    comment.locator("[id^=open-reply]").click()
    comment.locator(".slot textarea").fill("Now it is right")
    comment.locator(".slot .button--primary").click()
    expect(comment.locator(".comment__replies .prose")).to_have_text("Now it is right")

    check_language(page, language)
    panel.locator("[data-close]").click()
    expect(panel).to_be_hidden()
    expect(page).to_have_url("/boards/LEG/")
    expect(card.locator("a.task-card__title")).to_be_focused()
    expect(card.locator("a.task-card__title")).to_have_text("Check the lease")
    expect(card.locator(".label")).to_have_text("Urgent")

    card = page.locator(f"#task-{task.pk}")
    for column in (cast.doing, cast.done):
        with page.expect_response(lambda answer: answer.url.endswith("/move/") and answer.status == 204):
            drag(page, card, page.locator(f"#column-{column.pk}-cards"))
        expect(page.locator(f"#column-{column.pk} #task-{task.pk}")).to_be_visible()
    page.reload()
    expect(page.locator(f"#column-{cast.done.pk} #task-{task.pk}")).to_be_visible()

    card.locator("a.task-card__title").click()
    panel.locator("form[action$='/archive/'] button").click()
    expect(panel.locator("form[action$='/restore/']")).to_be_visible()
    panel.locator("[data-close]").click()
    expect(card).to_have_count(0)
    page.locator(".board-header__actions a[href$='/archive/']").click()
    expect(page.locator("tbody a")).to_have_text("Check the lease")
    check_language(page, language)
    check_the_outcome(cast, label)


def test_with_the_keyboard_alone(browse, cast, label, set_real_password):
    set_real_password(cast.ana)
    page = browse()
    page.goto("/")
    tab_to(page, page.locator("#id_login"))
    page.keyboard.type("ana")
    tab_to(page, page.locator("#id_password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("nav a[href='/boards/']"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("main a[href='/boards/LEG/']"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator(f"#column-{cast.todo.pk} textarea"))
    page.keyboard.type("Check the leese")
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_contain_text("is added")
    task = the_task(cast)
    link = page.locator(f"#task-{task.pk} .task-card__title")
    tab_to(page, link)
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    expect(panel.locator("h1")).to_be_visible()
    expect(panel.locator(":focus")).to_have_count(1)

    open_form(page, "title")
    page.keyboard.press("Control+a")
    page.keyboard.type("Check the lease")
    page.keyboard.press("Enter")
    expect(panel.locator("h1")).to_have_text("Check the lease")
    expect(panel.locator("#open-title")).to_be_focused()

    open_form(page, "description")
    page.keyboard.type("It **ends** in May")
    page.keyboard.press("Control+Enter")
    expect(panel.locator(".task__body > .task__section > .prose strong")).to_have_text("ends")
    expect(panel.locator("#open-description")).to_be_focused()

    tab_to(page, panel.locator("#checklist-texts"))
    for point in ("Read", "Sign"):
        page.keyboard.type(point)
        page.keyboard.press("Enter")
        expect(panel.locator(".checklist__item", has_text=point)).to_be_visible()
        expect(panel.locator("#checklist-texts")).to_be_focused()
    toggle = panel.locator(".checklist__toggle").first
    tab_to(page, toggle, back=True)
    page.keyboard.press("Space")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(toggle).to_be_focused()

    open_form(page, "assignee")
    page.keyboard.type("Boris")
    tab_to(page, panel.locator("#slot-assignee .button--primary"))
    page.keyboard.press("Enter")
    expect(panel.locator(".task__aside .editable__value", has_text="Boris Orlov")).to_be_visible()
    expect(page.locator("#announcer")).to_have_text("Assigned to Boris Orlov.")
    open_form(page, "labels")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(panel.locator(".task__aside .label")).to_have_text("Urgent")

    tab_to(page, panel.locator("#new-comment textarea"), back=True)
    page.keyboard.type("Page 4 is **wrong**")
    page.keyboard.press("Control+Enter")
    comment = panel.locator("#thread > .comment")
    expect(comment.locator(".prose strong")).to_have_text("wrong")
    tab_to(page, comment.locator("[id^=open-reply]"), back=True)
    page.keyboard.press("Enter")
    expect(comment.locator(".slot textarea")).to_be_focused()
    page.keyboard.type("Now it is right")
    page.keyboard.press("Control+Enter")
    expect(comment.locator(".comment__replies .prose")).to_have_text("Now it is right")

    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page).to_have_url("/boards/LEG/")
    expect(link).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#announcer")).to_have_text(f"#{task.pk} moved to Doing, 1 of 1")
    expect(link).to_be_focused()
    tab_to(page, page.locator(f"#task-{task.pk} .task-card__move"))
    page.keyboard.press("Enter")
    expect(page.locator("#popover select").first).to_be_focused()
    page.keyboard.type("Done")
    tab_to(page, page.locator("#popover .button--primary"))
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_have_text(f"#{task.pk} moved to Done, 1 of 1")
    expect(page.locator("#popover")).to_be_hidden()
    expect(page.locator(f"#column-{cast.done.pk} #task-{task.pk} .task-card__move")).to_be_focused()

    tab_to(page, link, back=True)
    page.keyboard.press("Enter")
    tab_to(page, panel.locator("form[action$='/archive/'] button"), back=True)
    page.keyboard.press("Enter")
    expect(panel.locator("form[action$='/restore/']")).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_have_count(0)
    check_the_outcome(cast, label)


def open_form(page, name):
    tab_to(page, page.locator(f"#open-{name}"))
    page.keyboard.press("Enter")
    expect(page.locator(f"#slot-{name} :focus")).to_have_count(1)


def test_without_javascript(browse, sign_in, cast, label):
    page = browse(java_script_enabled=False)
    sign_in(page, cast.ana)
    expect(page).to_have_url("/")
    page.goto("/boards/LEG/")
    page.locator(f"#column-{cast.todo.pk} textarea").fill("Check the leese")
    page.locator(f"#add-{cast.todo.pk} button").click()
    page.locator(f"#column-{cast.todo.pk} a.task-card__title").click()
    task = the_task(cast)
    address = f"/tasks/{task.pk}/"
    expect(page).to_have_url(address)

    def fill(opener, field, value):
        page.locator(opener).click()
        page.locator(f"main {field}").fill(value)
        page.locator("main form .button--primary").click()

    fill("#open-title", "input[name=title]", "Check the lease")
    expect(page.locator("h1")).to_have_text("Check the lease")

    page.locator("#open-description").click()
    page.locator("main textarea").fill("It **ends** in May")
    page.locator("main [name=preview]").click()
    expect(page.locator(".composer__preview strong")).to_have_text("ends")
    page.locator("main form .button--primary").click()
    expect(page.locator(".task__section > .prose strong")).to_have_text("ends")

    page.locator("#checklist-texts").fill("Read\nSign")
    page.locator("#checklist-form button").click()
    page.locator(".checklist__toggle").first.click()
    expect(page.locator(".checklist__toggle").first).to_have_attribute("aria-pressed", "true")

    page.locator("#open-assignee").click()
    page.locator("main select").select_option(str(cast.boris.pk))
    page.locator("main form .button--primary").click()
    expect(page.locator(".task__aside")).to_contain_text("Boris Orlov")
    page.locator("#open-labels").click()
    page.locator("main input[type=checkbox]").check()
    page.locator("main form .button--primary").click()
    expect(page.locator(".task__aside .label")).to_have_text("Urgent")

    page.locator("#new-comment textarea").fill("Page 4 is **wrong**")
    page.locator("#new-comment .button--primary").click()
    expect(page.locator("#thread > .comment .prose strong")).to_have_text("wrong")
    fill("[id^=open-reply]", "textarea", "Now it is right")
    expect(page.locator(".comment__replies .prose")).to_have_text("Now it is right")

    for column in (cast.doing, cast.done):
        page.goto("/boards/LEG/")
        page.locator(f"#task-{task.pk} .task-card__move").click()
        page.locator("main select").first.select_option(str(column.pk))
        page.locator("main form .button--primary").click()
        expect(page.locator(f"#column-{column.pk} #task-{task.pk}")).to_be_visible()
    page.goto(address)
    page.locator("form[action$='/archive/'] button").click()
    expect(page.locator("form[action$='/restore/']")).to_be_visible()

    page.goto("/boards/LEG/archive/")
    expect(page.locator("tbody a")).to_have_text("Check the lease")
    check_the_outcome(cast, label)
