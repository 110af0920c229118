"""axe finds nothing on any page, in both themes, wide and on a phone; no page scrolls sideways at 320 pixels."""

import datetime

import pytest
from playwright.sync_api import expect

from board.actions.agreement import accept_task
from board.actions.archive import archive_task
from board.actions.checklist import add_items, tick_item
from board.actions.columns import edit_column
from board.actions.comments import add_comment, delete_comment
from board.actions.hops import ask_task
from board.actions.labels import add_label
from board.models import Color, Priority
from tests.browser.looks import STILL, check_pages, faults_of

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung " * 2


class Legal:
    """A board with everything on it."""

    def __init__(self, cast):
        self.labels = [
            add_label(cast.legal, name=color.label, color=color.value, actor=cast.boris) for color in Color
        ]
        self.task = cast.task(
            "Check the lease",
            column=cast.doing,
            description="# Heading\n\nText with `code`, a [link](https://example.com) and\n\n> a quote\n\n- a list",
            assignee=cast.boris,
            priority=Priority.URGENT,
            wanted_on=datetime.date(2020, 1, 1),
            promised_on=datetime.date(2020, 1, 2),
            labels=self.labels,
        )
        cast.task(LONG, column=cast.doing, is_restricted=True, priority=Priority.LOW)
        edit_column(cast.doing, name="Doing", kind=cast.doing.kind, wip_limit=1, actor=cast.boris)
        add_items(self.task, texts=["Read", "Sign"], actor=cast.ana)
        tick_item(self.task.checklist.first(), is_done=True, actor=cast.ana)
        self.comment = add_comment(self.task, text="Page 4 is **wrong**", actor=cast.boris)
        add_comment(self.task, text="`" + "x" * 200 + "`", parent=self.comment, actor=cast.ana)
        gone = add_comment(self.task, text="Never mind", actor=cast.ana)
        add_comment(self.task, text="What was it?", parent=gone, actor=cast.boris)
        delete_comment(gone, actor=cast.ana)
        self.done = cast.task("Old lease", column=cast.done)
        archive_task(self.done, actor=cast.ana)


@pytest.fixture
def legal(cast):
    return Legal(cast)


def test_pages_before_the_sign_in(browse, cast):
    addresses = [
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-wrong/",
        "/accounts/inactive/",
    ]
    check_pages(browse(), addresses)


def test_boards_search_and_settings(browse, cast, legal):
    addresses = [
        "/boards/",
        "/boards/LEG/",
        "/boards/LEG/archive/",
        "/search/",
        "/search/?q=lease",
        "/search/?q=nowhere",
        "/settings/",
        "/accounts/password/change/",
    ]
    check_pages(browse(cast.boris), addresses)


def test_an_empty_board_and_its_archive(browse, cast):
    check_pages(browse(cast.ana), ["/boards/LEG/", "/boards/LEG/archive/"])


def test_a_task_and_its_forms(browse, cast, legal):
    task, item = legal.task.pk, legal.task.checklist.first().pk
    forms = [
        "title",
        "description",
        "assignee",
        "priority",
        "labels",
        "dates",
        "restriction",
        "access",
        "move",
    ]
    addresses = [f"/tasks/{task}/", f"/tasks/{legal.done.pk}/", *(f"/tasks/{task}/{form}/" for form in forms)]
    addresses += [f"/comments/{legal.comment.pk}/{form}/" for form in ("reply", "edit", "delete")]
    addresses += [f"/tasks/{task}/comments/", f"/tasks/{task}/checklist/", f"/checklist/{item}/"]
    check_pages(browse(cast.boris), addresses)


def test_a_task_that_one_may_only_read(browse, cast):
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    accept_task(task, actor=cast.boris)
    add_items(task, texts=["Read", "Sign"], actor=cast.ana)
    tick_item(task.checklist.first(), is_done=True, actor=cast.ana)
    check_pages(browse(cast.vera), [f"/tasks/{task.pk}/"])


def test_the_settings_of_a_board_and_their_forms(browse, cast, legal):
    settings = "/boards/LEG/settings/"
    column, label = cast.doing.pk, legal.labels[0].pk
    addresses = [settings]
    addresses += [f"{settings}columns/{form}/" for form in ("add", column, f"{column}/remove")]
    addresses += [f"{settings}labels/{form}/" for form in ("add", label, f"{label}/remove")]
    check_pages(browse(cast.boris), addresses)


def test_what_opens_over_a_board(browse, cast, legal, faults):
    faults.expect("422 POST")
    page = browse(cast.boris)
    page.goto("/boards/LEG/")
    found = {}

    page.locator(".header details[data-menu] summary").click()
    found["menu"] = faults_of(page)
    page.keyboard.press("Escape")

    page.locator(f"#column-{cast.todo.pk} textarea").fill("x" * 500)
    page.keyboard.press("Enter")
    expect(page.locator(".quick-add__errors")).to_be_visible()
    found["quick add"] = faults_of(page)

    page.locator(f"#task-{legal.task.pk} .task-card__move").click()
    expect(page.locator("#popover")).to_be_visible()
    found["move"] = faults_of(page)
    page.keyboard.press("Escape")

    page.locator(f"#task-{legal.task.pk} .task-card__title").click()
    expect(page.locator("#panel .task__title")).to_be_visible()
    found["panel"] = faults_of(page)
    for name in ("title", "description", "assignee", "labels", "dates"):
        page.locator(f"#open-{name}").click()
        expect(page.locator(f"#slot-{name} form")).to_be_visible()
    found["forms"] = faults_of(page)
    faults = [f"{place} {fault}" for place, faults in found.items() for fault in faults]
    assert not faults, "\n".join(faults)


def test_pages_of_errors(browse, cast, faults):
    faults.expect("404 GET", "400 GET")
    page = browse(cast.ana)
    check_pages(page, ["/nothing/", "/tasks/999999/", "/search/?q=%00"])


def test_a_theme_that_was_chosen_looks_as_that_of_the_device(browse, cast, legal):
    page = browse(cast.ana, color_scheme="dark")
    page.goto("/boards/LEG/")
    page.evaluate(STILL)
    device_dark = colors(page)
    page.emulate_media(color_scheme="light")
    device_light = colors(page)
    assert device_dark != device_light

    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert colors(page) == device_dark
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert colors(page) == device_light


def colors(page):
    return page.evaluate("""() => [...document.querySelectorAll("body, body *")].map(getComputedStyle)
        .map((style) => [style.color, style.backgroundColor, style.borderTopColor, style.fill])""")
