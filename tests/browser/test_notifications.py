"""The bell and the list of notifications: in every tab, by key, and without a script."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.models import Notification, Watch
from tests.browser.looks import check_pages, faults_of

ADDRESS = "/notifications/"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung " * 2


@pytest.fixture
def tasks(cast):
    return [ask_task(cast.legal, title=title, actor=cast.vera) for title in ("First", "Second", "Third")]


def bell(page):
    return page.locator("#bell-count")


def line(page, task):
    return page.locator(f"#line-{task.pk}")


def unread(user):
    return set(Notification.objects.unread().filter(user=user).values_list("task", flat=True))


def test_seeing_a_task_clears_it_from_the_bell_and_the_list_in_every_tab(browse, cast, tasks):
    first = browse(cast.boris)
    second = first.context.new_page()
    first.goto(ADDRESS)
    second.goto("/boards/")
    expect(bell(first)).to_have_text("3")
    expect(bell(second)).to_have_text("3")

    second.goto(f"/tasks/{tasks[0].pk}/")

    for page in (first, second):
        expect(bell(page)).to_have_text("2")
    expect(line(first, tasks[0])).to_have_count(0)
    expect(line(first, tasks[1])).to_have_count(1)
    assert unread(cast.boris) == {tasks[1].pk, tasks[2].pk}


def test_a_tab_that_is_looked_at_again_counts_anew(browse, cast, tasks):
    page = browse(cast.boris)
    page.goto("/boards/")
    expect(bell(page)).to_have_text("3")
    ask_task(cast.legal, title="Fourth", actor=cast.vera)

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(bell(page)).to_have_text("4")
    expect(page.locator("#inbox-count")).to_have_text("4")


def test_by_key_from_line_to_line(browse, cast, tasks):
    page = browse(cast.boris)
    page.goto(ADDRESS)
    first, second, third = tasks

    page.keyboard.press("KeyJ")
    expect(page.locator(f"#line-{third.pk}-title")).to_be_focused()
    page.keyboard.press("KeyJ")
    page.keyboard.press("KeyR")
    expect(line(page, second)).to_have_count(0)
    expect(page.locator(f"#line-{first.pk}-title")).to_be_focused()
    expect(bell(page)).to_have_text("2")

    page.keyboard.press("KeyM")
    expect(page.locator(f"#mute-{first.pk}")).to_contain_text("Follow again")
    page.keyboard.press("KeyM")
    expect(page.locator(f"#mute-{first.pk}")).to_contain_text("Mute")
    expect(page.locator(f"#line-{first.pk}-title")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/tasks/{first.pk}/")
    expect(bell(page)).to_have_text("1")

    assert unread(cast.boris) == {third.pk}
    assert not Watch.objects.get(user=cast.boris, task=first).is_muted


def test_all_are_read_at_once(browse, cast, tasks):
    page = browse(cast.boris)
    page.goto(ADDRESS)

    page.get_by_role("button", name="Mark all as read").click()

    expect(page.locator("#notifications .empty__title")).to_have_text("You have read everything")
    expect(bell(page)).to_have_text("")
    assert unread(cast.boris) == set()


def test_without_javascript(browse, cast, tasks):
    page = browse(cast.boris, java_script_enabled=False)
    page.goto(ADDRESS)
    expect(bell(page)).to_have_text("3")

    page.locator(f"#mute-{tasks[0].pk}").click()
    expect(page.locator(f"#mute-{tasks[0].pk}")).to_contain_text("Follow again")
    page.locator(f"#read-{tasks[0].pk}").click()
    expect(line(page, tasks[0])).to_have_count(0)
    expect(bell(page)).to_have_text("2")
    page.get_by_role("button", name="Mark all as read").click()

    expect(page.locator(".empty__title")).to_have_text("You have read everything")
    assert Watch.objects.get(user=cast.boris, task=tasks[0]).is_muted


def test_the_settings_are_saved_by_key_and_taken_back(browse, cast, tasks):
    page = browse(cast.boris)
    page.goto("/settings/")
    page.get_by_role("radio", name="Mail at once My department’s inbox").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="In the digest My department’s inbox")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Your settings are saved.")
    expect(page.get_by_role("radio", name="In the digest My department’s inbox")).to_be_checked()
    assert dict(cast.boris.preferences.values_list("group", "delivery")) == {"inbox": "digest"}

    page.get_by_role("button", name="Back to the site’s defaults").click()

    expect(page.get_by_role("radio", name="Mail at once My department’s inbox")).to_be_checked()
    assert not cast.boris.preferences.exists()


def test_the_composer_says_how_many_will_hear_of_it(browse, cast, tasks):
    task = tasks[0]
    page = browse(cast.boris)
    page.goto(f"/tasks/{task.pk}/")
    hearers = page.locator("#new-comment-hearers")
    expect(hearers).to_have_text("")

    page.locator("#new-comment textarea").focus()
    expect(hearers.locator(".composer__shared")).to_have_text("1 person hears of this, by mail at once")
    expect(hearers.locator(".composer__shared")).to_be_visible()
    page.locator("#new-comment input[value=internal]").check()
    expect(hearers.locator(".composer__internal")).to_have_text("Nobody hears of this, unless you name them")
    expect(hearers.locator(".composer__internal")).to_be_visible()
    expect(hearers.locator(".composer__shared")).to_be_hidden()

    comment = add_comment(task, text="Look", actor=cast.vera)
    page.reload()
    page.locator(f"#open-reply-{comment.pk}").click()
    expect(page.locator(f"#reply-{comment.pk}-hearers")).to_have_text(
        "1 person hears of this, by mail at once"
    )


def test_the_header_has_room_for_the_bell_on_a_telephone(browse, cast, tasks):
    type(cast.boris).objects.filter(pk=cast.boris.pk).update(is_admin=True)
    page = browse(cast.boris, viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    page.goto(ADDRESS)

    rows = {".header__nav > a": 6, ".header__brand, .header__bell, .header__actions summary": 3}
    for places, number in rows.items():
        boxes = [place.bounding_box() for place in page.locator(places).all()]
        assert len(boxes) == number
        assert all(one["x"] + one["width"] <= other["x"] for one, other in pairwise(boxes))
        assert boxes[-1]["x"] + boxes[-1]["width"] <= 360


def test_nothing_is_wrong_with_the_looks(browse, cast, tasks):
    task = ask_task(cast.legal, title=LONG, is_restricted=True, wanted_on=cast.legal.today(), actor=cast.vera)
    for number in range(7):
        add_comment(task, text=f"@boris {number} {LONG}", actor=cast.vera)
    Notification.objects.create(
        user=cast.boris, task=task, reminder="today", day=cast.legal.today(), reason="inbox", delivery="now"
    )
    page = browse(cast.boris)

    check_pages(page, [ADDRESS, f"{ADDRESS}?all=1", "/settings/"])
    check_pages(browse(cast.oleg), [ADDRESS, f"{ADDRESS}?all=1"])
    page.goto(f"/tasks/{task.pk}/")
    page.locator("#new-comment textarea").focus()
    expect(page.locator("#new-comment-hearers")).not_to_have_text("")
    assert faults_of(page) == []
