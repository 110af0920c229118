"""What Vera of Sales asked IT for, which handed it off to Legal, and everybody's browsers."""

import copy
from typing import NamedTuple

import pytest
from django.test import Client

from board.actions.agreement import accept_task
from board.actions.comments import add_comment
from board.actions.hops import ask_task, hand_off_task
from board.actions.links import add_blocker
from board.actions.sharing import give_access
from board.actions.watches import watch_task
from board.models import Kind, Role, Task, User
from tests.authorization.requests import LEFT, SITUATIONS
from tests.authorization.world import of_its_own


class Request(NamedTuple):
    task: Task
    ids: dict[str, object]
    browsers: dict[str, Client]

    def bring_into(self, situation):
        """Have the request be as in the table's `situation`."""
        fields = dict(SITUATIONS[situation])
        column = self.task.department.columns.filter(kind=Kind.TODO)[0]
        place = {"column": None, "column_kind": None, "position": None}
        if fields["state"] == "accepted":
            place = {"column": column, "column_kind": column.kind, "position": 1}
        Task.objects.filter(pk=self.task.pk).update(**{"is_restricted": False, **fields, **place})
        User.objects.filter(pk=self.task.requester_id).update(is_active=situation != LEFT)


@pytest.fixture
def cast(db, standing_cast):
    return copy.deepcopy(standing_cast)


@pytest.fixture(scope="module")
def standing_request(stand, standing_cast, standing_world):
    with stand(lambda: ask(copy.deepcopy(standing_cast), standing_world)) as request:
        yield request


@pytest.fixture
def asked(db, standing_request):
    """Return the request, {name in the table: value of the path} and {who: signed-in browser}."""
    task, ids, browsers = standing_request
    return Request(copy.deepcopy(task), dict(ids), {who: of_its_own(it) for who, it in browsers.items()})


def ask(cast, world):
    own, ids, browsers = world
    people = {
        "requester": cast.vera,
        "asking member": cast.person("maria", "Maria", cast.sales),
        "asking coordinator": cast.person("petr", "Petr", cast.sales, role=Role.COORDINATOR),
        "assignee": cast.person("lena", "Lena", cast.legal),
        "former member": cast.person("igor", "Igor", cast.it),
        "former coordinator": cast.person("rita", "Rita", cast.it, role=Role.COORDINATOR),
        "former watcher": cast.oleg,
        "granted": cast.person("gleb", "Gleb", None),
    }
    task = ask_task(cast.it, title="Check the licence", checklist=["One"], actor=cast.vera)
    watch_task(task, actor=cast.oleg)
    hand_off_task(task, department=cast.legal, reason="A contract", actor=people["former coordinator"])
    give_access(task, person=people["granted"], actor=cast.vera)
    comment = add_comment(task, text="Words", actor=cast.vera)
    accept_task(task, assignee=people["assignee"], actor=cast.boris)
    add_blocker(task, blocker=own, actor=cast.boris)
    ids = ids | {
        "task": task.pk,
        "link": task.links_here.get().pk,
        "item": task.checklist.get().pk,
        "comment": comment.pk,
        "person": people["granted"].pk,
    }
    return Request(task, ids, browsers | {who: cast.client(person) for who, person in people.items()})
