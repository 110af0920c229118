"""What nobody has confirmed or returned closes by itself."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from board import jobs
from board.actions.agreement import accept_task, confirm_task, return_task
from board.actions.closing import AT_ONCE, close_by_itself, close_unanswered
from board.actions.hops import ask_task
from board.actions.moves import deliver_task, take_back_task
from board.actions.people import deactivate_person
from board.errors import Refused
from board.models import Holiday, State, Task, Verb
from board.queries.closing import closing_of, due_for_closing
from config.celery import app

utc = partial(datetime, tzinfo=UTC)
FRIDAY = utc(2026, 11, 27, 10)
# Five working days later, at six on the morning after.
NEXT_SATURDAY = utc(2026, 12, 5, 6)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def delivered(cast):
    """Return a function that makes what Vera of Sales asked of Legal and got at a moment."""

    def make(at=FRIDAY, **fields):
        task = ask_task(cast.legal, title="Check the contract", actor=cast.vera, **fields)
        accept_task(task, assignee=cast.ana, actor=cast.boris)
        deliver_task(task, actor=cast.ana)
        return dated(task, at)

    return make


def dated(task, at):
    """Put the delivery of `task` at a moment in the past."""
    Task.objects.filter(pk=task.pk).update(turn_since=at, finished_at=at)
    task.refresh_from_db()
    return task


def state_of(task):
    return Task.objects.get(pk=task.pk).state


def test_it_closes_at_six_after_the_owners_working_days_and_not_a_minute_before(delivered):
    task = delivered()

    assert close_by_itself(now=NEXT_SATURDAY - MINUTE) == 0
    assert state_of(task) == State.DELIVERED

    assert close_by_itself(now=NEXT_SATURDAY) == 1
    assert state_of(task) == State.CLOSED
    last = task.activities.last()
    assert (last.verb, last.actor) == (Verb.CONFIRMED, None)
    assert last.sentence() == "This closed by itself: nobody had returned it in time"


def test_the_page_can_say_the_day_until_which_one_can_return_it(delivered, count_statements):
    task = Task.objects.for_page().get(pk=delivered().pk)

    with count_statements(at_most=1):
        closing = closing_of(task)

    assert (closing.last_day, closing.at) == (date(2026, 12, 4), NEXT_SATURDAY)


@pytest.mark.parametrize(
    ("zone", "delivered_at", "at"),
    [
        ("Asia/Tokyo", utc(2026, 11, 26, 23, 30), utc(2026, 12, 4, 21)),
        ("America/New_York", utc(2026, 11, 27, 23, 30), utc(2026, 12, 5, 11)),
        ("Europe/Moscow", utc(2026, 11, 26, 20, 59), utc(2026, 12, 4, 3)),
        ("Europe/Moscow", utc(2026, 11, 26, 21), utc(2026, 12, 5, 3)),
        # The clocks go back in the night of the 1st of November, and forward on the 8th of March.
        ("America/New_York", utc(2026, 10, 27, 12), utc(2026, 11, 4, 11)),
        ("America/New_York", utc(2026, 3, 3, 12), utc(2026, 3, 11, 10)),
    ],
)
def test_the_clock_is_the_requesting_departments(cast, delivered, zone, delivered_at, at):
    cast.sales.time_zone = zone
    cast.sales.save()
    task = delivered(delivered_at)

    assert close_by_itself(now=at - MINUTE) == 0
    assert close_by_itself(now=at) == 1
    assert state_of(task) == State.CLOSED


def test_the_week_and_the_holidays_are_the_requesting_departments(cast, delivered):
    cast.sales.working_days = [7, 1, 2, 3, 4]
    cast.sales.save()
    Holiday.objects.create(department=cast.sales, day=date(2026, 12, 1))
    Holiday.objects.create(department=cast.legal, day=date(2026, 11, 30))
    task = delivered()

    # Sunday, Monday, Wednesday, Thursday, and Sunday again.
    assert close_by_itself(now=utc(2026, 12, 7, 5, 59)) == 0
    assert close_by_itself(now=utc(2026, 12, 7, 6)) == 1
    assert state_of(task) == State.CLOSED


def test_the_number_of_days_is_the_owners(cast, delivered):
    cast.legal.closes_after, cast.sales.closes_after = 1, 60
    cast.legal.save()
    cast.sales.save()
    delivered()

    assert close_by_itself(now=utc(2026, 12, 1, 6)) == 1


def test_where_the_owner_says_never_nothing_closes(cast, delivered):
    cast.legal.closes_after = None
    cast.legal.save()
    task = delivered(FRIDAY - timedelta(days=900))

    assert close_by_itself(now=NEXT_SATURDAY) == 0
    assert closing_of(Task.objects.for_page().get(pk=task.pk)) is None


def test_who_never_works_is_waited_for_for_good(cast, delivered):
    cast.sales.working_days = []
    cast.sales.save()
    task = delivered()

    assert close_by_itself(now=NEXT_SATURDAY + timedelta(days=900)) == 0
    assert closing_of(Task.objects.for_page().get(pk=task.pk)) is None


def test_what_is_not_delivered_has_no_such_day(cast, delivered):
    task = Task.objects.for_page().get(pk=cast.task(column=cast.done).pk)
    taken_back = delivered()
    take_back_task(taken_back, actor=cast.ana)

    assert closing_of(task) is None
    assert closing_of(Task.objects.for_page().get(pk=taken_back.pk)) is None
    assert close_by_itself(now=NEXT_SATURDAY) == 0


def test_restricted_ones_and_those_whose_requester_has_gone_close_too(cast, delivered):
    restricted, orphan = delivered(is_restricted=True), delivered()
    deactivate_person(cast.vera, actor=cast.irina)

    assert close_by_itself(now=NEXT_SATURDAY) == 2
    assert {state_of(restricted), state_of(orphan)} == {State.CLOSED}


def test_what_changed_since_it_was_found_is_left_alone_and_the_rest_closes(cast, delivered):
    returned, anew, confirmed, due = delivered(), delivered(), delivered(), delivered()
    found = list(due_for_closing(NEXT_SATURDAY, limit=AT_ONCE))
    return_task(returned, reason="Paragraph four", actor=cast.vera)
    return_task(anew, reason="Paragraph five", actor=cast.vera)
    deliver_task(anew, actor=cast.ana)
    dated(anew, NEXT_SATURDAY - MINUTE)
    confirm_task(confirmed, actor=cast.vera)

    for task in found[:3]:
        with pytest.raises(Refused):
            close_unanswered(task, now=NEXT_SATURDAY, actor=None)
    close_unanswered(found[3], now=NEXT_SATURDAY, actor=None)

    assert [state_of(task) for task in (returned, anew, confirmed, due)] == [
        State.ACCEPTED,
        State.DELIVERED,
        State.CLOSED,
        State.CLOSED,
    ]
    assert anew.activities.last().verb == Verb.DELIVERED


def test_one_that_cannot_close_does_not_hold_up_the_others(delivered, caplog):
    broken, fine = delivered(FRIDAY - timedelta(days=7)), delivered()
    trigger = f"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
        CREATE TRIGGER refuse BEFORE UPDATE ON board_task FOR EACH ROW WHEN (OLD.id = {broken.pk})
            EXECUTE FUNCTION refuse();"""
    with connection.cursor() as cursor:
        cursor.execute(trigger)

    assert close_by_itself(now=NEXT_SATURDAY) == 1
    assert (state_of(broken), state_of(fine)) == (State.DELIVERED, State.CLOSED)
    assert f"#{broken.pk} did not close by itself" in caplog.text


def test_looking_costs_the_same_for_one_and_for_many(delivered, count_statements):
    delivered()
    with count_statements(at_most=3) as few:
        assert list(due_for_closing(NEXT_SATURDAY - MINUTE, limit=AT_ONCE)) == []
    for _each in range(5):
        delivered()
    with count_statements(at_most=few.number):
        assert list(due_for_closing(NEXT_SATURDAY - MINUTE, limit=AT_ONCE)) == []


def test_many_are_closed_in_portions_those_delivered_first_at_the_front(delivered):
    later, sooner = delivered(), delivered(FRIDAY - timedelta(days=1))

    assert list(due_for_closing(NEXT_SATURDAY, limit=1)) == [sooner]
    close_by_itself(now=NEXT_SATURDAY)
    assert (state_of(sooner), state_of(later)) == (State.CLOSED, State.CLOSED)


def test_the_clock_looks_every_five_minutes_and_a_second_look_closes_nothing_twice(delivered):
    task = delivered(datetime.now(UTC))

    jobs.close_by_itself()
    assert state_of(task) == State.DELIVERED

    dated(task, datetime.now(UTC) - timedelta(days=30))
    jobs.close_by_itself()
    jobs.close_by_itself()
    assert state_of(task) == State.CLOSED
    assert task.activities.filter(verb=Verb.CONFIRMED).count() == 1
    assert app.conf.beat_schedule["close-by-itself"]["schedule"] == 300
