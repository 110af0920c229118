"""Several tasks are changed at once by several people at once."""

from collections import Counter

from board.actions.hops import ask_task
from board.models import Activity, State, Task, Verb
from tests.consistency import broken
from tests.races.crowd import at_once


def change(visitor, path, do, tasks, **data):
    return lambda: visitor.post(f"/boards/{path}/?do={do}", tasks=[task.pk for task in tasks], **data)


def test_hand_offs_of_many_in_opposite_directions_meet_no_deadlock(cast, visit):
    boris, irina = visit(cast.boris), visit(cast.irina)
    for _number in range(4):
        ours = [cast.task() for _ in range(6)]
        theirs = [cast.task(column=cast.it.columns.first(), actor=cast.oleg) for _ in range(6)]

        answers = at_once(
            change(boris, "LEG/bulk", "hand-off", ours, department=cast.it.pk, reason="Yours"),
            change(irina, "IT/bulk", "hand-off", theirs, department=cast.legal.pk, reason="Yours"),
        )

        assert [answer.status for answer in answers] == [204, 204]
        assert set(Task.objects.filter(pk__in=[t.pk for t in ours]).values_list("department", flat=True)) == {
            cast.it.pk
        }
    assert broken() == {}


def test_of_two_answers_to_the_same_requests_one_counts_for_all_of_them(cast, visit):
    boris, irina = visit(cast.boris), visit(cast.irina)
    for _number in range(4):
        asked = [ask_task(cast.legal, title="Ask", actor=cast.vera) for _ in range(6)]

        answers = at_once(
            change(boris, "LEG/inbox/bulk", "accept", asked, assignee=cast.ana.pk),
            change(irina, "LEG/inbox/bulk", "decline", asked[::-1], reason="No"),
        )

        # Who comes late finds none of them there, or is told for each what has happened.
        assert Counter(answer.status for answer in answers)[204] == 1
        assert {answer.status for answer in answers} <= {204, 409, 422}
        states = set(Task.objects.filter(pk__in=[task.pk for task in asked]).values_list("state", flat=True))
        assert states in ({State.ACCEPTED}, {State.DECLINED})
        lines = Activity.objects.filter(task__in=asked, verb__in=[Verb.ACCEPTED, Verb.DECLINED])
        assert lines.count() == len(asked)
    assert broken() == {}
