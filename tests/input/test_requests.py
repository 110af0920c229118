"""Requests that no page of ours makes: forged ones, and bodies that are no form."""

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from tests.authorization.table import ADDRESSES
from tests.input.markup import words_of

POSTED = sorted(
    name for name, address in ADDRESSES.items() if "POST" in address.methods and address.who("normal")
)
UNSAFE = ("post", "put", "patch", "delete")
# A mail program has no form of ours: the key in the address stands for its token.
WITHOUT_TOKEN = {"unsubscribe"}


def let_in(walk, browser, **headers):
    """Return [(address, method)] of what is not refused to the browser, which may do nearly everything."""
    return [
        (name, method)
        for name, method in product(set(ADDRESSES) - WITHOUT_TOKEN, UNSAFE)
        if getattr(browser, method)(walk.path(name), **headers).status_code != 403
    ]


def test_nothing_is_done_without_the_forms_token(walk, cast):
    victim = Client(enforce_csrf_checks=True)
    victim.cookies = cast.client(cast.irina).cookies

    assert let_in(walk, victim) == []
    assert let_in(walk, victim, HTTP_ORIGIN="https://evil.example") == []


def test_nothing_is_done_for_another_site(walk, cast):
    browser = cast.client(cast.irina)

    assert let_in(walk, browser, HTTP_SEC_FETCH_SITE="cross-site") == []
    assert let_in(walk, browser) != []


MULTIPART = "multipart/form-data; boundary=edge"
BODIES = {
    "JSON": (b'{"title": "a"}', "application/json"),
    "no type": (b"title=a", ""),
    "a type of nothing": (b"title=a", ";;;=\x01"),
    "another alphabet": ("title=ж".encode("utf-16"), "application/x-www-form-urlencoded; charset=utf-16"),
    "an alphabet of nothing": (b"title=a", "application/x-www-form-urlencoded; charset=nothing"),
    "NUL": (b"\x00" * 100, "application/x-www-form-urlencoded"),
    "half an escape": (b"title=%&text=%E0%A4%A&version=%zz", "application/x-www-form-urlencoded"),
    "no boundary": (b"title=a", "multipart/form-data"),
    "cut short": (b'--edge\r\nContent-Disposition: form-data; name="title"\r\n\r\nha', MULTIPART),
    "a part without a name": (
        b"--edge\r\nContent-Disposition: form-data\r\n\r\na\r\n--edge--\r\n",
        MULTIPART,
    ),
    "a bad encoding": (
        b"--edge\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\na!\r\n--edge--",
        MULTIPART,
    ),
    "two thousand fields": (
        b"&".join(b"a%d=1" % number for number in range(2000)),
        "application/x-www-form-urlencoded",
    ),
    "three megabytes": (b"title=" + b"a" * 3_000_000, "application/x-www-form-urlencoded"),
}


# Each walks over all forms: the others of their kind are sent with the long tests.
OFTEN = {"JSON", "cut short"}


@pytest.mark.parametrize(
    "body", [name if name in OFTEN else pytest.param(name, marks=pytest.mark.long) for name in BODIES]
)
def test_a_body_that_is_no_form_is_answered(walk, body):
    content, kind = BODIES[body]
    for name in POSTED:
        for headers in ({}, {"HTTP_HX_REQUEST": "true"}):
            with walk.browser(name) as browser:
                answer = browser.generic("POST", walk.path(name), content, content_type=kind, **headers)
            assert answer.status_code in {200, 204, 302, 400, 404, 409, 410, 422, 429}, (
                name,
                answer.status_code,
            )
            if answer.status_code >= 400:
                assert len(words_of(answer.content.decode())) > 10, name


def test_a_name_whose_letters_grow_in_their_key_is_taken(cast):
    answer = cast.client(cast.ana).post(
        "/settings/", {"name": "ΐ" * 100, "language": "en", "theme": "", "density": "compact"}
    )

    assert answer.status_code == 302
    cast.ana.refresh_from_db()
    assert cast.ana.name == "ΐ" * 100


@pytest.mark.parametrize("word", ["a@b", "boards", "task"])
def test_a_way_back_that_is_no_address_leads_home(cast, word):
    assert cast.client(cast.ana).post(reverse("theme"), {"theme": "dark", "next": word}).url == "/"


@pytest.mark.parametrize("limit", ["0", "-1", "1000", "32768", "9" * 30])
def test_a_limit_that_no_column_can_have_is_said_at_its_field(cast, limit):
    fields = {"name": "Doing", "kind": "doing", "wip_limit": limit}
    answer = cast.client(cast.boris).post(f"/boards/LEG/settings/columns/{cast.doing.pk}/", fields)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["wip_limit"]


@pytest.mark.parametrize("what", ["columns", "labels"])
def test_a_name_with_control_characters_is_said_at_its_field(cast, what):
    fields = {"name": "a\u202egnp.exe", "kind": "doing", "color": "blue"}
    answer = cast.client(cast.boris).post(f"/boards/LEG/settings/{what}/add/", fields)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]
