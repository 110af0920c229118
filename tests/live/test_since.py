"""What a page asks that no message reaches: 204, or what has changed."""

import pytest

from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.actions.moves import BOTTOM, move_task


def since(cast, person, query):
    return cast.client(person).get(f"/live/since/?{query}")


def now(cast, task):
    cast.legal.refresh_from_db()
    return cast.legal.version, task.activities.latest("pk").pk


def test_nothing_has_changed(cast, count_statements):
    task = cast.task()
    version, latest = now(cast, task)
    client = cast.client(cast.ana)
    with count_statements(4):  # session, reader, boards, tasks
        answer = client.get(f"/live/since/?board={cast.legal.pk}:{version}&task={task.pk}:{latest}")
    assert answer.status_code == 204
    assert since(cast, cast.ana, "").status_code == 204


def test_what_has_changed_comes_with_all_columns_in_their_order(cast):
    task = cast.task()
    version, latest = now(cast, task)
    move_task(task, column=cast.doing.pk, after=BOTTOM, actor=cast.boris)
    answer = since(cast, cast.ana, f"board={cast.legal.pk}:{version}&task={task.pk}:{latest}").json()
    version, latest = now(cast, task)
    columns = list(cast.legal.columns.order_by("position"))
    assert answer == {
        "boards": {
            str(cast.legal.pk): {
                "version": version,
                "order": [column.pk for column in columns],
                "columns": {str(column.pk): column.version for column in columns},
            }
        },
        "tasks": {str(task.pk): latest},
    }


def test_what_may_not_be_seen_is_gone_like_what_is_not_there(cast):
    task = cast.task()
    answer = since(
        cast, cast.vera, f"board={cast.legal.pk}:0&board=999:0&task={task.pk}:0&task=99999:0"
    ).json()
    assert answer == {"gone": {"boards": sorted([cast.legal.pk, 999]), "tasks": [task.pk, 99999]}}


def test_an_internal_comment_is_a_change_for_its_readers_alone(cast):
    task = ask_task(cast.legal, title="Check", actor=cast.vera)
    _version, latest = now(cast, task)
    add_comment(task, text="Between us", actor=cast.ana, internal=True)
    assert since(cast, cast.boris, f"task={task.pk}:{latest}").json()["tasks"]
    assert since(cast, cast.vera, f"task={task.pk}:{latest}").status_code == 204


@pytest.mark.parametrize(
    "query",
    ["board=3", "board=x:1", "task=1:x", "task=1:-1", f"task={2**63}:1", f"board=1:{'9' * 30}"]
    + ["&".join(f"task={number}:1" for number in range(101))],
)
def test_what_cannot_be_read_is_refused(cast, query):
    assert since(cast, cast.ana, query).status_code == 400


def test_who_is_not_signed_in_is_told_to_sign_in(cast):
    assert cast.visitor().get("/live/since/?board=1:1").status_code == 302


def test_it_takes_no_post(cast):
    assert cast.client(cast.ana).post("/live/since/").status_code == 405
