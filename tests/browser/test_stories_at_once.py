"""Two answer the same request at two windows: one wins, the other reads what happened and keeps what was typed."""

import pytest
from playwright.sync_api import expect

from board.actions.hops import ask_task
from board.models import State
from tests.browser.people import Person, Typist, in_words, sit_down, soon

REASON = "They have no lease"
NO_REASON = {
    "en": "Say why in a sentence or two: the other side reads it.",
    "ru": "Напишите одной-двумя фразами, почему: это прочтёт другая сторона.",
}
ACCEPTED = {
    "en": "This is not possible any more. Boris Orlov accepted this and promised it for {}.",
    "ru": "Это уже невозможно. Boris Orlov: задача принята и обещана к {}.",
}
DECLINED = {
    "en": f"This is not possible any more. Irina Admin declined this: {REASON}.",
    "ru": f"Это уже невозможно. Irina Admin: задача отклонена. {REASON}.",
}


@pytest.fixture
def task(cast):
    return ask_task(cast.legal, title="Check the lease", actor=cast.vera)


in_some_ways = pytest.mark.parametrize(
    ("language", "kind"),
    [("en", Typist), ("ru", Person)],
    ids=["in English with the keyboard alone", "in Russian with the mouse"],
)


@in_some_ways
def test_who_declines_what_was_accepted_meanwhile(browse, cast, task, language, kind, faults):
    faults.expect("409 POST", "422 POST")
    boris, irina = sit_down(browse, kind, language, cast.boris, cast.irina)
    slot, day = fill_in_both(boris, irina, task)

    boris.press(f"{slot} .button--primary")
    expect(boris.at(f"#line-{task.pk}")).to_have_count(0)
    irina.press(f"{slot} .button--primary")

    expect(irina.at(f"{slot} [role=alert]")).to_have_text(ACCEPTED[language].format(in_words(day, language)))
    expect(irina.at(f"{slot} textarea")).to_have_value(REASON)
    task.refresh_from_db()
    assert (task.state, task.promised_on, task.assignee) == (State.ACCEPTED, day, cast.ana)


@in_some_ways
def test_who_accepts_what_was_declined_meanwhile(browse, cast, task, language, kind, faults):
    faults.expect("409 POST", "422 POST")
    boris, irina = sit_down(browse, kind, language, cast.boris, cast.irina)
    slot, day = fill_in_both(boris, irina, task)

    irina.press(f"{slot} .button--primary")
    expect(irina.at(f"#line-{task.pk}")).to_have_count(0)
    boris.press(f"{slot} .button--primary")

    expect(boris.at(f"{slot} [role=alert]")).to_have_text(DECLINED[language])
    expect(boris.at(f"{slot} input[type=date]")).to_have_value(day.isoformat())
    expect(boris.at(f"{slot} select")).to_have_value(str(cast.ana.pk))
    task.refresh_from_db()
    assert (task.state, task.promised_on, task.assignee) == (State.DECLINED, None, None)


def fill_in_both(boris, irina, task):
    """Have both fill in their answer in the inbox, one with a slip at first; return the place of it and the promise."""
    slot, day = f"#slot-line-{task.pk}", soon()
    for person in (boris, irina):
        person.open("/boards/LEG/inbox/")
    irina.answer(task, "decline")
    irina.write(f"{slot} textarea", " ")
    irina.press(f"{slot} .button--primary")
    expect(irina.at(f"{slot} .field__errors")).to_have_text(NO_REASON[irina.language])
    expect(irina.at(f"{slot} textarea")).to_be_focused()
    irina.write(f"{slot} textarea", REASON)

    boris.answer(task, "accept")
    boris.write_day(f"{slot} input[type=date]", day)
    boris.choose(f"{slot} select", "Ana Lima")
    return slot, day
