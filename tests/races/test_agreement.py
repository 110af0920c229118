"""Two people answer the same request at the same moment: one is heard, the other reads what happened."""

from html import unescape

import pytest

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.models import Department, Role, State, Task, Verb
from tests.consistency import broken
from tests.races.crowd import at_once, in_turn

REASON = {"reason": "Paragraph four"}
# name: (state before, [(who, verb, what is sent, state if this one wins, what the other reads)] of two)
DUELS = {
    "accept, decline": (
        State.SUBMITTED,
        [
            ("boris", "accept", {}, State.ACCEPTED, "Boris Orlov accepted this"),
            ("lena", "decline", REASON, State.DECLINED, "Lena declined this: Paragraph four"),
        ],
    ),
    "two coordinators accept": (
        State.SUBMITTED,
        [
            ("boris", "accept", {"promised_on": "2026-11-27"}, State.ACCEPTED, "Boris Orlov accepted this"),
            ("lena", "accept", {"promised_on": "2026-11-30"}, State.ACCEPTED, "Lena accepted this"),
        ],
    ),
    "deliver, cancel": (
        State.ACCEPTED,
        [
            ("ana", "deliver", {"result": "Here"}, State.DELIVERED, "Ana Lima delivered this"),
            ("vera", "cancel", REASON, State.CANCELLED, "Vera Smirnova cancelled this"),
        ],
    ),
    "confirm, return": (
        State.DELIVERED,
        [
            ("vera", "confirm", {}, State.CLOSED, "Vera Smirnova confirmed this"),
            ("petr", "return", REASON, State.ACCEPTED, "Petr returned this"),
        ],
    ),
    "confirm, take back": (
        State.DELIVERED,
        [
            ("vera", "confirm", {}, State.CLOSED, "Vera Smirnova"),
            ("ana", "take-back", {}, State.ACCEPTED, "Ana Lima took this back"),
        ],
    ),
}


@pytest.fixture
def visitors(cast, visit):
    """Return {name: browser} of both sides; Legal and Sales have a second coordinator each."""
    people = [cast.ana, cast.boris, cast.vera, cast.oleg]
    people.append(cast.person("lena", "Lena", cast.legal, role=Role.COORDINATOR))
    people.append(cast.person("petr", "Petr", cast.sales, role=Role.COORDINATOR))
    return {person.username: visit(person) for person in people}


def request_in(state, cast):
    """Return what Vera of Sales asked of Legal, as far as `state`."""
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    if state != State.SUBMITTED:
        accept_task(task, assignee=cast.ana, actor=cast.boris)
    if state == State.DELIVERED:
        deliver_task(task, actor=cast.ana)
    return task


def errand(visitors, task, who, verb, sent):
    return lambda: visitors[who].post(f"/tasks/{task.pk}/{verb}/", **sent)


def new_verbs(task, before):
    return list(task.activities.order_by("pk").values_list("verb", flat=True))[before:]


@pytest.mark.parametrize("rounds", [4, pytest.param(60, marks=pytest.mark.long)])
@pytest.mark.parametrize("duel", DUELS)
def test_one_is_heard_and_the_other_reads_what_happened(cast, visitors, duel, rounds):
    state, sides = DUELS[duel]
    for _round in range(rounds):
        task = request_in(state, cast)
        before = task.activities.count()

        answers = at_once(*[errand(visitors, task, who, verb, sent) for who, verb, sent, *_outcome in sides])

        assert sorted(answer.status for answer in answers) == [204, 409]
        winner = [answer.status for answer in answers].index(204)
        *_sent, wanted, words = sides[winner]
        assert words in unescape(answers[1 - winner].text)
        task.refresh_from_db()
        assert task.state == wanted
        if duel == "two coordinators accept":
            assert task.promised_on.isoformat() == sides[winner][2]["promised_on"]
        assert len(set(new_verbs(task, before)) - {Verb.RESULT_WRITTEN}) == 1
        assert task.result == ("Here" if state == State.ACCEPTED and winner == 0 else "")
    assert broken() == {}


@pytest.mark.parametrize("rounds", [4, pytest.param(60, marks=pytest.mark.long)])
@pytest.mark.parametrize("verb", ["accept", "decline", "cancel"])
def test_what_is_handed_off_meanwhile_is_half_nowhere(cast, visitors, verb, rounds):
    """To hand off what has just been accepted is allowed; the other way round it is another department's."""
    who = "vera" if verb == "cancel" else "lena"
    sent = {} if verb == "accept" else REASON
    for _round in range(rounds):
        task = request_in(State.SUBMITTED, cast)

        handing, other = at_once(
            errand(visitors, task, "boris", "hand-off", {"department": cast.it.pk, **REASON}),
            errand(visitors, task, who, verb, sent),
        )

        task.refresh_from_db()
        done = new_verbs(task, 1)
        hops = [hop.department for hop in task.hops.all()]
        match handing.status, other.status:
            case 204, 204:
                assert (verb, done) in [
                    ("accept", ["accepted", "handed_off"]),
                    ("cancel", ["handed_off", "cancelled"]),
                ]
            case 204, 404 | 409:
                assert done == ["handed_off"]
            case _:
                assert (handing.status, other.status) == (409, 204)
                assert verb != "accept" and len(done) == 1
        handed = "handed_off" in done
        assert (task.department, hops) == (
            (cast.it, [cast.legal, cast.it]) if handed else (cast.legal, [cast.legal])
        )
        assert (task.column, task.assignee, task.promised_on) == (None, None, None)
    assert broken() == {}


@pytest.mark.parametrize("rounds", [6, pytest.param(150, marks=pytest.mark.long)])
def test_hand_offs_in_opposite_directions_wait_for_each_other(cast, visitors, rounds):
    boards = {"boris": cast.legal, "oleg": cast.it}
    other = {"boris": cast.it, "oleg": cast.legal}
    tasks = {
        who: [ask_task(board, title="Passed around", actor=cast.vera) for _ in range(rounds)]
        for who, board in boards.items()
    }

    def passing(who):
        return in_turn(
            [
                errand(visitors, task, who, "hand-off", {"department": other[who].pk, **REASON})
                for task in tasks[who]
            ]
        )

    answers = at_once(passing("boris"), passing("oleg"))

    assert {answer.status for some in answers for answer in some} == {204}
    for who, board in other.items():
        passed = Task.objects.filter(pk__in=[task.pk for task in tasks[who]])
        assert {(task.department, task.state, task.hops.count()) for task in passed} == {
            (board, State.SUBMITTED, 2)
        }
    assert broken() == {}


def test_one_task_cannot_be_handed_off_twice_at_once(cast, visitors):
    finance = Department.objects.create(name="Finance", code="FIN", email="finance@example.com")
    for _round in range(4):
        task = request_in(State.ACCEPTED, cast)

        answers = at_once(
            errand(visitors, task, "boris", "hand-off", {"department": cast.it.pk, **REASON}),
            errand(visitors, task, "lena", "hand-off", {"department": finance.pk, **REASON}),
        )

        assert sum(answer.status == 204 for answer in answers) == 1
        assert {answer.status for answer in answers} <= {204, 404, 409}
        task.refresh_from_db()
        assert task.department == (cast.it if answers[0].status == 204 else finance)
        assert [hop.ended_at is None for hop in task.hops.all()] == [False, True]
    assert broken() == {}
