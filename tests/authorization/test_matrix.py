"""Every address × everybody × reading and writing, against the table."""

from itertools import product

import pytest
from django.db import transaction
from django.urls import reverse

from board.models import Department, Task
from tests.authorization import requests
from tests.authorization.table import ADDRESSES, PEOPLE, RULES
from tests.authorization.world import addresses

FORM = "application/x-www-form-urlencoded"


def test_every_address_is_in_the_table():
    known = set(ADDRESSES)
    there = set(addresses())

    assert there - known == set(), "who may reach these?"
    assert known - there == set(), "these are gone"


def outcome(answer):
    """Return what an answer says about the right to be there: through, missing, sign in, or not that (method)."""
    if answer.status_code in (301, 302) and "/accounts/login/?next=" in answer.headers["Location"]:
        return "sign in"
    if answer.status_code == 404:
        return "missing"
    if answer.status_code in (403, 405):
        return "not that"
    assert answer.status_code < 500, answer.content[:500]
    return "through"


def expected(address, who, method, situation):
    if who in address.who(situation):
        return "through" if method in address.methods else "not that"
    return "sign in" if who in ("anonymous", "inactive") and not address.without_sign_in else "missing"


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_an_address_opens_for_those_in_the_table_alone(world, name):
    address, (task, ids, browsers) = ADDRESSES[name], world
    url = reverse(name, args=[ids[arg] for arg in address.args]) + address.query

    found, wanted = {}, {}
    for situation in address.situations():
        Task.objects.filter(pk=task.pk).update(is_restricted=situation == "restricted")
        Department.objects.filter(pk=task.department_id).update(is_open=situation == "open")
        for who, method in product(PEOPLE, ("GET", "POST")):
            with transaction.atomic():
                answer = browsers[who].generic(method, url, content_type=FORM)
                transaction.set_rollback(True)
            key = situation, who, method
            found[key], wanted[key] = outcome(answer), expected(address, who, method, situation)
            # The wrong method is said before anything is looked up, to whoever asks; so it tells nothing.
            if answer.status_code == 405 and method not in address.methods:
                found[key] = wanted[key]

    assert {key: value for key, value in found.items() if value != wanted[key]} == {}


OF_A_TASK = sorted(
    name for name, address in ADDRESSES.items() if address.args[:1] in [("task",), ("comment",), ("item",)]
)


@pytest.mark.parametrize("name", OF_A_TASK)
def test_a_request_opens_for_those_on_its_two_sides_who_may(asked, name):
    address = ADDRESSES[name]
    url = reverse(name, args=[asked.ids[arg] for arg in address.args]) + address.query

    found, wanted = {}, {}
    for situation, methods in requests.visits(address):
        with transaction.atomic():
            asked.bring_into(situation)
            for who, method in product(requests.PEOPLE, methods):
                with transaction.atomic():
                    answer = asked.browsers[who].generic(method, url, content_type=FORM)
                    transaction.set_rollback(True)
                key = situation, who, method
                found[key], wanted[key] = outcome(answer), requests.expected(address.rule, who, situation)
            transaction.set_rollback(True)

    assert {key: value for key, value in found.items() if value != wanted[key]} == {}


def test_the_sides_of_a_request_differ_in_what_they_may():
    assert len({frozenset(who["accepted"]) for who in requests.RULES.values()}) >= 7
    assert all("former member" not in who for rule in requests.RULES.values() for who in rule.values())


@pytest.mark.parametrize("name", OF_A_TASK)
def test_what_is_forbidden_looks_like_what_is_missing(world, name):
    address, (_task, ids, browsers) = ADDRESSES[name], world
    there = reverse(name, args=[ids[arg] for arg in address.args])
    nowhere = reverse(name, args=[10**8, *[ids[arg] for arg in address.args[1:]]])
    method = "POST" if address.methods == "POST" else "GET"

    forbidden, missing = (browsers["stranger"].generic(method, url) for url in (there, nowhere))

    assert forbidden.status_code == missing.status_code == 404
    assert forbidden.content == missing.content
    assert b"<form" not in forbidden.content and there.encode() not in forbidden.content
    assert dict(forbidden.headers) == dict(missing.headers)


def test_the_rules_are_not_all_alike():
    """The table would prove nothing if everybody could go everywhere."""
    assert len({frozenset(who["normal"]) for who in RULES.values()}) >= 7
