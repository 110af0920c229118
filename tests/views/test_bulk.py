"""Several tasks of a board or an inbox are changed at once: all of them, or none."""

import json
from collections import Counter
from time import monotonic

import pytest

from board.actions.archive import archive_task
from board.actions.hops import ask_task
from board.actions.labels import add_label
from board.actions.links import add_blocker
from board.actions.sharing import restrict_task
from board.models import Activity, State, Task, Verb
from tests.consistency import broken

BOARD, INBOX = "/boards/LEG/bulk/", "/boards/LEG/inbox/bulk/"


def send(cast, person, do, tasks, path=BOARD, client=None, **data):
    client = client or cast.htmx(person)
    return client.post(f"{path}?do={do}", {"tasks": [getattr(task, "pk", task) for task in tasks], **data})


def new_lines(tasks, verb):
    return Counter(Activity.objects.filter(task__in=tasks, verb=verb).values_list("task", flat=True))


@pytest.fixture
def tasks(cast):
    return [cast.task(title) for title in ("Third", "Second", "First")][::-1]


@pytest.fixture
def asked(cast):
    return [ask_task(cast.legal, title=f"Request {number}", actor=cast.vera) for number in range(3)]


def test_several_tasks_are_assigned_with_one_line_of_history_each(cast, tasks):
    answer = send(cast, cast.ana, "assign", tasks, assignee=cast.boris.pk)

    assert answer.status_code == 204
    assert set(Task.objects.values_list("assignee", flat=True)) == {cast.boris.pk}
    assert new_lines(tasks, Verb.ASSIGNED) == {task.pk: 1 for task in tasks}
    events = json.loads(answer.headers["HX-Trigger"])
    assert {f"column-{cast.todo.pk}:changed", "lists:changed", "bulk:done"} <= set(events)
    assert events["announce"]["text"] == "3 tasks are changed."
    assert broken() == {}


def test_a_label_is_added_to_those_that_there_are_and_taken_away_again(cast, tasks):
    urgent, contract = (
        add_label(cast.legal, name=name, color="blue", actor=cast.boris) for name in ("Urgent", "Contract")
    )
    tasks[0].labels.add(urgent)

    send(cast, cast.ana, "label", tasks, label=contract.pk)
    assert set(tasks[0].labels.all()) == {urgent, contract}
    assert set(tasks[1].labels.all()) == {contract}

    send(cast, cast.ana, "label", tasks, label=contract.pk, takes_away="1")
    assert set(tasks[0].labels.all()) == {urgent} and not tasks[1].labels.exists()


def test_several_tasks_move_to_the_top_in_their_order(cast, tasks):
    cast.task("Old", column=cast.doing)

    answer = send(cast, cast.ana, "move", reversed(tasks), column=cast.doing.pk)

    assert answer.status_code == 204
    titles = Task.objects.filter(column=cast.doing).order_by("position").values_list("title", flat=True)
    assert list(titles) == ["First", "Second", "Third", "Old"]
    assert broken() == {}


def test_moving_into_done_frees_what_each_of_them_blocked(cast, tasks):
    waiting = cast.task("Waits")
    for task in tasks:
        add_blocker(waiting, blocker=task, actor=cast.ana)

    send(cast, cast.ana, "move", tasks, column=cast.done.pk)

    assert set(Task.objects.filter(pk__in=[task.pk for task in tasks]).values_list("state", flat=True)) == {
        State.CLOSED
    }
    assert new_lines([waiting], Verb.UNBLOCKED) == {waiting.pk: 1}
    assert broken() == {}


def test_several_tasks_are_handed_off_by_a_coordinator_alone(cast, tasks):
    data = {"department": cast.it.pk, "reason": "It is theirs"}

    refused = send(cast, cast.ana, "hand-off", tasks, **data)
    assert refused.status_code == 409
    assert set(Task.objects.values_list("department", flat=True)) == {cast.legal.pk}

    assert send(cast, cast.boris, "hand-off", tasks, **data).status_code == 204
    assert set(Task.objects.values_list("department", "state")) == {(cast.it.pk, State.SUBMITTED)}


def test_what_is_refused_is_listed_and_nothing_is_done(cast, tasks):
    finished = cast.task("Finished <b>", column=cast.done)

    answer = send(cast, cast.ana, "archive", [finished, *tasks])

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing has been changed." in text
    for task in tasks:
        assert f"#{task.pk} {task.title}: Only a finished task can be archived." in text
    assert f"#{finished.pk} Finished &lt;b&gt;:" not in text
    assert text.count("checked") == 4, "the selection is kept"
    assert not Task.objects.exclude(archived_at=None).exists()
    assert not Activity.objects.filter(verb=Verb.ARCHIVED).exists()
    assert send(cast, cast.ana, "archive", [finished]).status_code == 204


def test_of_two_refusals_in_the_middle_the_rest_is_undone(cast, asked):
    own = cast.task(column=cast.doing)
    text = send(
        cast, cast.boris, "hand-off", asked, path=INBOX, department=cast.sales.pk, reason="Yours"
    ).content.decode()

    assert text.count("This department asked for it. Decline it instead.") == 3
    assert set(Task.objects.exclude(pk=own.pk).values_list("department", flat=True)) == {cast.legal.pk}


def test_hidden_missing_and_foreign_tasks_are_not_there(cast, tasks):
    secret = cast.task("Salaries", actor=cast.boris)
    restrict_task(secret, is_restricted=True, actor=cast.boris)
    foreign = cast.task("Foreign", column=cast.sales.columns.first(), actor=cast.vera)
    archived = cast.task("Old", column=cast.done)
    archive_task(archived, actor=cast.ana)

    for number in (secret.pk, foreign.pk, archived.pk, 999_999):
        answer = send(cast, cast.ana, "assign", [*tasks, number], assignee=cast.ana.pk)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert f"There is no task #{number} here that you may work on." in text
        assert "Salaries" not in text and "Foreign" not in text
        assert text.count("checked") == 3
    assert not Task.objects.exclude(assignee=None).exists()
    assert "Salaries" not in cast.client(cast.ana).get(BOARD).content.decode()


def test_at_most_a_hundred_at_once(cast):
    tasks = [cast.task() for _number in range(101)]

    refused = send(cast, cast.ana, "assign", tasks, assignee=cast.ana.pk)
    assert refused.status_code == 422 and "At most 100 at once" in refused.content.decode()

    start = monotonic()
    answer = send(cast, cast.ana, "move", tasks[:100], column=cast.done.pk)
    assert answer.status_code == 204
    assert len(answer.headers["HX-Trigger"]) < 2000
    assert monotonic() - start < 15, "a change to a hundred tasks has to end in a few seconds"


@pytest.mark.parametrize("count", [1, 10])
def test_each_task_costs_what_it_costs_alone(cast, count_statements, count):
    tasks = [cast.task() for _number in range(count)]
    client = cast.htmx(cast.ana)

    # Three of each tell the new assignee.
    with count_statements(at_most=8 + 10 * count):
        assert send(cast, None, "assign", tasks, client=client, assignee=cast.boris.pk).status_code == 204


def test_without_a_script_it_takes_two_steps(cast, tasks):
    client = cast.client(cast.ana)

    page = client.get(BOARD).content.decode()
    assert all(f'value="{task.pk}"' in page for task in tasks)
    assert 'value="archive"' in page and 'value="hand-off"' not in page
    form = client.get(BOARD, {"do": "assign", "tasks": [tasks[0].pk, tasks[1].pk]}).content.decode()
    assert form.count("checked") == 2 and f'action="{BOARD}?do=assign"' in form
    answer = send(cast, None, "assign", tasks[:2], client=client, assignee=cast.ana.pk)

    assert answer.status_code == 302 and answer.headers["Location"] == "/boards/LEG/"
    assert Task.objects.filter(assignee=cast.ana).count() == 2


@pytest.mark.parametrize("query", ["?do=assign", "?do=nonsense&tasks=1", "?tasks=x&do=move"])
def test_what_is_not_chosen_is_asked_for(cast, tasks, query):
    answer = cast.client(cast.ana).get(BOARD + query)

    assert answer.status_code == 200
    assert "Choose at least one task, and what to do." in answer.content.decode()


def test_several_requests_are_accepted_for_someone(cast, asked):
    day = cast.legal.today()

    answer = send(
        cast, cast.boris, "accept", asked, path=INBOX, assignee=cast.ana.pk, promised_on=day.isoformat()
    )

    assert answer.status_code == 204
    assert set(Task.objects.values_list("state", "assignee", "promised_on")) == {
        (State.ACCEPTED, cast.ana.pk, day)
    }
    assert new_lines(asked, Verb.ACCEPTED) == {task.pk: 1 for task in asked}


def test_a_member_accepts_several_for_themselves_alone(cast, asked):
    assert send(cast, cast.ana, "accept", asked, path=INBOX, assignee=cast.boris.pk).status_code == 422
    assert send(cast, cast.ana, "decline", asked, path=INBOX, reason="No").status_code == 409
    assert set(Task.objects.values_list("state", flat=True)) == {State.SUBMITTED}

    assert send(cast, cast.ana, "accept", asked, path=INBOX, assignee=cast.ana.pk).status_code == 204


def test_several_requests_are_declined_for_a_reason(cast, asked):
    assert send(cast, cast.boris, "decline", asked, path=INBOX, reason="").status_code == 422
    assert send(cast, cast.boris, "decline", asked, path=INBOX, reason="Too late").status_code == 204
    assert set(Task.objects.values_list("state", flat=True)) == {State.DECLINED}


def test_strangers_have_no_such_pages(cast, tasks):
    for person in (cast.vera, cast.oleg):
        for path in (BOARD, INBOX):
            assert cast.client(person).get(path).status_code == 404
            assert send(cast, person, "archive", tasks, path=path).status_code == 404
