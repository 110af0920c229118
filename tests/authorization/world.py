"""A world in which every address leads somewhere, and its people with their browsers."""

import pytest
from django.test import Client
from django.urls import get_resolver

from board.actions.checklist import add_items
from board.actions.comments import add_comment
from board.actions.labels import add_label
from board.actions.sharing import give_access
from board.models import Mail


@pytest.fixture
def world(cast):
    """Return {name in the table: value of the path} and {who: signed-in browser}."""
    label = add_label(cast.legal, name="Contract", color="blue", actor=cast.boris)
    task = cast.task(actor=cast.boris)
    add_items(task, texts=["One"], actor=cast.boris)
    item = task.checklist.get()
    comment = add_comment(task, text="Words", actor=cast.boris)
    give_access(task, person=cast.oleg, actor=cast.boris)
    guest = cast.person("guest", "Guest", None)
    leaver = cast.person("leaver", "Leaver", cast.legal)
    mail = Mail.objects.create(kind="password_reset", user=cast.ana, key="table")
    ids = {
        "code": "LEG",
        "column": cast.doing.pk,
        "label": label.pk,
        "task": task.pk,
        "item": item.pk,
        "comment": comment.pk,
        "person": cast.oleg.pk,
        "department": cast.legal.pk,
        "mail": mail.pk,
        "app": "board",
        "uid": "1",
        "key": "no-key",
        "token": "no-token",
    }
    browsers = {
        "anonymous": Client(),
        "inactive": cast.client(leaver),
        "stranger": cast.client(guest),
        "other": cast.client(cast.vera),
        "granted": cast.client(cast.oleg),
        "member": cast.client(cast.ana),
        "coordinator": cast.client(cast.boris),
        "administrator": cast.client(cast.irina),
    }
    type(leaver).objects.filter(pk=leaver.pk).update(is_active=False)
    return task, ids, browsers


def addresses(resolver=None, namespace=""):
    """Yield the names of all addresses that the site has."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"
