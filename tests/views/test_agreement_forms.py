"""What the forms of the agreement ask, offer and refuse."""

import html
from datetime import date

import pytest
from django.urls import reverse

from board.actions.agreement import accept_task
from board.actions.hops import ask_task, hand_off_task
from board.actions.task_fields import assign_task
from board.models import Department, Role, State, Task


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the lease", actor=cast.vera, wanted_on=date(2026, 12, 9))


def at(task, name):
    return reverse(f"task_{name}", args=[task.pk])


def words_of(answer):
    return html.unescape(answer.content.decode())


WITHOUT_REASON = ["decline", "hand_off", "return", "reopen"]


@pytest.mark.parametrize("name", WITHOUT_REASON)
@pytest.mark.parametrize("reason", ["", " \n ", "bell\x07", "x" * 1001])
def test_a_reason_is_asked_for_in_words(cast, asked, name, reason):
    who = cast.boris if name in ("decline", "hand_off") else cast.vera

    for client in cast.client(who), cast.htmx(who):
        answer = client.post(at(asked, name), {"reason": reason, "department": cast.it.pk})

        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["reason"]
    if not reason.strip():
        assert "Say why in a sentence or two: the other side reads it." in words_of(answer)
    assert Task.objects.get(pk=asked.pk).state == State.SUBMITTED


def test_what_was_typed_stays_where_the_department_is_missing(cast, asked):
    answer = cast.htmx(cast.boris).post(at(asked, "hand_off"), {"reason": "They keep the leases"})

    assert answer.status_code == 422
    assert "They keep the leases" in words_of(answer)


def test_a_member_accepts_for_themselves_and_a_coordinator_for_anybody(cast, asked):
    member = cast.client(cast.ana).get(at(asked, "accept")).context["form"]
    coordinator = cast.client(cast.boris).get(at(asked, "accept")).context["form"]

    assert list(member.fields["assignee"].queryset) == [cast.ana]
    assert member["assignee"].value() == cast.ana.pk
    assert set(coordinator.fields["assignee"].queryset) == {cast.ana, cast.boris}
    assert coordinator["assignee"].value() is None

    for assignee in (cast.boris.pk, ""):
        answer = cast.htmx(cast.ana).post(
            at(asked, "accept"), {"assignee": assignee, "promised_on": "2026-12-08"}
        )
        assert answer.status_code == 422
        assert "2026-12-08" in words_of(answer)
    answer = cast.htmx(cast.ana).post(at(asked, "accept"), {"assignee": cast.ana.pk})
    assert answer.status_code == 204


def test_who_has_it_already_is_chosen_when_it_is_accepted(cast, asked):
    assign_task(asked, assignee=cast.ana, actor=cast.boris)

    form = cast.client(cast.boris).get(at(asked, "accept")).context["form"]

    assert form["assignee"].value() == cast.ana.pk


def test_accepting_says_what_was_wished(cast, asked):
    assert "Vera Smirnova wants it by 9 Dec 2026." in words_of(
        cast.client(cast.boris).get(at(asked, "accept"))
    )


def test_a_task_is_handed_to_every_department_but_the_two_that_have_it(cast, asked):
    hr = Department.objects.create(name="HR", code="HR", email="hr@example.com")

    form = cast.client(cast.boris).get(at(asked, "hand_off"))

    assert set(form.context["form"].fields["department"].queryset) == {cast.it, hr}
    assert "IT · IT" in words_of(form)
    for wrong in (cast.sales, cast.legal):
        answer = cast.client(cast.boris).post(
            at(asked, "hand_off"), {"department": wrong.pk, "reason": "Theirs"}
        )
        assert answer.status_code == 422
        assert "This department cannot be handed this task." in words_of(answer)


def test_handing_it_to_a_third_department_warns_and_does_not_refuse(cast, asked):
    warning = "This would be department number 3 for this task."
    assert warning not in words_of(cast.client(cast.boris).get(at(asked, "hand_off")))

    hand_off_task(asked, department=cast.it, reason="Theirs", actor=cast.boris)
    hr = Department.objects.create(name="HR", code="HR", email="hr@example.com")
    client = cast.client(cast.person("olga", "Olga Reza", cast.it, role=Role.COORDINATOR))

    assert warning in words_of(client.get(at(asked, "hand_off")))
    answer = client.post(at(asked, "hand_off"), {"department": hr.pk, "reason": "Theirs"})
    assert answer.status_code == 302


def test_who_hands_a_task_off_is_led_to_where_they_still_may_be(cast, asked):
    answer = cast.client(cast.boris).post(
        at(asked, "hand_off"), {"department": cast.it.pk, "reason": "Theirs"}, follow=True
    )

    assert answer.redirect_chain == [("/boards/LEG/", 302)]
    assert f"#{asked.pk} is with IT now." in words_of(answer)


def test_in_an_open_page_who_may_not_see_it_any_more_is_led_away(cast, asked):
    data = {"department": cast.it.pk, "reason": "Theirs"}
    away = cast.htmx(cast.boris).post(at(asked, "hand_off"), data)
    assert '"task:gone"' in away.headers["HX-Trigger"]

    own = cast.task(actor=cast.ana)
    stays = cast.htmx(cast.irina).post(at(own, "hand_off"), data)
    assert '"task:gone"' not in stays.headers["HX-Trigger"]
    assert f'"task-{own.pk}:changed"' in stays.headers["HX-Trigger"]


def test_a_changed_promise_needs_a_reason_and_the_first_one_does_not(cast, asked):
    accept_task(asked, actor=cast.boris)
    client = cast.htmx(cast.ana)
    assert client.post(at(asked, "promise"), {"promised_on": "2026-12-05"}).status_code == 204

    answer = client.post(at(asked, "promise"), {"promised_on": "2026-12-20"})
    assert answer.status_code == 422
    assert "Say why the promise changes: the requester reads it." in words_of(answer)
    assert "2026-12-20" in words_of(answer)

    data = {"promised_on": "2026-12-20", "reason": "The notary is ill"}
    assert client.post(at(asked, "promise"), data).status_code == 204
    asked.refresh_from_db()
    assert asked.promised_on == date(2026, 12, 20)


def test_a_request_has_no_form_for_both_dates(cast, asked):
    accept_task(asked, actor=cast.boris)

    answer = cast.client(cast.ana).post(at(asked, "dates"), {"wanted_on": "", "promised_on": "2026-12-05"})

    assert answer.status_code == 409
    assert "Change the promise instead." in words_of(answer)


def test_waiting_says_what_for_and_only_for_others(cast, asked):
    accept_task(asked, actor=cast.boris)
    client = cast.client(cast.ana)

    answer = client.post(at(asked, "wait"), {"on": "requester", "note": " "})
    assert answer.status_code == 422
    assert "Say what it waits for." in words_of(answer)

    own = cast.task()
    assert "on" not in client.get(at(own, "wait")).context["form"].fields
    assert client.post(at(own, "wait"), {"note": "the notary"}).status_code == 302
    own.refresh_from_db()
    assert (own.waiting_on, own.waiting_note) == ("third", "the notary")
    page = words_of(client.get(reverse("task", args=[own.pk])))
    assert "Waits on a third party: the notary" in page
    assert client.post(at(own, "resume")).status_code == 302
    assert client.post(at(own, "resume")).status_code == 409


def test_a_result_is_previewed_written_and_shown(cast, asked):
    accept_task(asked, actor=cast.boris)
    client = cast.client(cast.ana)
    text = {"result": "It is **fine**"}

    preview = words_of(client.post(at(asked, "deliver"), text | {"preview": 1}))
    assert "<strong>fine</strong>" in preview
    assert client.post(at(asked, "deliver"), text).status_code == 302
    assert "<strong>fine</strong>" in words_of(cast.client(cast.vera).get(reverse("task", args=[asked.pk])))

    stale = client.post(at(asked, "result"), {"result": "Better", "version": 1})
    assert stale.status_code == 409
    assert "It is **fine**" in words_of(stale) and "Better" in words_of(stale)
