"""Who may not see something any more hears nothing of it, on an open stream too."""

from django.contrib.sessions.models import Session

from board.actions.comments import add_comment
from board.actions.departments import set_reading
from board.actions.hops import ask_task, hand_off_task
from board.actions.people import change_department, deactivate_person
from board.actions.sharing import give_access, restrict_task, take_access
from board.actions.tasks import create_task
from board.actions.watches import follow
from board.models import Watch, WatchReason
from tests.live.conftest import session_of

SECONDS = 5
# What is found without waiting for the next look at everybody.
AT_ONCE = 1.5


def test_a_board_that_was_closed_to_its_reader_is_gone_within_five_seconds(cast, listen):
    set_reading(cast.legal, is_open=True, actor=cast.boris)
    stream = listen(cast.vera, f"board={cast.legal.pk}")
    set_reading(cast.legal, is_open=False, actor=cast.boris)
    assert stream.wait_for("gone", SECONDS) == {"boards": [cast.legal.pk]}

    create_task(cast.todo, title="Secret", actor=cast.ana)
    assert stream.wait_for("boards", 1) is None


def test_who_left_the_department_hears_nothing_more_of_it(cast, listen):
    task = cast.task(actor=cast.boris)
    stream = listen(cast.ana, f"board={cast.legal.pk}&lists={cast.legal.pk}&task={task.pk}")
    change_department(cast.ana, department=cast.it, role="member", actor=cast.irina)
    gone = {"boards": [cast.legal.pk], "lists": [cast.legal.pk], "tasks": [task.pk]}
    assert stream.wait_for("gone", SECONDS) == gone

    del stream.said[:]
    add_comment(task, text="Words", actor=cast.boris)
    ask_task(cast.legal, title="Check", actor=cast.vera)
    assert stream.wait_for("boards", 1) is None
    assert stream.said == []


def test_a_task_that_was_handed_to_a_closed_board_says_only_that_it_is_gone(cast, listen):
    task = ask_task(cast.legal, title="Check", actor=cast.vera)
    stream = listen(cast.ana, f"task={task.pk}")
    hand_off_task(task, department=cast.it, reason="Theirs", actor=cast.boris)
    assert stream.wait_for("gone", AT_ONCE) == {"tasks": [task.pk]}
    add_comment(task, text="Words", actor=cast.oleg)
    assert stream.wait_for("tasks", 1) is None
    assert all("tasks" not in said for said in stream.said)


def test_a_restricted_task_is_gone_at_once(cast, listen):
    task = cast.task(actor=cast.boris)
    stream = listen(cast.ana, f"task={task.pk}")
    restrict_task(task, is_restricted=True, actor=cast.boris)
    assert stream.wait_for("gone", AT_ONCE) == {"tasks": [task.pk]}


def test_access_that_was_taken_is_gone_at_once(cast, listen):
    task = cast.task(actor=cast.boris)
    give_access(task, person=cast.oleg, actor=cast.boris)
    stream = listen(cast.oleg, f"task={task.pk}")
    take_access(task, person=cast.oleg, actor=cast.boris)
    assert stream.wait_for("gone", AT_ONCE) == {"tasks": [task.pk]}


def test_what_may_not_be_seen_is_said_to_be_gone_at_the_beginning(cast, listen):
    task = cast.task()
    stream = listen(cast.vera, f"board={cast.legal.pk}&task={task.pk}&task=999999")
    assert stream.wait_for("gone") == {"boards": [cast.legal.pk], "tasks": [task.pk, 999999]}


def test_signing_out_ends_the_stream_for_good(cast, listen):
    session = session_of(cast, cast.ana)
    stream, other = listen(session), listen(cast.ana)
    Session.objects.filter(pk=session).delete()
    assert stream.wait_for_the_end(SECONDS)
    assert stream.said == ["end"]
    assert not other.has_ended


def test_who_was_deactivated_hears_nothing_more(cast, listen):
    stream = listen(cast.ana, f"board={cast.legal.pk}")
    deactivate_person(cast.ana, actor=cast.irina)
    assert stream.wait_for_the_end(SECONDS)
    assert stream.said[-1] == "end"


def test_a_changed_department_changes_which_internal_comments_are_heard_of(cast, listen):
    task = ask_task(cast.legal, title="Check", actor=cast.vera)
    follow(task, cast.ana, WatchReason.CHOSEN)
    Watch.objects.filter(task=task, user=cast.ana).update(granted=True)
    stream = listen(cast.ana, f"task={task.pk}")
    change_department(cast.ana, department=cast.it, role="member", actor=cast.irina)
    restrict_task(task, is_restricted=True, actor=cast.boris)  # and live looks who may see it
    assert stream.wait_for("tasks")

    add_comment(task, text="Between us", actor=cast.boris, internal=True)
    between_us = task.activities.latest("pk").pk
    add_comment(task, text="For all", actor=cast.boris)
    assert stream.wait_for("tasks") == {str(task.pk): task.activities.latest("pk").pk}
    assert {str(task.pk): between_us} not in [said.get("tasks") for said in stream.said]
