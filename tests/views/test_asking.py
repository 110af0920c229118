"""Asking a department: what the page offers, fills in and says, and what happens to what was typed."""

import datetime

import pytest
from django.urls import reverse

from board.actions.agreement import cancel_task, decline_task
from board.actions.hops import ask_task
from board.actions.request_types import offer_request_type
from board.actions.sharing import restrict_task
from board.models import Department, Holiday, Priority, State, Task

NEW = reverse("task_new")
FRIDAY = "2026-11-27"
TYPED = {"to": "LEG", "type": "", "title": "Check it", "priority": "1"}


def words(answer):
    return " ".join(answer.content.decode().split())


def initial(answer):
    form = answer.context["form"]
    return {name: form[name].value() for name in form.fields}


@pytest.fixture
def contract(cast):
    return cast.request_type(
        name_ru="Проверить договор",
        text_en="What is it about?",
        checklist_en="Draft attached\nAmount named",
        priority=Priority.HIGH,
        is_restricted=True,
    )


def choose(client, **data):
    """Choose as the page does without asking: what was typed comes back with what fits the choice."""
    return client.post(NEW, {"continue": "1", **data})


def test_another_department_is_asked_and_has_it_now(cast):
    answer = cast.client(cast.vera).post(
        NEW, TYPED | {"description": "**Soon**", "wanted_on": FRIDAY, "is_restricted": "on"}, follow=True
    )

    task = Task.objects.get()
    assert answer.redirect_chain == [(reverse("task", args=[task.pk]), 302)]
    assert f"Legal has it now. #{task.pk}" in words(answer)
    assert (task.state, task.department, task.requester) == (State.SUBMITTED, cast.legal, cast.vera)
    assert (task.description, task.is_restricted) == ("**Soon**", True)
    assert task.wanted_on == datetime.date(2026, 11, 27)


def test_a_task_for_ones_own_department_is_on_its_board(cast):
    page = cast.client(cast.ana).get(NEW, {"to": "LEG"})
    answer = cast.client(cast.ana).post(NEW, TYPED, follow=True)

    task = Task.objects.get()
    assert "It goes straight to your own board." in words(page)
    assert f"#{task.pk} is on your board now." in words(answer)
    assert (task.state, task.column) == (State.ACCEPTED, cast.todo)


def test_the_type_brings_its_checklist_and_stays_on_the_task(cast, contract):
    cast.client(cast.vera).post(NEW, TYPED | {"type": contract.pk})

    task = Task.objects.get()
    assert task.request_type == contract
    assert [item.text for item in task.checklist.all()] == ["Draft attached", "Amount named"]
    assert task.checklist_count == 2


def test_an_address_opens_the_page_with_everything_that_the_type_fills_in(cast, contract):
    answer = cast.client(cast.vera).get(NEW, {"to": "leg", "type": contract.pk})

    values = initial(answer)
    assert (values["to"], values["type"], values["filled"]) == ("LEG", contract.pk, contract.pk)
    assert (values["description"], values["priority"]) == ("What is it about?", Priority.HIGH)
    assert values["is_restricted"] is True
    assert "<li>Draft attached</li><li>Amount named</li>" in words(answer)


def test_an_address_that_says_nonsense_opens_the_empty_page(cast):
    for query in ({"to": "XX", "type": "x"}, {"to": "L" * 50, "again": "-1"}, {"type": "9" * 40}):
        answer = cast.client(cast.vera).get(NEW, query)
        assert answer.status_code == 200
        assert not initial(answer)["to"]


def test_the_wanted_date_counts_the_departments_own_working_days(cast, contract, monkeypatch):
    contract.wanted_after = 2
    contract.save()
    monkeypatch.setattr(Department, "today", lambda self: datetime.date(2026, 11, 27))  # a Friday
    Holiday.objects.create(department=cast.legal, day=datetime.date(2026, 11, 30))

    answer = cast.client(cast.vera).get(NEW, {"to": "LEG", "type": contract.pk})

    assert initial(answer)["wanted_on"] == datetime.date(2026, 12, 2)
    assert "usually 2 working days" in words(answer)


def test_a_reader_of_russian_gets_the_russian_words_or_else_the_others(cast, contract):
    type(cast.vera).objects.filter(pk=cast.vera.pk).update(language="ru")

    answer = cast.client(cast.vera).get(NEW, {"to": "LEG", "type": contract.pk})

    assert "Проверить договор" in words(answer)
    assert initial(answer)["description"] == "What is it about?"


def test_another_type_replaces_a_text_that_nobody_touched(cast, contract):
    other = cast.request_type("Answer a question", text_en="Your question:")
    typed = {"to": "LEG", "title": "Mine", "filled": contract.pk, "type": other.pk, "is_restricted": "on"}

    answer = choose(
        cast.client(cast.vera), **typed, description="What is it about?\r\n", priority=Priority.HIGH
    )

    values = initial(answer)
    assert answer.status_code == 200
    assert (values["title"], values["description"]) == ("Mine", "Your question:")
    assert (values["priority"], values["is_restricted"]) == (Priority.NORMAL, False)
    assert not Task.objects.exists()


def test_another_choice_keeps_whatever_a_person_wrote(cast, contract):
    typed = {"title": "Mine", "description": "What is it about? The lease.", "wanted_on": FRIDAY}
    typed |= {"priority": str(Priority.LOW.value), "filled": "", "is_restricted": "on"}
    client = cast.client(cast.vera)

    for choice in ({"to": "LEG", "type": contract.pk}, {"to": "SAL", "type": contract.pk}, {"to": ""}):
        values = initial(choose(client, **typed, **choice))
        assert {name: str(values[name]) for name in typed if name not in ("filled", "is_restricted")} == {
            name: value for name, value in typed.items() if name not in ("filled", "is_restricted")
        }
        assert values["is_restricted"] is True


def test_another_department_takes_the_types_text_away(cast, contract):
    answer = choose(
        cast.client(cast.vera),
        to="IT",
        type=contract.pk,
        filled=contract.pk,
        description="What is it about?",
        priority=Priority.HIGH,
    )

    values = initial(answer)
    assert (values["to"], values["type"], values["description"]) == ("IT", "", "")
    assert "asking-type" not in words(answer)


def test_a_choice_in_an_open_page_brings_the_form_alone(cast, contract):
    answer = choose(cast.htmx(cast.vera), to="LEG", title="Mine")

    assert "<html" not in words(answer)
    assert 'value="Mine"' in words(answer)
    assert "Check a contract" in words(answer)


def test_what_is_not_offered_is_not_shown(cast, contract):
    offer_request_type(contract, is_offered=False, actor=cast.boris)

    answer = cast.client(cast.vera).get(NEW, {"to": "LEG", "type": contract.pk})

    assert "Check a contract" not in words(answer)
    assert initial(answer)["description"] == ""


def test_a_preview_changes_nothing_and_keeps_everything(cast):
    answer = cast.client(cast.vera).post(NEW, TYPED | {"description": "**bold**", "preview": "1"})

    assert answer.status_code == 200
    assert "<strong>bold</strong>" in words(answer)
    assert 'value="Check it"' in words(answer)
    assert not Task.objects.exists()


@pytest.mark.parametrize("end", [decline_task, cancel_task])
def test_asking_again_copies_what_was_asked(cast, contract, end):
    task = ask_task(
        cast.legal,
        title="The lease",
        description="Page 4",
        priority=Priority.URGENT,
        is_restricted=True,
        request_type=contract,
        actor=cast.vera,
    )
    end(task, reason="No", actor=cast.boris if end is decline_task else cast.vera)

    answer = cast.client(cast.vera).get(NEW, {"again": task.pk})

    values = initial(answer)
    assert (values["to"], values["type"]) == ("LEG", contract.pk)
    assert (values["title"], values["description"]) == ("The lease", "Page 4")
    assert (values["priority"], values["is_restricted"]) == (Priority.URGENT, True)


def test_asking_again_shows_nobody_what_they_may_not_see(cast):
    task = ask_task(cast.legal, title="Secret lease", actor=cast.vera)
    restrict_task(task, is_restricted=True, actor=cast.vera)

    refused = cast.client(cast.oleg).get(NEW, {"again": task.pk})
    missing = cast.client(cast.oleg).get(NEW, {"again": 10**8})

    assert refused.status_code == missing.status_code == 404
    assert refused.content == missing.content


def test_the_page_costs_the_same_with_many_departments_and_types(cast, contract, count_statements):
    client = cast.client(cast.vera)
    client.get(NEW)
    contract.wanted_after = 5
    contract.save()
    address = f"{NEW}?to=LEG&type={contract.pk}"
    with count_statements(at_most=10) as few:
        client.get(address)
    for number in range(20):
        Department.objects.create(
            name=f"Department {number}", code="D" + chr(65 + number), email=f"{number}@example.com"
        )
        cast.request_type(f"Type {number}", checklist_en="One\nTwo", wanted_after=number + 1)
    with count_statements(at_most=10) as many:
        client.get(address)

    assert many.number == few.number


def test_a_part_is_asked_for_on_the_page_of_its_task(cast):
    parent = cast.task("New employee")
    client = cast.client(cast.ana)

    page = client.get(NEW, {"to": "IT", "parent": parent.pk})
    assert f"A part of #{parent.pk} New employee" in words(page)
    client.post(NEW, TYPED | {"to": "IT", "parent": parent.pk})

    assert [link.other.department for link in parent.links.all()] == [cast.it]
    assert cast.client(cast.vera).get(NEW, {"parent": parent.pk}).status_code == 404


def test_a_part_of_a_restricted_task_is_said_to_be_restricted_and_is(cast):
    parent = cast.task("Dismissal", is_restricted=True, actor=cast.boris)
    client = cast.client(cast.boris)

    field = client.get(NEW, {"to": "IT", "parent": parent.pk}).context["form"]["is_restricted"]
    assert (field.value(), field.field.disabled) == (True, True)
    client.post(NEW, TYPED | {"to": "IT", "parent": parent.pk})

    assert Task.objects.get(department=cast.it).is_restricted


def test_a_task_that_came_to_nothing_offers_to_ask_again_to_who_asked(cast):
    task = ask_task(cast.legal, title="The lease", actor=cast.vera)
    address, link = reverse("task", args=[task.pk]), f'href="{NEW}?again={task.pk}"'
    assert link not in words(cast.client(cast.vera).get(address))

    decline_task(task, reason="No", actor=cast.boris)

    assert link in words(cast.client(cast.vera).get(address))
    assert link not in words(cast.client(cast.boris).get(address))
