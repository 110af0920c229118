import pytest

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from tests.notifications.company import company
from tests.notifications.peer import peer
from tests.notifications.post import forget_mails

__all__ = ["company", "peer"]


@pytest.fixture
def task(cast):
    """What Vera asked Legal for, and nobody has to hear of any more."""
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    forget_mails()
    return task


@pytest.fixture
def accepted(task, cast):
    """The same, which Ana works on."""
    accept_task(task, assignee=cast.ana, actor=cast.boris)
    forget_mails()
    return task
