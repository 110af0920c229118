"""Administrators change each other at the same moment."""

from functools import partial

import pytest

from board.actions.people import deactivate_person, set_administrator
from board.models import User
from tests.races.crowd import alone, at_once


@pytest.mark.parametrize("act", [deactivate_person, partial(set_administrator, is_admin=False)])
def test_of_two_who_end_each_other_one_is_left(cast, act):
    olga = cast.person("olga", "Olga", cast.sales, is_admin=True)
    answers = at_once(alone(lambda: act(olga, actor=cast.irina)), alone(lambda: act(cast.irina, actor=olga)))

    assert User.objects.filter(is_admin=True, is_active=True).count() == 1
    assert sum("last active administrator" in str(answer) for answer in answers) == 1
