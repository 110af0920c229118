"""Random people do random things with what departments ask of each other: the board and the plain office agree."""

import random
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.agreement.board import Board
from tests.agreement.verbs import VERBS
from tests.consistency import broken

CODES = ("LEG", "SAL", "IT")
DAYS = (None, "2026-11-26", "2026-11-27")
PEOPLE = (None, *Board.NAMES)
# What is said with a verb: {what: from which to choose}
SAID = {
    "accept": {"assignee": PEOPLE, "promised": DAYS},
    "hand off": {"department": CODES},
    "move": {"column": ("To do", "Doing", "Review", "Done", "Filed")},
    "wait": {"on": ("requester", "third"), "note": ("A paper", "A key")},
    "promise": {"promised": DAYS, "reason": ("", "Illness")},
    "assign": {"assignee": PEOPLE},
    "restrict": {"is_restricted": (True, False)},
    "give access": {"person": Board.NAMES},
    "watch": {"is_muted": (True, False)},
}
# What a task needs to get anywhere; without more of these most of a walk would be comments and assignments.
MAIN = ("accept", "deliver", "take back", "confirm", "return", "wait", "resume", "hand off", "promise")
# How often each kind of step is taken.
STEPS = ("ask", "try anything", "try anything", "come and go", *["do what one may"] * 8)
done = Counter()


class Walk(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.board = Board()
        self.board.ask("vera", "LEG")

    def teardown(self):
        try:
            assert broken() == {}
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    @rule(kind=st.sampled_from(STEPS), seed=st.integers(0, 2**32))
    def step(self, kind, seed):
        dice = random.Random(seed)
        if kind == "ask" and len(self.board.tasks) < 6:
            self.board.ask(dice.choice(Board.NAMES), dice.choice(CODES))
        elif kind == "come and go":
            self._come_and_go(dice)
        elif kind == "try anything":
            verb = dice.choice(sorted(VERBS))
            number = dice.randrange(len(self.board.tasks))
            self._attempt(number, verb, dice.choice(Board.NAMES), words(dice, verb))
        else:
            self._do_what_one_may(dice)

    def _come_and_go(self, dice):
        name = dice.choice(Board.NAMES)
        match dice.choice(("change", "leave", "leave", "open")):
            case "change":
                self.board.change_department(
                    name, dice.choice((None, *CODES)), dice.choice(("member", "coordinator"))
                )
            case "leave":
                # Most come back soon, so that somebody is there.
                gone = [one for one in Board.NAMES if not self.board.office.people[one].is_active]
                self.board.leave_or_return(dice.choice(gone) if len(gone) > 2 else name)
            case "open":
                self.board.open_or_close(dice.choice(CODES))

    def _do_what_one_may(self, dice):
        number = dice.randrange(len(self.board.tasks))
        for verb in dice.sample([*VERBS, *MAIN * 3], k=len(VERBS) + 3 * len(MAIN)):
            said = words(dice, verb)
            who = self.board.who_may(number, verb, said)
            if who and (verb != "watch" or dice.random() < 0.1):
                self._attempt(number, verb, dice.choice(who), said)
                return

    def _attempt(self, number, verb, name, said):
        outcome = self.board.attempt(number, verb, name, said)
        done[verb, outcome if isinstance(outcome, str) else "done" if outcome else "nothing to do"] += 1


def words(dice, verb):
    return {name: dice.choice(values) for name, values in SAID.get(verb, {}).items()}


# The long one in parts, each from a number of its own, which more than one worker can take.
@pytest.mark.parametrize(
    ("number", "walks", "steps"),
    [(0, 10, 50), *(pytest.param(number, 25, 100, marks=pytest.mark.long) for number in range(1, 5))],
)
def test_whatever_people_do_the_board_says_what_was_agreed(db, number, walks, steps):
    done.clear()
    run_state_machine_as_test(
        seed(number)(Walk),
        settings=settings(
            max_examples=walks,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            # To make a failing walk shorter takes minutes, and each step says at once what is wrong.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

    never = {verb for verb in VERBS if verb != "watch" and not done[verb, "done"]}
    assert never == set()
    assert {outcome for _verb, outcome in done} >= {"done", "missing", "refused"}
