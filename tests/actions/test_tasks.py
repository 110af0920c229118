import pytest

from board.actions.tasks import create_task, create_tasks
from board.errors import Refused
from board.models import State, Task, WatchReason


def test_a_new_task_stands_at_the_top_and_its_requester_follows_it(cast):
    cast.task("older")

    task = create_task(cast.todo, title="newer", actor=cast.ana)

    assert list(cast.todo.tasks.order_by("position").values_list("title", flat=True)) == ["newer", "older"]
    assert (task.state, task.requester, task.requesting_department) == (State.ACCEPTED, cast.ana, cast.legal)
    assert task.watches.get().reason == WatchReason.REQUESTER
    assert task.activities.get().sentence() == "Ana Lima created this in To do"


def test_several_titles_become_several_tasks_in_their_order(cast):
    cast.task("older")

    create_tasks(cast.todo, titles=["one", "two", "three"], actor=cast.ana)

    titles = cast.todo.tasks.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["one", "two", "three", "older"]


def test_a_task_made_in_a_done_column_is_closed_from_the_start(cast):
    task = create_task(cast.done, title="Already done", actor=cast.ana)

    assert task.state == State.CLOSED
    assert task.finished_at is not None


def test_a_removed_column_takes_no_tasks(cast):
    gone = cast.doing
    cast.legal.columns.filter(pk=gone.pk).delete()

    with pytest.raises(Refused):
        create_task(gone, title="Too late", actor=cast.ana)
    assert not Task.objects.exists()


def test_a_description_is_rendered_once_at_writing(cast):
    task = create_task(cast.todo, title="t", description="**bold** <script>x</script>", actor=cast.ana)

    assert task.description_html == "<p><strong>bold</strong> &lt;script&gt;x&lt;/script&gt;</p>\n"
