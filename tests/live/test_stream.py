"""What is said over a stream, to whom."""

from urllib.parse import quote

import pytest
from django.conf import settings

from board.actions.columns import shift_column
from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.actions.moves import BOTTOM, move_task
from board.actions.task_fields import assign_task
from board.actions.visits import read_notifications
from board.models import Notification


def test_a_change_is_heard_with_the_versions_that_it_made(cast, listen):
    task = cast.task()
    stream = listen(cast.boris, f"board={cast.legal.pk}")

    move_task(task, column=cast.doing.pk, after=BOTTOM, actor=cast.ana)

    board = stream.wait_for("boards")[str(cast.legal.pk)]
    cast.legal.refresh_from_db()
    columns = {str(column.pk): column.version for column in cast.legal.columns.all()}
    assert board["version"] == cast.legal.version
    assert board["columns"] == {str(c.pk): columns[str(c.pk)] for c in (cast.todo, cast.doing)}
    assert board["order"] == [cast.todo.pk, cast.doing.pk, cast.done.pk]


def test_a_changed_order_of_columns_is_heard(cast, listen):
    stream = listen(cast.boris, f"board={cast.legal.pk}")
    shift_column(cast.todo, by=1, actor=cast.boris)
    assert stream.wait_for("boards")[str(cast.legal.pk)]["order"] == [
        cast.doing.pk,
        cast.todo.pk,
        cast.done.pk,
    ]


def test_other_boards_and_tasks_are_not_heard(cast, listen):
    task = cast.task()
    stream = listen(cast.boris, f"task={cast.task('Another').pk}&board={cast.legal.pk}")
    cast.task("Of IT", column=cast.it.columns.first(), actor=cast.oleg)
    add_comment(task, text="Words", actor=cast.ana)
    message = stream.next()
    assert message.keys() == {"boards"}
    assert message["boards"].keys() == {str(cast.legal.pk)}


def test_a_task_is_heard_with_its_latest_activity(cast, listen):
    task = cast.task()
    stream = listen(cast.boris, f"task={task.pk}")
    add_comment(task, text="Words", actor=cast.ana)
    assert stream.wait_for("tasks") == {str(task.pk): task.activities.latest("pk").pk}


def test_an_internal_comment_is_heard_by_its_readers_alone(cast, listen):
    task = ask_task(cast.legal, title="Check", actor=cast.vera)
    inside, outside = (listen(person, f"task={task.pk}") for person in (cast.boris, cast.vera))
    administers = listen(cast.irina, f"task={task.pk}")

    add_comment(task, text="Between us", actor=cast.ana, internal=True)
    latest = {str(task.pk): task.activities.latest("pk").pk}
    assert inside.wait_for("tasks") == administers.wait_for("tasks") == latest

    add_comment(task, text="For all", actor=cast.ana)
    assert outside.wait_for("tasks") == {str(task.pk): task.activities.latest("pk").pk}
    assert not [said for said in outside.said if said.get("tasks") == latest]


def test_the_lists_of_both_departments_are_heard(cast, listen):
    legal, sales = listen(cast.ana, f"lists={cast.legal.pk}"), listen(cast.vera, f"lists={cast.sales.pk}")
    ask_task(cast.legal, title="Check", actor=cast.vera)
    assert legal.wait_for("lists") == [cast.legal.pk]
    assert sales.wait_for("lists") == [cast.sales.pk]


def test_who_gets_something_to_do_hears_of_it_without_a_topic(cast, listen):
    task = cast.task()
    stream = listen(cast.ana)
    assign_task(task, assignee=cast.ana, actor=cast.boris)
    message = stream.next()
    assert message == {"work": True, "bell": True}


def test_reading_is_heard_in_the_other_browsers(cast, listen):
    task = cast.task()
    assign_task(task, assignee=cast.ana, actor=cast.boris)
    streams = [listen(cast.ana), listen(cast.ana)]
    read_notifications(latest=Notification.objects.latest("pk").pk, actor=cast.ana)
    assert [stream.next() for stream in streams] == [{"bell": True}] * 2


def test_it_says_ids_and_versions_and_never_content(cast, listen):
    task = cast.task("A secret title")
    stream = listen(cast.boris, f"board={cast.legal.pk}&task={task.pk}")
    add_comment(task, text="A secret text", actor=cast.ana)
    assert stream.wait_for("tasks")
    assert "secret" not in str(stream.said)


@pytest.mark.parametrize(
    "query",
    [
        "board=x",
        "board=-1",
        "board",
        "thing=3",
        "board=٣",
        f"board={2**63}",
        "&".join(f"task={n}" for n in range(101)),
    ],
)
def test_a_wish_that_cannot_be_read_is_refused(cast, listen, query):
    assert listen(cast.ana, quote(query, safe="=&")).status == 400


def test_nobody_hears_anything_without_signing_in(listen):
    assert listen(None).status == 401
    assert listen("no-such-session").status == 401


def test_another_site_hears_nothing(cast, listen):
    assert listen(cast.ana, Sec_Fetch_Site="cross-site").status == 403


def test_the_site_itself_may_listen_from_another_port_and_nobody_else(cast, listen):
    headers = listen(cast.ana, Origin=settings.SITE_URL).headers
    assert headers["access-control-allow-origin"] == settings.SITE_URL
    assert headers["access-control-allow-credentials"] == "true"
    assert "access-control-allow-origin" not in listen(cast.ana, Origin="http://elsewhere.example").headers
    assert listen(None, Origin=settings.SITE_URL).headers["access-control-allow-origin"] == settings.SITE_URL


def test_its_head_closes_what_a_browser_offers(cast, listen):
    headers = listen(cast.ana).headers
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers
