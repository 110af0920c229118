"""What a screen reader is given: the essential lines of the tree, as `docs/accessibility.md` tells them."""

import re

import pytest
from playwright.sync_api import expect

from board.actions.agreement import accept_task
from board.actions.checklist import add_items, tick_item
from board.actions.comments import add_comment
from board.actions.hops import ask_task
from tests.browser.looks import faults_of


@pytest.fixture
def asked(cast):
    """What Vera asked Legal for, and Ana works on."""
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    accept_task(task, assignee=cast.ana, actor=cast.boris)
    add_items(task, texts=["Read it", "Sign it"], actor=cast.ana)
    tick_item(task.checklist.get(text="Read it"), is_done=True, actor=cast.ana)
    add_comment(task, text="Paragraph four?", actor=cast.vera)
    return task


@pytest.fixture
def page(browse, cast, asked):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    return page


def test_a_board_is_regions_of_lists_whose_cards_say_what_they_are(page, asked):
    expect(page.get_by_role("main")).to_match_aria_snapshot(f"""
      - main:
        - heading "LEG Legal" [level=1]
        - region "To do":
          - heading "To do" [level=2]
          - textbox "New task in To do"
          - list:
            - listitem:
              - text: "#{asked.pk}"
              - img "Asked by Vera Smirnova, Sales"
              - link "Check the contract"
              - img "1 comment"
              - img "1 of 2 done"
              - img "Ana Lima"
              - 'link "Move… #{asked.pk}"'
              - 'checkbox "#{asked.pk}"'
        - region "Doing":
          - list
        - region "Done":
          - list
    """)


def test_a_move_is_said_once_and_its_undo_is_a_button(page, asked):
    page.keyboard.press("KeyJ")
    page.keyboard.press("Alt+ArrowRight")

    expect(page.locator("#announcer")).to_have_text(f"#{asked.pk} moved to Doing, 1 of 1")
    expect(page.get_by_role("region", name="Notices")).to_match_aria_snapshot("""
      - region "Notices":
        - button "Undo"
        - button "Dismiss"
    """)
    expect(page.get_by_role("toolbar")).to_match_aria_snapshot(f"""
      - 'toolbar "The card with the focus: #{asked.pk}"':
        - link "Edit"
        - link "Move…"
        - link "Assign"
        - button "To me"
        - button "Watch"
    """)


def test_keys_are_told_with_what_they_press(page):
    for name, key in {"New task": "C", "Search": "/", "Keys": "?", "Jump": "Control+K Meta+K"}.items():
        button = page.get_by_role("banner").get_by_role("link", name=name, exact=True)
        expect(button).to_have_attribute("aria-keyshortcuts", key)


def test_a_task_has_a_heading_for_each_part_and_says_whose_move_it_is(page, asked):
    page.goto(f"/tasks/{asked.pk}/")

    expect(page.get_by_role("article", name="Check the contract")).to_match_aria_snapshot("""
      - article "Check the contract":
        - heading "Check the contract" [level=1]
        - link "Edit the title"
        - region /Your move since .*/:
          - link "Deliver"
        - region "Description":
          - heading "Description" [level=2]
          - link "Edit the description"
        - region "Checklist 1/2":
          - heading "Checklist 1/2" [level=2]
          - list:
            - listitem:
              - button "Read it" [pressed]
            - listitem:
              - button "Sign it"
          - textbox "New points, one a line"
        - region "Comments 1":
          - list:
            - listitem:
              - article "Vera Smirnova"
          - textbox "Comment"
          - button "Comment"
        - region "History":
          - list
        - complementary "Details":
          - link "Move…"
          - button "Watching" [pressed]
    """)


def test_the_task_over_its_board_is_a_dialog_with_its_title(page, asked):
    page.keyboard.press("KeyJ")
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog", name="Check the contract")).to_be_visible()


def test_the_palette_is_a_field_with_a_list_of_groups(page, cast, asked):
    page.keyboard.press("Control+KeyK")
    page.keyboard.type("contr")

    expect(page.get_by_role("dialog", name="Jump")).to_match_aria_snapshot("""
      - dialog "Jump":
        - combobox "A number, words, a board, a person or an action" [expanded]
        - listbox "Where to":
          - group "Tasks":
            - option /LEG Check the contract/ [selected]
    """)
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-activedescendant", f"palette-task-{asked.pk}")


def test_a_draft_says_so_beside_its_field(page, asked):
    page.goto(f"/tasks/{asked.pk}/")
    page.locator("#new-comment textarea").fill("Well")
    page.reload()

    expect(page.locator("#announcer")).to_have_text(re.compile("Draft restored"))
    expect(page.locator("#new-comment [data-draft]")).to_match_aria_snapshot("""
      - paragraph:
        - text: Draft restored.
        - button "Discard"
    """)


def test_axe_finds_nothing_in_what_opens_by_a_key(page, asked):
    page.keyboard.press("KeyJ")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#toasts [data-undo]")).to_be_visible()
    faults = faults_of(page)
    page.keyboard.press("Shift+Slash")
    expect(page.locator("#popover")).to_be_visible()
    faults += faults_of(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+KeyK")
    expect(page.get_by_role("option").first).to_be_visible()
    faults += faults_of(page)
    page.keyboard.press("Escape")
    page.goto(f"/tasks/{asked.pk}/")
    page.locator("#new-comment textarea").fill("Well")
    page.reload()
    expect(page.locator("[data-draft] button")).to_be_visible()

    assert faults + faults_of(page) == []
