"""Whose move it is, and since when."""

import datetime
import zoneinfo

import pytest
from django.utils import timezone, translation

from board.actions.agreement import accept_task, confirm_task
from board.actions.hops import ask_task
from board.actions.moves import deliver_task
from board.actions.waiting import wait_for
from board.models import Task, Turn
from board.turns import TURN_VALUES, since_words, turn_words, values_of

NOW = datetime.datetime(2026, 3, 19, 15, 0, tzinfo=datetime.UTC)  # a Thursday


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the lease", actor=cast.vera)


def words(task, reader):
    """Return the words from the values of one row, which say the same as the task itself."""
    row = Task.objects.values(*TURN_VALUES).get(pk=task.pk)
    found = turn_words(row, reader)
    task.refresh_from_db()
    assert found == turn_words(values_of(Task.objects.for_page().get(pk=task.pk)), reader)
    assert found.turn == task.turn
    return found


def test_what_was_asked_is_the_move_of_the_department(cast, asked):
    found = words(asked, cast.boris)

    assert (found.turn, found.who, found.is_mine) == (Turn.OWNER, "Legal", False)
    assert found.since_at == asked.turn_since


def test_who_works_on_it_has_the_move_and_reads_you(cast, asked):
    accept_task(asked, assignee=cast.ana, actor=cast.boris)

    assert words(asked, cast.vera).who == "Ana Lima"
    assert words(asked, cast.ana).who == "you" and words(asked, cast.ana).is_mine


def test_what_was_delivered_is_the_move_of_who_asked(cast, asked):
    accept_task(asked, actor=cast.boris)
    deliver_task(asked, actor=cast.ana)

    assert words(asked, cast.ana).who == "Vera Smirnova"
    assert words(asked, cast.vera).who == "you"


def test_once_who_asked_has_left_it_is_the_move_of_their_department(cast, asked):
    accept_task(asked, actor=cast.boris)
    deliver_task(asked, actor=cast.ana)
    type(cast.vera).objects.filter(pk=cast.vera.pk).update(is_active=False)

    assert words(asked, cast.ana).who == "Sales"


def test_waiting_says_on_whom_and_what_for(cast, asked):
    accept_task(asked, assignee=cast.ana, actor=cast.boris)
    wait_for(asked, on="requester", note="Which lease?", actor=cast.ana)

    found = words(asked, cast.ana)
    assert (found.turn, found.who, found.note) == (Turn.REQUESTER, "Vera Smirnova", "Which lease?")

    wait_for(asked, on="third", note="the notary", actor=cast.ana)
    found = words(asked, cast.ana)
    assert (found.turn, found.who, found.note) == (Turn.THIRD, "a third party: the notary", "")

    wait_for(asked, on="third", note="", actor=cast.ana)
    assert words(asked, cast.ana).who == "a third party"


def test_what_is_over_is_nobodys_move(cast, asked):
    accept_task(asked, actor=cast.boris)
    deliver_task(asked, actor=cast.ana)
    confirm_task(asked, actor=cast.vera)

    found = words(asked, cast.vera)
    assert (found.turn, found.who, found.since, found.is_mine) == (Turn.NOBODY, "", "", False)


@pytest.mark.parametrize(
    ("ago", "english", "russian"),
    [
        ({"minutes": 30}, "since 14:30", "с 14:30"),
        ({"hours": 20}, "since yesterday", "со вчерашнего дня"),
        ({"days": 2}, "since Tuesday", "со вторника"),
        ({"days": 6}, "since Friday", "с пятницы"),
        ({"days": 7}, "for 7 days", "уже 7 дней"),
        ({"days": 14}, "for 2 weeks", "уже 2 недели"),
        ({"days": 62}, "for 8 weeks", "уже 8 недель"),
        ({"days": 63}, "for 2 months", "уже 2 месяца"),
        ({"days": 365}, "for 12 months", "уже 12 месяцев"),
    ],
)
def test_since_when_is_said_as_people_say_it(ago, english, russian):
    moment = NOW - datetime.timedelta(**ago)
    with timezone.override("UTC"):
        with translation.override("en"):
            assert since_words(moment, now=NOW) == english
        with translation.override("ru"):
            assert since_words(moment, now=NOW) == russian


def test_a_day_ends_where_the_reader_is():
    moment = datetime.datetime(2026, 3, 18, 22, 30, tzinfo=datetime.UTC)
    with translation.override("en"):
        with timezone.override("UTC"):
            assert since_words(moment, now=NOW) == "since yesterday"
        with timezone.override(zoneinfo.ZoneInfo("Asia/Yekaterinburg")):
            assert since_words(moment, now=NOW) == "since 03:30"
