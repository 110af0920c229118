"""Tasks that wait for other tasks, and tasks that are asked for twice."""

import pytest

from board.actions.agreement import accept_task, cancel_task, decline_task, reopen_task, return_task
from board.actions.duplicates import decline_as_duplicate
from board.actions.hops import ask_task
from board.actions.links import MOST_BLOCKERS, add_blocker, remove_blocker
from board.actions.moves import deliver_task, move_task, take_back_task
from board.actions.sharing import restrict_task
from board.errors import Refused
from board.models import Column, Department, Link, LinkKind, State, Verb
from tests.consistency import broken


def asked(cast, title="Check the contract", by=None, **fields):
    return ask_task(cast.legal, title=title, actor=by or cast.vera, **fields)


def is_blocked(task):
    return Link.objects.holding_up().filter(other=task).exists()


def verbs(task):
    return [Verb(verb) for verb in task.activities.values_list("verb", flat=True)]


def versions(*departments):
    return [Department.objects.get(pk=department.pk).version for department in departments]


@pytest.fixture
def pair(cast):
    """Return (task, blocker): Legal's task waits for what IT has been asked."""
    task, blocker = cast.task("Sign"), ask_task(cast.it, title="Set up the token", actor=cast.ana)
    add_blocker(task, blocker=blocker, actor=cast.ana)
    return task, blocker


def test_a_task_waits_for_another_one(cast, pair):
    task, _blocker = pair

    assert is_blocked(task)
    assert task.activities.last().sentence() == "Ana Lima marked this as blocked by another task"


def test_it_says_so_when_the_last_blocker_is_out_of_the_way(cast, pair):
    task, blocker = pair
    second = cast.task("Read")
    add_blocker(task, blocker=second, actor=cast.ana)

    deliver_task(second, actor=cast.ana)
    assert is_blocked(task) and Verb.UNBLOCKED not in verbs(task)

    decline_task(blocker, reason="No tokens left", actor=cast.irina)
    assert not is_blocked(task)
    assert task.activities.last().sentence() == "This is no longer blocked by another task"


ENDS = {
    "delivered": lambda task, cast: deliver_task(task, actor=cast.oleg),
    "cancelled": lambda task, cast: cancel_task(task, actor=cast.ana),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_column_of_what_was_blocked_is_nudged_in_the_same_transaction(cast, pair, end):
    task, blocker = pair
    accept_task(blocker, assignee=cast.oleg, actor=cast.oleg)
    legal, column = versions(cast.legal)[0], Column.objects.get(pk=cast.todo.pk).version

    ENDS[end](blocker, cast)

    assert versions(cast.legal) == [legal + 1]
    assert Column.objects.get(pk=cast.todo.pk).version == column + 1
    assert verbs(task)[-1] == Verb.UNBLOCKED
    assert broken() == {}


def test_a_blocker_on_the_same_board_moves_into_done_and_out_again(cast):
    task, blocker = cast.task("Sign"), cast.task("Read")
    add_blocker(task, blocker=blocker, actor=cast.ana)

    changed = move_task(blocker, column=cast.done.pk, after=None, actor=cast.ana)
    assert not is_blocked(task) and cast.todo.pk in changed

    take_back_task(blocker, actor=cast.ana)
    assert is_blocked(task)
    assert verbs(task).count(Verb.UNBLOCKED) == 1
    assert broken() == {}


def test_what_is_returned_or_reopened_blocks_again(cast):
    task, blocker = cast.task("Sign"), asked(cast)
    add_blocker(task, blocker=blocker, actor=cast.ana)
    decline_task(blocker, reason="No", actor=cast.boris)
    before = versions(cast.legal)[0]

    reopen_task(blocker, reason="Yes", actor=cast.vera)
    assert is_blocked(task)
    assert versions(cast.legal)[0] == before + 2

    accept_task(blocker, actor=cast.boris)
    deliver_task(blocker, actor=cast.ana)
    assert not is_blocked(task)
    return_task(blocker, reason="Not yet", actor=cast.vera)
    assert is_blocked(task)


def test_who_takes_the_last_blocker_away_frees_the_task(cast, pair):
    task, _blocker = pair
    link = Link.objects.get()

    remove_blocker(task, link=link, actor=cast.ana)

    assert not is_blocked(task) and verbs(task)[-1] == Verb.UNBLOCKED
    with pytest.raises(Refused, match="not linked any more"):
        remove_blocker(task, link=link, actor=cast.ana)


def test_no_circle_of_any_length_is_made(cast):
    first, *others = [cast.task(f"Task {number}") for number in range(5)]
    for blocker, task in zip([first, *others], others, strict=False):
        add_blocker(task, blocker=blocker, actor=cast.ana)

    for blocker in others:
        with pytest.raises(Refused, match=f"#{blocker.pk} waits for this task itself"):
            add_blocker(first, blocker=blocker, actor=cast.ana)
    assert Link.objects.count() == 4


def test_what_cannot_block_is_refused(cast, pair):
    task, blocker = pair
    finished = cast.task(column=cast.done)
    hidden = cast.task("Salaries", column=cast.sales.columns.first(), actor=cast.vera)

    for wrong, words in [
        (task, "cannot block itself"),
        (blocker, "blocks this task already"),
        (finished, "finished already"),
        (hidden, f"There is no task #{hidden.pk} that you may see"),
    ]:
        with pytest.raises(Refused, match=words):
            add_blocker(task, blocker=wrong, actor=cast.ana)
    with pytest.raises(Refused, match="not in a state for that"):
        add_blocker(finished, blocker=task, actor=cast.ana)
    assert Link.objects.count() == 1


def test_a_task_has_at_most_twenty_blockers(cast):
    task = cast.task()
    for _number in range(MOST_BLOCKERS):
        add_blocker(task, blocker=cast.task(), actor=cast.ana)

    with pytest.raises(Refused, match="At most 20"):
        add_blocker(task, blocker=cast.task(), actor=cast.ana)


def test_a_duplicate_is_declined_and_linked(cast):
    original, task = asked(cast), asked(cast)
    blocked = cast.task()
    add_blocker(blocked, blocker=task, actor=cast.ana)

    decline_as_duplicate(task, original=original, actor=cast.boris)

    task.refresh_from_db()
    assert task.state == State.DECLINED
    assert task.links.get(kind=LinkKind.DUPLICATE).other == original
    assert task.activities.last().sentence() == "Boris Orlov declined this as a duplicate"
    assert verbs(blocked)[-1] == Verb.UNBLOCKED

    reopen_task(task, reason="It is not", actor=cast.vera)
    assert not Link.objects.filter(kind=LinkKind.DUPLICATE).exists()


def test_what_cannot_be_a_duplicate_is_refused(cast):
    original, middle, task = asked(cast), asked(cast), asked(cast)
    secret = cast.task("Salaries", actor=cast.vera, column=cast.sales.columns.first())
    decline_as_duplicate(original, original=middle, actor=cast.boris)
    decline_as_duplicate(middle, original=task, actor=cast.boris)

    for wrong, words in [
        (task, "no duplicate of itself"),
        (middle, f"#{middle.pk} is a duplicate of this"),
        (original, f"#{original.pk} is a duplicate of this"),
        (secret, f"There is no task #{secret.pk} that you may see"),
    ]:
        with pytest.raises(Refused, match=words):
            decline_as_duplicate(task, original=wrong, actor=cast.boris)
    with pytest.raises(Refused, match="not possible any more"):
        decline_as_duplicate(middle, original=task, actor=cast.boris)
    task.refresh_from_db()
    assert task.state == State.SUBMITTED


def test_what_was_restricted_meanwhile_is_not_there(cast):
    task, blocker = cast.task(), cast.task(actor=cast.boris)
    restrict_task(blocker, is_restricted=True, actor=cast.boris)

    with pytest.raises(Refused, match="There is no task"):
        add_blocker(task, blocker=blocker, actor=cast.ana)
