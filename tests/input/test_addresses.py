"""Every page, with everything that one could write into its address; and reading changes nothing."""

import re
from contextlib import suppress
from itertools import product

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.authorization.table import ADDRESSES
from tests.input.markup import words_of
from tests.input.values import encode, values

READ = sorted(name for name, address in ADDRESSES.items() if "GET" in address.methods)
NAMES = [
    *(
        "q",
        "page",
        "after",
        "before",
        "column",
        "shown",
        "comments",
        "replies",
        "history",
        "next",
        "language",
        "theme",
    ),
    *("assignee", "label", "priority", "due", "requester", "from", "turn", "show", "mine", "readers"),
    *("do", "tasks", "parent", "to", "type", "again", "filled", "board", "task", "activity"),
    *(
        "p",
        "o",
        "all",
        "_popup",
        "_to_field",
        "_changelist_filters",
        "e",
        "state__exact",
        "department__id__exact",
    ),
    *("assignee", "label", "priority", "due", "requester", "from", "turn"),
    *(
        "app_label",
        "model_name",
        "field_name",
        "term",
        "department",
        "status",
        "is_restricted__exact",
        "created_at__gte",
    ),
]
ODD_IDS = [0, 2**31, 2**63 - 1, 2**63, 10**30]
ODD_WORDS = [
    "LEG ",
    "leg",
    "Л",
    "%",
    "..;",
    "a" * 3000,
    "\u202e",
    "_5F",
    "0",
    "-1",
    "1.5",
    "9" * 30,
    "'",
    "\U0001f600",
]
WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|TRUNCATE)\b(?!.*\b(django_session|board_counter)\b)", re.DOTALL)


def assert_it_is_an_answer(answer):
    assert answer.status_code in {200, 204, 301, 302, 400, 403, 404, 405, 409, 410, 422}, answer.status_code
    if answer.status_code >= 400 and answer.status_code != 405:
        assert len(words_of(answer.content.decode())) > 10


@pytest.mark.parametrize("examples", [4, pytest.param(30, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", [name for name in READ if ADDRESSES[name].who("normal")])
def test_a_page_answers_whatever_its_address_asks(walk, name, examples):
    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(
        pairs=st.lists(st.tuples(st.sampled_from(NAMES), values(walk.others)), max_size=4), htmx=st.booleans()
    )
    def attempt(pairs, htmx):
        query = encode([(name, value[:2000]) for name, value in pairs])
        with walk.browser(name) as browser:
            headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
            assert_it_is_an_answer(browser.get(f"{walk.path(name)}?{query}", **headers))

    attempt()


def odd_paths(walk, name):
    """Yield the address with each of its keys replaced by what nothing has."""
    keys = [walk.ids[argument] for argument in ADDRESSES[name].args]
    for number, key in enumerate(keys):
        odd = [*ODD_WORDS, *ODD_IDS] if isinstance(key, str) or name.startswith("admin:") else ODD_IDS
        for value in odd:
            # Some cannot be written at all.
            with suppress(NoReverseMatch):
                yield reverse(name, args=[*keys[:number], value, *keys[number + 1 :]])


def test_a_key_that_nothing_has_is_answered(walk):
    for name in ADDRESSES:
        for path in odd_paths(walk, name):
            for method in ("get", "post"):
                with walk.browser(name) as browser:
                    assert_it_is_an_answer(getattr(browser, method)(path))


def test_reading_writes_nothing(world):
    _task, ids, browsers = world
    written = {}
    readers = [browsers[who] for who in ("anonymous", "other", "member", "administrator")]
    for name, browser in product(READ, readers):
        path = reverse(name, args=[ids[arg] for arg in ADDRESSES[name].args]) + ADDRESSES[name].query
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            browser.get(path)
            browser.get(path, HTTP_HX_REQUEST="true")
            transaction.set_rollback(True)
        if found := [query["sql"] for query in captured if WRITES.search(query["sql"])]:
            written[name] = found

    assert written == {}


def test_a_write_would_be_seen(world):
    _task, ids, browsers = world
    with CaptureQueriesContext(connection) as captured:
        browsers["member"].post(reverse("task_watch", args=[ids["task"]]), {"choice": "watch"})

    assert [query["sql"] for query in captured if WRITES.search(query["sql"])] != []
