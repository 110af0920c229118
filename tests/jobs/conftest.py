import pytest

from board.actions.task_fields import promise_task
from tests.jobs.reminded import DAY


@pytest.fixture
def promised(cast):
    """Return a function that makes a task of Ana's, promised for a day."""

    def make(day=DAY, **fields):
        task = cast.task(actor=cast.boris, **{"assignee": cast.ana} | fields)
        promise_task(task, promised_on=day, actor=cast.boris)
        return task

    return make
