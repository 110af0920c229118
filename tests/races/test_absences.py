"""People go away at the same moment."""

from datetime import date

from board.actions.absences import add_absence
from board.models import Absence
from tests.races.crowd import alone, at_once

DAY = date(2099, 1, 1)


def leave(person, substitute=None):
    return alone(
        lambda: add_absence(person, first_day=DAY, last_day=DAY, substitute=substitute, actor=person)
    )


def test_two_who_choose_each_other_do_not_close_a_circle(cast):
    answers = at_once(leave(cast.ana, cast.boris), leave(cast.boris, cast.ana))

    absence = Absence.objects.get()
    refused = next(answer for answer in answers if answer != absence)
    assert "leads back here in a circle" in refused


def test_the_same_days_are_noted_once(cast):
    answers = at_once(*[leave(cast.ana) for _tab in range(4)])

    assert Absence.objects.count() == 1
    assert sum("already" in str(answer) for answer in answers) == 3
