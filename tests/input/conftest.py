"""The world of the authorization table, where every address has a real key, and rows of others to name."""

import copy
from contextlib import contextmanager

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.db import connection, transaction
from django.urls import reverse

from board.actions.columns import add_column
from board.actions.people import invite_person
from board.models import Role
from board.tokens import ResetTokens, invitation_token
from tests.authorization.table import ADDRESSES
from tests.authorization.world import of_its_own


class Walk:
    """Sends requests to addresses of the table as whoever may, each undone afterwards."""

    def __init__(self, ids, others, browsers):
        self.ids, self.others, self._browsers = ids, others, browsers

    def path(self, name):
        return reverse(name, args=[self.ids[arg] for arg in ADDRESSES[name].args]) + ADDRESSES[name].query

    @contextmanager
    def browser(self, name):
        """Give a browser of who may use the address; what happens in it has not happened afterwards."""
        who = ADDRESSES[name].who("normal")
        roles = ("anonymous", "coordinator", "administrator")
        browser = of_its_own(self._browsers[next(role for role in roles if role in who)])
        with transaction.atomic():
            yield browser
            connection.check_constraints()
            transaction.set_rollback(True)


@pytest.fixture
def cast(db, standing_cast):
    return copy.deepcopy(standing_cast)


@pytest.fixture(scope="module")
def standing_walk(stand, standing_cast, standing_world):
    with stand(lambda: set_out(copy.deepcopy(standing_cast), standing_world)) as walk:
        yield walk


@pytest.fixture
def walk(db, standing_walk):
    return standing_walk


def set_out(cast, world):
    task, ids, browsers = world
    foreign = cast.task(column=cast.sales.columns.first(), actor=cast.vera)
    add_column(cast.legal, name="Backlog", kind="todo", wip_limit=3, actor=cast.boris)
    guest = invite_person(
        name="Nina",
        username="nina",
        email="nina@example.com",
        department=cast.legal,
        role=Role.MEMBER,
        actor=cast.irina,
    )
    ids = ids | {"token": invitation_token(guest), "uid": user_pk_to_url_str(cast.ana), "key": "set-password"}
    link = reverse("account_reset_password_from_key", args=[ids["uid"], ResetTokens().make_token(cast.ana)])
    browsers["anonymous"].get(link)  # keeps the key in the session, and leads to `set-password`
    rows = [
        task,
        foreign,
        foreign.column,
        cast.todo,
        cast.done,
        cast.ana,
        cast.vera,
        cast.sales,
        task.activities.last(),
    ]
    return Walk(ids, [row.pk for row in rows], browsers)
