"""A world in which every address leads somewhere, and its people with their browsers."""

import copy
from datetime import date
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import get_resolver

from board.actions.absences import add_absence
from board.actions.checklist import add_items
from board.actions.comments import add_comment
from board.actions.filters import save_filter
from board.actions.labels import add_label
from board.actions.links import add_blocker
from board.actions.sharing import give_access
from board.models import Mail, Preference, Task
from board.tokens import unsubscribe_token
from tests.cast import Cast


class World(NamedTuple):
    task: Task
    ids: dict[str, object]  # by the names in the table, what stands in a path
    browsers: dict[str, Client]  # by who is signed in


@pytest.fixture(scope="module")
def standing_cast(stand):
    with stand(Cast) as cast:
        yield cast


@pytest.fixture(scope="module")
def standing_world(stand, standing_cast):
    with stand(lambda: build(standing_cast)) as world:
        yield world


@pytest.fixture
def world(db, standing_world):
    """Return the world as it was built: nothing that another test has done has happened in it."""
    task, ids, browsers = standing_world
    return World(copy.deepcopy(task), dict(ids), {who: of_its_own(it) for who, it in browsers.items()})


def of_its_own(browser):
    """Return the same browser with cookies of its own."""
    browser = copy.copy(browser)
    browser.cookies = copy.deepcopy(browser.cookies)
    return browser


def build(cast):
    label = add_label(cast.legal, name="Contract", color="blue", actor=cast.boris)
    request_type = cast.request_type()
    task = cast.task(actor=cast.boris)
    add_items(task, texts=["One"], actor=cast.boris)
    item = task.checklist.get()
    comment = add_comment(task, text="Words", actor=cast.boris)
    give_access(task, person=cast.oleg, actor=cast.boris)
    guest = cast.person("guest", "Guest", None)
    leaver = cast.person("leaver", "Leaver", cast.legal)
    add_blocker(task, blocker=cast.task("Before", actor=cast.boris), actor=cast.boris)
    absence = add_absence(cast.boris, first_day=date(2099, 1, 1), last_day=date(2099, 1, 2), actor=cast.boris)
    kept = save_filter(cast.legal, name="Mine", query="assignee=me", actor=cast.boris)
    mail = Mail.objects.create(kind="password_reset", user=cast.ana, key="table")
    ids = {
        "code": "LEG",
        "column": cast.doing.pk,
        "label": label.pk,
        "type": request_type.pk,
        "task": task.pk,
        "item": item.pk,
        "comment": comment.pk,
        "link": task.links_here.get().pk,
        "person": cast.oleg.pk,
        "department": cast.legal.pk,
        "absence": absence.pk,
        "filter": kept.pk,
        "language": "en",
        "mail": mail.pk,
        # A transactional test before this one has emptied the table that the migration had filled.
        "preference": Preference.objects.get_or_create(user=None, group="move", defaults={"delivery": "now"})[
            0
        ].pk,
        "app": "board",
        "uid": "1",
        "key": "no-key",
        "token": "no-token",
        "unsubscribe": unsubscribe_token(cast.ana, task=task),
    }
    browsers = {
        "anonymous": cast.visitor(),
        "inactive": cast.client(leaver),
        "stranger": cast.client(guest),
        "other": cast.client(cast.vera),
        "granted": cast.client(cast.oleg),
        "member": cast.client(cast.ana),
        "coordinator": cast.client(cast.boris),
        "administrator": cast.client(cast.irina),
    }
    type(leaver).objects.filter(pk=leaver.pk).update(is_active=False)
    return World(task, ids, browsers)


def addresses(resolver=None, namespace=""):
    """Yield the names of all addresses that the site has."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"
