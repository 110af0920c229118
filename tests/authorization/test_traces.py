"""Of a restricted task nothing is seen by who may not see it: no word, no number, no count, at no address."""

import re
from html import unescape
from itertools import product

import pytest
from django.urls import reverse

from board.models import ChecklistItem, Comment, Link
from tests.authorization.secrets import TITLE, WHOLE, WORDS, Secrets
from tests.authorization.table import ADDRESSES

READ = sorted(name for name, address in ADDRESSES.items() if "GET" in address.methods)
TO_ONE_TASK = {"task", "comment", "item", "link"}
NUMBER = re.compile(r"\b73\d{4}\b")
# What differs from answer to answer although nothing else does.
PASSING = re.compile(r'[A-Za-z0-9]{32,}|data-version="\d+"|since=\d+')


@pytest.fixture
def secrets(cast, world):
    return Secrets(cast)


def keys(secrets, ids):
    """Return {name of what a path holds: the keys to try}."""
    tasks = [secrets.tasks["accepted"], *secrets.neighbours]
    seen = [task.pk for task in tasks]
    return {name: [key] for name, key in ids.items()} | {
        "code": ["LEG", "SAL", "IT"],
        "column": [column.pk for column in secrets.cast.legal.columns.all()],
        "task": seen,
        "comment": list(Comment.objects.filter(task__in=seen).values_list("pk", flat=True)),
        "item": list(ChecklistItem.objects.filter(task__in=seen).values_list("pk", flat=True)),
        "link": list(Link.objects.values_list("pk", flat=True)),
    }


def queries(name, number):
    """Yield what is asked of an address besides: for words, for the number, and for forms to begin with the task."""
    yield ADDRESSES[name].query
    if name in ("search", "palette"):
        yield from (f"?q={word}" for word in WORDS)
    if not TO_ONE_TASK & set(ADDRESSES[name].args) and not name.startswith(("admin:", "account_")):
        yield f"?q={TITLE}&to=LEG&parent={number}&part={number}"
        yield f"?q=%23{number}&to=LEG&again={number}&do=archive&tasks={number}&after={number}"


def pages(secrets, ids):
    """Yield every address that can be read, with whatever it may be read with."""
    there = keys(secrets, ids)
    for name in READ:
        for args in product(*(there[arg] for arg in ADDRESSES[name].args)):
            for query in queries(name, secrets.tasks["accepted"].pk):
                yield reverse(name, args=args) + query


def traces(answer, address, words, numbers):
    """Return what of `words` and `numbers` stands in an answer, but what was asked for in the address."""
    text = unescape(answer.content.decode()) + str(sorted(answer.headers.items()))
    found = {int(number) for number in NUMBER.findall(text)} & numbers
    return [word for word in words if word in text and word not in address] + [
        number for number in sorted(found) if str(number) not in address or f"/tasks/{number}/" in text
    ]


BLIND = ("member", "asking member", "asking coordinator", "former coordinator", "former watcher", "stranger")
OFTEN = {"asking member", "former coordinator"}


@pytest.mark.parametrize(
    "who", [who if who in OFTEN else pytest.param(who, marks=pytest.mark.long) for who in BLIND]
)
def test_who_may_not_see_it_finds_no_trace_of_it(cast, world, secrets, who):
    browser = cast.client(secrets.blind[who])
    words, numbers = set(WORDS), {task.pk for task in secrets.tasks.values()}
    if who != "asking coordinator":
        words, numbers = words | {WHOLE}, numbers | {secrets.whole.pk}

    found, read = {}, 0
    for address in pages(secrets, world[1]):
        answer = browser.get(address)
        read += answer.status_code == 200
        if some := traces(answer, address, words, numbers):
            found[address] = some

    assert found == {}
    assert read > 20
    assert browser.get(f"/tasks/{secrets.tasks['accepted'].pk}/").status_code == 404


def test_the_words_are_there_for_who_may_see_it(cast, secrets):
    """The walk would prove nothing if they were nowhere."""
    seen, numbers = set(), {task.pk for task in secrets.tasks.values()}
    for address in [*(f"/tasks/{task.pk}/" for task in secrets.tasks.values()), "/boards/LEG/"]:
        seen |= set(traces(cast.client(cast.boris).get(address), "", WORDS, numbers))

    assert seen == {*WORDS, *numbers}


@pytest.mark.parametrize("who", ["member", "asking coordinator", "former coordinator"])
def test_more_of_it_changes_no_count(cast, world, secrets, who):
    browser = cast.client(secrets.blind[who])

    def answers():
        return {
            address: PASSING.sub("", browser.get(address).content.decode())
            for address in pages(secrets, world[1])
            if not re.search(r"\d", address)
        }

    before = answers()
    secrets.in_every_state()
    after = answers()

    assert {address for address in before if before[address] != after[address]} == set()
    assert len(before) > 20
