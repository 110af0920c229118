"""Lists, tasks, comments and the bell follow what others do, and nothing that is typed is lost."""

import pytest
from playwright.sync_api import expect

from board.actions.agreement import accept_task
from board.actions.comments import add_comment
from board.actions.hops import ask_task, hand_off_task
from board.actions.sharing import restrict_task
from board.actions.task_fields import assign_task
from board.actions.task_text import edit_description, edit_title
from board.actions.visits import read_notifications
from board.models import Notification
from tests.browser.follow import hears
from tests.browser.gestures import look_away


@pytest.fixture
def look(browse):
    """Return a function that opens a page for a person, and waits until it hears."""

    def look(person, address, **options):
        page = browse(person, **options)
        page.goto(address)
        return hears(page)

    return look


def asked(cast, title="Check", **fields):
    return ask_task(cast.legal, title=title, actor=cast.vera, **fields)


def test_the_inbox_and_the_outbox_follow(look, cast):
    inbox, outbox = look(cast.ana, "/boards/LEG/inbox/"), look(cast.vera, "/boards/SAL/outbox/")
    expect(inbox.locator("#inbox [data-line]")).to_have_count(0)
    task = asked(cast)
    expect(inbox.locator("#inbox [data-line]")).to_have_count(1)
    expect(inbox.locator("#inbox-count")).to_contain_text("1")
    expect(outbox.locator("#outbox [data-line] .badge")).to_have_text("Submitted")

    accept_task(task, actor=cast.boris)
    expect(inbox.locator("#inbox [data-line]")).to_have_count(0)
    expect(inbox.locator("#inbox-count")).not_to_contain_text("1")
    expect(outbox.locator("#outbox [data-line] .badge")).to_have_text("Accepted")


def test_my_work_and_the_bell_follow(look, cast):
    page = look(cast.ana, "/")
    task = cast.task("Read the contract", actor=cast.boris)
    assign_task(task, assignee=cast.ana, actor=cast.boris)
    expect(page.locator("#my-work")).to_contain_text("Read the contract")
    expect(page.locator("#bell-count")).to_contain_text("1")


def test_what_was_read_elsewhere_is_not_counted_any_more(look, cast):
    assign_task(cast.task(actor=cast.boris), assignee=cast.ana, actor=cast.boris)
    page = look(cast.ana, "/notifications/")
    expect(page.locator("#bell-count")).to_contain_text("1")
    read_notifications(latest=Notification.objects.latest("pk").pk, actor=cast.ana)
    expect(page.locator("#bell-count")).not_to_contain_text("1")
    expect(page.locator("#notifications [data-line]")).to_have_count(0)


@pytest.mark.parametrize("over", ["page", "board"])
def test_a_task_and_its_comments_follow_and_what_is_typed_stays(look, cast, over):
    task = cast.task()
    page = look(cast.boris, "/boards/LEG/" if over == "board" else f"/tasks/{task.pk}/")
    if over == "board":
        page.locator(f"#task-{task.pk} .task-card__title").click()
        expect(page.locator("#panel")).to_be_visible()
    field = page.locator("#new-comment textarea").first
    field.fill("Half a sen")
    field.press("Home")

    add_comment(task, text="Words of Ana", actor=cast.ana)
    expect(page.locator("article.task")).to_contain_text("Words of Ana")
    edit_title(task, title="Renamed by Ana", version=1, actor=cast.ana)
    expect(page.locator("article.task h1")).to_have_text("Renamed by Ana")
    expect(field).to_be_focused()
    page.keyboard.type("Not ")
    expect(field).to_have_value("Not Half a sen")


def test_a_form_that_is_open_in_a_task_stays_open(look, cast):
    task = cast.task(description="Before")
    page = look(cast.boris, f"/tasks/{task.pk}/")
    page.locator("a[data-inplace]").nth(1).click()
    field = page.locator(".slot textarea")
    field.fill("My own words")
    add_comment(task, text="Words of Ana", actor=cast.ana)
    expect(page.locator("article.task")).to_contain_text("Words of Ana")
    expect(field).to_have_value("My own words")
    expect(field).to_be_focused()


def test_an_internal_comment_does_not_reach_the_other_side(look, cast):
    task = asked(cast)
    inside, outside = look(cast.boris, f"/tasks/{task.pk}/"), look(cast.vera, f"/tasks/{task.pk}/")
    add_comment(task, text="Between us", actor=cast.ana, internal=True)
    expect(inside.locator("article.task")).to_contain_text("Between us")
    add_comment(task, text="For all", actor=cast.ana)
    expect(outside.locator("article.task")).to_contain_text("For all")
    expect(outside.locator("article.task")).not_to_contain_text("Between us")


def test_a_task_that_is_handed_off_says_so_and_leads_away(look, cast):
    task = asked(cast)
    page = look(cast.ana, f"/tasks/{task.pk}/")
    page.locator("#new-comment textarea").first.fill("Half a sen")
    hand_off_task(task, department=cast.it, reason="Theirs", actor=cast.boris)
    heading = page.get_by_role("heading", name="You can no longer see this")
    expect(heading).to_be_visible()
    expect(page.locator("#main")).to_be_focused()
    expect(page.get_by_label("What you had typed")).to_have_value("Half a sen")
    page.get_by_role("link", name="To my work").click()
    expect(page.locator("#my-work")).to_be_visible()


def test_a_task_over_the_board_that_is_restricted_closes_and_says_so(look, cast, faults):
    faults.allow("404 POST")  # that it was seen may be said just then
    task = cast.task(actor=cast.boris)
    page = look(cast.ana, "/boards/LEG/")
    page.locator(f"#task-{task.pk} .task-card__title").click()
    expect(page.locator("#panel")).to_be_visible()
    hears(page)
    restrict_task(task, is_restricted=True, actor=cast.boris)
    expect(page.locator("#panel")).not_to_be_visible()
    expect(page.locator("#toasts")).to_contain_text("You can no longer see this")
    expect(page.locator(f"#task-{task.pk}")).to_have_count(0)


def test_a_list_that_nobody_looks_at_waits(look, cast):
    edit_description(task := cast.task(), description="Words", version=1, actor=cast.ana)
    page = look(cast.boris, f"/tasks/{task.pk}/")
    look_away(page)
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    add_comment(task, text="Words of Ana", actor=cast.ana)
    other = look(cast.boris, f"/tasks/{task.pk}/")
    expect(other.locator("article.task")).to_contain_text("Words of Ana")
    add_comment(task, text="More of Ana", actor=cast.ana)
    expect(other.locator("article.task")).to_contain_text("More of Ana")
    assert fetched == []

    page.evaluate("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("article.task")).to_contain_text("More of Ana")


def test_a_line_whose_form_is_filled_in_stays_until_it_is_closed(look, cast):
    task = asked(cast)
    other = asked(cast, "Another")
    page = look(cast.boris, "/boards/LEG/inbox/")
    page.locator(f"#open-decline-{task.pk}").click()
    field = page.locator(f"#slot-line-{task.pk} textarea")
    field.fill("Half a sen")
    accept_task(task, actor=cast.irina)
    expect(page.locator("#inbox-count")).to_contain_text("1")
    accept_task(other, actor=cast.irina)
    expect(page.locator("#inbox-count")).to_be_empty()
    expect(field).to_have_value("Half a sen")
    expect(field).to_be_focused()

    field.press("Escape")
    expect(page.locator("#inbox [data-line]")).to_have_count(0)


def test_what_was_typed_over_the_board_stays_when_the_task_is_gone(look, cast, faults):
    faults.allow("404 GET")  # who would hear of the comment may be asked just then
    task = cast.task(actor=cast.boris)
    page = look(cast.ana, "/boards/LEG/")
    page.locator(f"#task-{task.pk} .task-card__title").click()
    page.locator("#panel #new-comment textarea").first.fill("Half a sen")
    hears(page)
    restrict_task(task, is_restricted=True, actor=cast.boris)
    expect(page.locator("#panel").get_by_role("heading", name="You can no longer see this")).to_be_visible()
    expect(page.locator("#panel").get_by_label("What you had typed")).to_have_value("Half a sen")
    page.locator("#panel [data-close]").first.click()
    expect(page.locator("#panel")).not_to_be_visible()
