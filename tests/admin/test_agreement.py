"""The verbs of the agreement in the panel: each is the action that the pages call."""

import datetime

import pytest
from django.urls import reverse

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.actions.links import add_blocker
from board.actions.moves import deliver_task
from board.models import Task, Verb

FRIDAY = datetime.date(2099, 11, 27)


def page(name, task):
    return reverse(f"admin:board_task_{name}", args=[task.pk])


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the contract", actor=cast.vera)


@pytest.fixture
def do(cast):
    """Return a function that does a verb to a task on its page, and what became of it."""

    def act(task, verb, **fields):
        answer = cast.client(cast.irina).post(page("agree", task), {"verb": verb, **fields})
        task = Task.objects.get(pk=task.pk)
        assert answer.status_code == 302, answer.context["form"].errors
        return task.state, task.activities.last()

    return act


def test_it_is_accepted_delivered_returned_and_confirmed(cast, asked, do):
    state, line = do(asked, "accept", assignee=cast.ana.pk, promised_on=FRIDAY)
    asked.refresh_from_db()
    assert (state, line.verb, line.actor) == ("accepted", Verb.ASSIGNED, cast.irina)
    assert (asked.assignee, asked.promised_on) == (cast.ana, FRIDAY)

    assert do(asked, "deliver", words="See the *file*.")[0] == "delivered"
    assert "<em>file</em>" in Task.objects.get(pk=asked.pk).result_html
    assert do(asked, "return", words="Paragraph four")[1].data["reason"] == "Paragraph four"
    do(asked, "wait", waiting_on="third", words="The court")
    assert do(asked, "resume")[1].verb == Verb.RESUMED
    do(asked, "deliver")
    assert do(asked, "take_back")[0] == "accepted"
    do(asked, "deliver")
    assert do(asked, "confirm")[0] == "closed"
    assert do(asked, "reopen", words="Again")[0] == "accepted"
    assert do(asked, "cancel")[0] == "cancelled"


def test_it_is_handed_off_declined_reopened_and_declined_as_a_duplicate(cast, asked, do):
    other = cast.task("The same")
    assert do(asked, "hand_off", department=cast.it.pk, words="Yours")[1].verb == Verb.HANDED_OFF
    assert do(asked, "decline", words="No")[0] == "declined"
    assert do(asked, "reopen", words="Yes")[0] == "submitted"
    assert do(asked, "duplicate", original=f"#{other.pk}")[1].verb == Verb.DUPLICATED


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"verb": "decline"}, 422, "This is needed here."),
        ({"verb": "hand_off", "words": "Yours"}, 422, "This is needed here."),
        ({"verb": "confirm"}, 422, "Select a valid choice"),
        ({"verb": "duplicate", "original": "999"}, 422, "There is no task #999"),
        ({}, 422, "This field is required."),
    ],
)
def test_what_is_missing_or_not_possible_now_is_said_and_nothing_happens(cast, asked, fields, status, words):
    answer = cast.client(cast.irina).post(page("agree", asked), fields)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert asked.activities.count() == 1


def test_a_refusal_keeps_what_was_typed(cast, asked):
    accept_task(asked, actor=cast.boris)
    fields = {"verb": "wait", "waiting_on": "third", "words": "The court"}
    other = cast.task()
    answer = cast.client(cast.irina).post(page("agree", other), fields | {"waiting_on": "requester"})

    assert answer.status_code == 409
    assert "Nobody outside your department asked for this." in answer.content.decode()
    assert "The court" in answer.content.decode()


def test_what_is_over_offers_nothing(cast, asked, do):
    do(asked, "cancel")

    html = cast.client(cast.irina).get(page("agree", asked)).content.decode()

    assert "Nothing can be done with it any more." in html
    assert 'type="submit" class="default"' not in html


def test_the_page_of_a_task_shows_whose_move_it_is_its_hand_offs_and_its_links(cast, asked, do):
    do(asked, "hand_off", department=cast.it.pk, words="You have the servers")
    blocker = cast.task("Before")
    add_blocker(Task.objects.get(pk=asked.pk), blocker=blocker, actor=cast.irina)

    html = cast.client(cast.irina).get(page("change", asked)).content.decode()

    for words in ("The owner’s move", "You have the servers", "Before", page("agree", asked)):
        assert words in html


def test_a_changed_promise_needs_its_reason_here_too(cast, asked):
    accept_task(asked, promised_on=FRIDAY, actor=cast.boris)
    admin = cast.client(cast.irina)
    form = admin.get(page("change", asked)).context["adminform"].form
    data = {}
    for bound in form:
        value = bound.value()
        if value not in (None, False, []):
            data[bound.html_name] = data[bound.html_initial_name] = value
    data |= {"promised_on": FRIDAY + datetime.timedelta(days=1), "wanted_on": FRIDAY}

    refused = admin.post(page("change", asked), data)
    assert refused.status_code == 409
    assert "Say why the promise changes." in refused.content.decode()
    asked.refresh_from_db()
    assert (asked.promised_on, asked.wanted_on) == (FRIDAY, None)

    assert admin.post(page("change", asked), data | {"promise_reason": "Ill"}).status_code == 302
    asked.refresh_from_db()
    assert asked.promised_on > FRIDAY
    assert asked.activities.last().data["reason"] == "Ill"


def test_the_list_filters_by_state_department_and_who_asked(cast, asked):
    own = cast.task("Own")
    delivered = ask_task(cast.it, title="A laptop", actor=cast.vera)
    accept_task(delivered, actor=cast.irina)
    deliver_task(delivered, actor=cast.irina)
    admin = cast.client(cast.irina)

    def found(**query):
        result = admin.get(reverse("admin:board_task_changelist"), query).context["cl"].result_list
        return {task.pk for task in result}

    assert found(state__exact="submitted") == {asked.pk}
    assert found(department__id__exact=cast.it.pk) == {delivered.pk}
    assert found(requesting_department__id__exact=cast.legal.pk) == {own.pk}
