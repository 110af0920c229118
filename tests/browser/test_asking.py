"""Asking a department in a browser: choices fill the form in, and nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from board.models import Priority, State, Task, User
from tests.browser.looks import check_pages, faults_of


@pytest.fixture
def offers(cast):
    """What Legal offers: a contract, which is restricted, and a question."""
    contract = cast.request_type(
        name_ru="Проверить договор",
        text_en="With whom?\n\nUntil when?",
        text_ru="С кем?",
        checklist_en="Draft attached\nAmount named",
        priority=Priority.HIGH,
        is_restricted=True,
        wanted_after=5,
    )
    return contract, cast.request_type("Answer a question", text_en="Your question:")


def test_a_department_is_asked_with_the_keyboard_alone(browse, cast, offers):
    page = browse(cast.vera)
    page.goto("/boards/SAL/")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile("/tasks/new/"))

    expect(page.get_by_label("Department", exact=True)).to_be_focused()
    page.keyboard.type("Leg")
    expect(page.get_by_text("Legal (2 people) will see it, your department Sales")).to_be_visible()
    expect(page.get_by_label("Department", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Answer a question")).to_be_checked()
    expect(page.get_by_label("Description")).to_have_value("Your question:")
    expect(page.get_by_label("Answer a question")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("May we sign?")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").filter(has_text="Legal has it now.")).to_be_visible()
    task = Task.objects.get()
    assert (task.title, task.state, task.department) == ("May we sign?", State.SUBMITTED, cast.legal)
    assert (task.request_type, task.description) == (offers[1], "Your question:")


def test_a_choice_fills_in_what_nobody_touched_and_keeps_the_rest(browse, cast, offers):
    page = browse(cast.vera)
    page.goto("/tasks/new/?to=LEG")
    page.get_by_label("Title").fill("The lease")
    page.get_by_label("Check a contract").check()

    expect(page.get_by_label("Description")).to_have_value("With whom?\n\nUntil when?")
    expect(page.get_by_label("Restricted")).to_be_checked()
    expect(page.get_by_label("Priority")).to_have_value("2")
    expect(page.get_by_label("Wanted on")).not_to_have_value("")
    expect(page.get_by_text("Amount named")).to_be_visible()
    page.get_by_label("Description").fill("With Lumen, until May.")
    page.get_by_label("Answer a question").check()

    expect(page.get_by_label("Restricted")).not_to_be_checked()
    expect(page.get_by_label("Wanted on")).to_have_value("")
    expect(page.get_by_text("Amount named")).to_be_hidden()
    expect(page.get_by_label("Description")).to_have_value("With Lumen, until May.")
    page.get_by_label("Department", exact=True).select_option("IT")

    expect(page.get_by_label("Check a contract")).to_be_hidden()
    expect(page.get_by_text("IT (1 person) will see it")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("The lease")
    expect(page.get_by_label("Description")).to_have_value("With Lumen, until May.")


def test_a_department_chosen_again_shows_its_choices_untouched(browse, cast, offers):
    page = browse(cast.vera)
    page.goto("/tasks/new/?to=LEG")
    page.get_by_label("Check a contract").check()
    expect(page.get_by_label("Restricted")).to_be_checked()

    page.get_by_label("Department", exact=True).select_option("IT")
    expect(page.get_by_label("Restricted")).not_to_be_checked()
    page.get_by_label("Department", exact=True).select_option("LEG")

    expect(page.get_by_label("Something else")).to_be_checked()
    expect(page.get_by_label("Description")).to_have_value("")


def test_what_is_typed_while_the_choice_is_on_its_way_stays(browse, cast, offers):
    page = browse(cast.vera)
    page.goto("/tasks/new/?to=LEG")
    held = []
    page.route("**/tasks/new/", lambda route: held.append(route))
    page.get_by_label("Check a contract").check()
    page.get_by_label("Title").press_sequentially("Typed meanwhile")
    held[0].continue_()

    expect(page.get_by_text("Amount named")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Typed meanwhile")
    expect(page.get_by_label("Title")).to_be_focused()


def test_the_words_about_who_will_see_it_follow_the_box(browse, cast, offers):
    page = browse(cast.vera)
    page.goto("/tasks/new/?to=LEG")
    expect(page.get_by_text("your department Sales")).to_be_visible()

    page.get_by_label("Restricted").check()

    expect(page.get_by_text("your department Sales")).to_be_hidden()
    expect(page.get_by_text("You will see it, the coordinators of Legal")).to_be_visible()


def test_a_preview_stays_in_the_form(browse, cast, offers):
    page = browse(cast.vera)
    page.goto("/tasks/new/?to=LEG")
    page.get_by_label("Title").fill("The lease")
    page.get_by_label("Description").fill("It is **urgent**")
    page.get_by_role("button", name="Preview").click()

    expect(page.locator("strong", has_text="urgent")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("The lease")
    assert not Task.objects.exists()


def test_without_a_script_a_button_shows_what_fits_the_choice(browse, cast, offers):
    page = browse(cast.vera, java_script_enabled=False)
    page.goto("/tasks/new/")
    page.get_by_label("Title").fill("The lease")
    page.get_by_label("Department", exact=True).select_option("LEG")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Check a contract").check()
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_label("Title")).to_have_value("The lease")
    expect(page.get_by_label("Description")).to_have_value("With whom?\n\nUntil when?")
    expect(page.get_by_text("You will see it, the coordinators of Legal")).to_be_visible()
    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.get_by_role("status").filter(has_text="Legal has it now.")).to_be_visible()
    assert Task.objects.get().checklist.count() == 2


def test_nothing_is_wrong_with_the_pages(browse, cast, offers, faults):
    page = browse(cast.vera)
    check_pages(page, ["/tasks/new/", f"/tasks/new/?to=LEG&type={offers[0].pk}", "/tasks/new/?to=SAL"])
    page.goto("/tasks/new/?to=LEG")
    page.get_by_label("Title").fill("a\u202eb")
    faults.expect("422 POST")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_label("Title")).to_be_focused()
    assert not faults_of(page)
    check_pages(
        browse(cast.boris),
        [
            "/boards/LEG/settings/",
            "/boards/LEG/settings/types/add/",
            f"/boards/LEG/settings/types/{offers[0].pk}/",
            f"/boards/LEG/settings/types/{offers[1].pk}/remove/",
        ],
    )
    check_pages(browse(cast.irina), ["/tasks/new/", f"/admin/board/requesttype/{offers[0].pk}/change/"])


@pytest.mark.long
def test_nothing_is_wrong_with_the_pages_in_russian(browse, cast, offers):
    User.objects.update(language="ru")

    check_pages(browse(cast.vera), ["/tasks/new/", f"/tasks/new/?to=LEG&type={offers[0].pk}"])
    check_pages(browse(cast.boris), ["/boards/LEG/settings/", "/boards/LEG/settings/types/add/"])
