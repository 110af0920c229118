"""A request goes from Legal to IT and to Marketing, is declined there, reopened and accepted; Sales reads it all."""

import pytest
from playwright.sync_api import expect

from board.actions.hops import ask_task
from board.models import Department, Role, State
from tests.browser.people import check_history, check_move, in_each_way, sit_down

HISTORY = {
    "en": [
        "Vera Smirnova asked Legal for this",
        "Boris Orlov handed this off from Legal to IT: It is about a server",
        "Oleg Petrov handed this off from IT to Marketing: It is about a page on it",
        "Maria Brand declined this: There is no such page",
        "Vera Smirnova reopened this: It is the page about prices",
        "Maria Brand accepted this",
        "Maria Brand assigned this to Maria Brand",
    ],
    "ru": [
        "Vera Smirnova: задача поставлена отделу «Legal»",
        "Boris Orlov: задача передана из отдела «Legal» в отдел «IT». It is about a server",
        "Oleg Petrov: задача передана из отдела «IT» в отдел «Marketing». It is about a page on it",
        "Maria Brand: задача отклонена. There is no such page",
        "Vera Smirnova: задача открыта снова. It is the page about prices",
        "Maria Brand: задача принята",
        "Maria Brand: теперь исполнитель — Maria Brand",
    ],
}
LEDGER = {
    "en": [
        ("Vera Smirnova asked Legal", ""),
        ("Boris Orlov handed it off from Legal to IT", "It is about a server"),
        ("Oleg Petrov handed it off from IT to Marketing", "It is about a page on it"),
    ],
    "ru": [
        ("Поручение отделу «Legal», Vera Smirnova", ""),
        ("Передача: Legal → IT, Boris Orlov", "It is about a server"),
        ("Передача: IT → Marketing, Oleg Petrov", "It is about a page on it"),
    ],
}
FROM = {"en": "Handed off by {}: {}", "ru": "Передал отдел «{}»: {}"}
ABOUT_TO_BE_THIRD = {
    "en": "This would be department number 3 for this task.",
    "ru": "Это будет уже отдел № 3 для этой задачи.",
}
WITH_THE_THIRD = {
    "en": "3 departments have had this task.",
    "ru": "Задача побывала в 3 отделах.",
}
DECLINED = {"en": ("Declined", "nobody’s move"), "ru": ("Отклонена", "ничей ход")}


@pytest.fixture
def marketing(db):
    return Department.objects.create(name="Marketing", code="MKT", email="marketing@example.com")


@pytest.fixture
def maria(cast, marketing):
    return cast.person("maria", "Maria Brand", marketing, role=Role.COORDINATOR)


@in_each_way
def test_handed_off_twice_declined_reopened_and_accepted(
    browse, cast, marketing, maria, language, kind, faults
):
    faults.expect("404 GET")
    vera, boris, oleg, maria = sit_down(browse, kind, language, cast.vera, cast.boris, cast.oleg, maria)
    task = ask_task(cast.legal, title="Mend the prices", actor=cast.vera)
    check_move(task, cast.legal, (vera, "asked"), (boris, "inbox"))

    hand_off(boris, task, "IT", "It is about a server")
    check_move(task, cast.it, (vera, "outbox"), (oleg, "inbox"))
    check_origin(oleg, task, "Legal", "It is about a server")
    assert boris.page.goto(f"/tasks/{task.pk}/").status == 404

    oleg.answer(task, "hand-off")
    expect(oleg.at(f"#slot-line-{task.pk} .message--warning")).to_contain_text(ABOUT_TO_BE_THIRD[language])
    fill_in_hand_off(oleg, task, "Marketing", "It is about a page on it")
    check_move(task, marketing, (vera, "task"), (maria, "inbox"))
    expect(vera.at(".agreement .message--warning")).to_contain_text(WITH_THE_THIRD[language])
    check_origin(maria, task, "IT", "It is about a page on it")

    maria.answer(task, "decline")
    give_reason(maria, f"#slot-line-{task.pk}", "There is no such page")
    expect(maria.at(f"#line-{task.pk}")).to_have_count(0)
    read_that_it_is_declined(vera, task)

    vera.open(f"/tasks/{task.pk}/")
    vera.press("#open-reopen")
    give_reason(vera, "#slot-steps", "It is the page about prices")
    check_move(task, marketing, (vera, "asked"), (maria, "inbox"))

    maria.answer(task, "accept")
    maria.choose(f"#slot-line-{task.pk} select", "Maria Brand")
    maria.press(f"#slot-line-{task.pk} .button--primary")
    expect(maria.at(f"#line-{task.pk}")).to_have_count(0)
    check_move(task, maria.user, (vera, "outbox"), (maria, "assigned"), (maria, "task"), (vera, "task"))

    for person in (vera, maria):
        check_history(person, task, HISTORY[language])
        check_ledger(person, LEDGER[language])
    assert (task.state, task.department) == (State.ACCEPTED, marketing)


def hand_off(person, task, name, reason):
    person.answer(task, "hand-off")
    fill_in_hand_off(person, task, name, reason)


def fill_in_hand_off(person, task, name, reason):
    slot = f"#slot-line-{task.pk}"
    expect(person.at(f"{slot} select option", has_text="Sales")).to_have_count(0)
    person.choose(f"{slot} select", name)
    give_reason(person, slot, reason)
    expect(person.at(f"#line-{task.pk}")).to_have_count(0)


def give_reason(person, slot, reason):
    person.write(f"{slot} textarea", reason)
    person.press(f"{slot} .button--primary")
    expect(person.at(f"{slot} form")).to_have_count(0)


def check_origin(person, task, department, reason):
    expect(person.at(f"#line-{task.pk} .line__note")).to_have_text(
        FROM[person.language].format(department, reason)
    )


def read_that_it_is_declined(vera, task):
    state, nobody = DECLINED[vera.language]
    vera.open("/")
    line = vera.at(f"#asked-{task.pk}")
    expect(line.locator(".badge")).to_have_text(state)
    expect(line.locator(".turn")).to_have_text(nobody)
    vera.open(f"/tasks/{task.pk}/")
    expect(vera.at(f"#task-{task.pk}-turn")).to_have_text(state)
    expect(vera.at(".agreement__last").first).to_contain_text(HISTORY[vera.language][3])


def check_ledger(person, stays):
    """Expect on the open page which departments have had the task, who gave it to them and why; the last has it."""
    lines = person.at(".stay")
    expect(lines).to_have_count(len(stays))
    for line, (what, reason) in zip(lines.all(), stays, strict=True):
        expect(line.locator(".stay__what")).to_contain_text(what)
        expect(line.locator(".stay__reason")).to_have_text([reason] if reason else [])
    expect(lines.last).to_have_attribute("aria-current", "step")
