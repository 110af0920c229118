"""axe finds nothing on My work, an inbox and an outbox, empty or full; none of them scrolls sideways."""

import datetime

import pytest
from playwright.sync_api import expect

from board.actions.agreement import accept_task, decline_task
from board.actions.hops import ask_task, hand_off_task
from board.actions.moves import deliver_task
from board.actions.waiting import wait_for
from board.models import Mention
from tests.browser.looks import check_pages, faults_of

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung " * 2


@pytest.fixture
def requests(cast):
    """One request in each state, seen from both sides."""
    old = datetime.date(2020, 1, 1)
    titles = ("Submitted", LONG, "Delivered", "Waits", "Waits longer", "Declined", "Handed off")
    tasks = [
        ask_task(cast.legal, title=title, wanted_on=old, priority=number % 4, actor=cast.vera)
        for number, title in enumerate(titles)
    ]
    ask_task(cast.legal, title="Secret", is_restricted=True, wanted_on=cast.legal.today(), actor=cast.vera)
    for task in tasks[2:5]:
        accept_task(task, assignee=cast.ana, promised_on=old, actor=cast.boris)
    deliver_task(tasks[2], actor=cast.ana)
    wait_for(tasks[3], on="requester", note=LONG, actor=cast.ana)
    wait_for(tasks[4], on="third", note=LONG, actor=cast.ana)
    decline_task(tasks[5], reason="No", actor=cast.boris)
    hand_off_task(tasks[6], department=cast.it, reason=LONG, actor=cast.boris)
    Mention.objects.create(task=tasks[0], user=cast.vera, written="vera")
    back = ask_task(cast.sales, title="For Sales", actor=cast.ana)
    accept_task(back, assignee=cast.vera, actor=cast.vera)
    return tasks


@pytest.mark.parametrize("language", ["en", pytest.param("ru", marks=pytest.mark.long)])
def test_the_lists_when_they_are_full(browse, cast, requests, language):
    type(cast.vera).objects.update(language=language)
    check_pages(browse(cast.boris), ["/", "/boards/LEG/inbox/", "/boards/LEG/outbox/"])
    check_pages(browse(cast.vera), ["/", "/?show=asked", "/boards/SAL/outbox/?show=all"])
    check_pages(browse(cast.oleg), ["/boards/IT/inbox/"])


def test_the_lists_when_they_are_empty(browse, cast):
    check_pages(
        browse(cast.ana), ["/", "/boards/LEG/inbox/", "/boards/LEG/outbox/", "/boards/LEG/outbox/?mine=1"]
    )


def test_a_form_in_its_line(browse, cast, requests):
    page = browse(cast.boris)
    page.goto("/boards/LEG/inbox/")
    for verb in ("accept", "decline", "hand-off"):
        page.locator(f"[id^=open-{verb}]").first.click()
        expect(page.locator(f"form[action$='/{verb}/']")).to_be_visible()
        assert faults_of(page) == []
