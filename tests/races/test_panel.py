"""An administrator changes several things of a row at once: all boards are locked before anything else is."""

import pytest
from django.db import connection, transaction

from board.actions.hops import ask_task
from board.actions.links import add_blocker
from board.actions.locks import lock_board
from board.models import User
from tests.admin.test_people import fields_of
from tests.admin.test_people import page as page_of_person
from tests.admin.test_tasks import form, page
from tests.races.crowd import at_once, wait_until_somebody_waits

__all__ = ["form"]


@pytest.fixture
def blocked_by(cast):
    """Return a function that acts while the board of Legal is locked, and says whether `row` was free then."""

    def change(act, row):
        def hold():
            with transaction.atomic():
                lock_board(cast.legal.pk)
                wait_until_somebody_waits()
                rows = type(row).objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
                return rows.filter(pk=row.pk).exists()

        def run(errand):
            try:
                return errand()
            finally:
                connection.close()

        return at_once(lambda: run(hold), lambda: run(act))

    return change


def test_a_person_who_is_renamed_and_moved_is_locked_after_both_boards(cast, blocked_by):
    changes = {"name": "Vera Legal", "department": cast.legal.pk}
    fields, client = fields_of(cast.vera, **changes), cast.client(cast.irina)

    was_free, answer = blocked_by(
        lambda: client.post(page_of_person("change", cast.vera.pk), fields), cast.vera
    )

    assert (was_free, answer.status_code) == (True, 302)
    assert User.objects.get(pk=cast.vera.pk).department == cast.legal


def test_a_task_that_is_renamed_and_finished_locks_what_it_blocks_first(cast, form, blocked_by):
    first, _second, done = cast.it.columns.all()
    blocker = cast.task("A server", column=first, actor=cast.oleg)
    add_blocker(ask_task(cast.legal, title="A contract", actor=cast.vera), blocker=blocker, actor=None)
    fields, client = form(blocker, title="Two servers", column=done.pk), cast.client(cast.irina)

    was_free, answer = blocked_by(lambda: client.post(page("change", blocker.pk), fields), cast.it)

    blocker.refresh_from_db()
    assert (was_free, answer.status_code) == (True, 302)
    assert (blocker.title, blocker.column) == ("Two servers", done)
