"""What holds for every answer."""

import gzip
import re
import threading

import brotli
import pytest
from django.db import DataError, OperationalError, connection, transaction
from django.test import Client, override_settings
from django.urls import path

from board.models import Department
from config.urls import handler400, handler403, handler404, handler429, handler500
from config.urls import urlpatterns as own

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def raises(error):
    def view(request):
        raise error

    return view


def waits_for_a_lock(request):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL lock_timeout = '50ms'")
        Department.objects.select_for_update().get(code="LEG")


class Urls:
    """The site's own addresses and some that fail."""

    urlpatterns = [
        path("breaks/", raises(ZeroDivisionError())),
        path("number/", raises(DataError("out of range"))),
        path("nul/", raises(ValueError("A string literal cannot contain NUL (0x00) characters."))),
        path("gone/", raises(OperationalError("server closed the connection"))),
        path("locked/", waits_for_a_lock),
        *own,
    ]
    handler400, handler403, handler404 = handler400, handler403, handler404
    handler429, handler500 = handler429, handler500


@pytest.fixture
def failing(cast):
    with override_settings(ROOT_URLCONF=Urls):
        client = cast.client(cast.ana)
        client.raise_request_exception = False
        yield client


ANSWERS = {
    "page": ("/settings/", 200),
    "open page": ("/accounts/inactive/", 200),
    "redirect": ("/boards/leg/", 301),
    "missing": ("/nothing/", 404),
    "broken": ("/breaks/", 500),
    "unavailable": ("/gone/", 503),
    "damaged": ("/settings/?a=%00", 400),
    "static file": ("/static/css/app.css", 200),
    "readiness": ("/health/", 200),
    "liveness": ("/health/live/", 200),
}


# Under DEBUG Django shows what broke on a page of its own, with inline styles.
@pytest.mark.parametrize(
    ("what", "debug"), [(w, d) for w in ANSWERS for d in (False, True) if (w, d) != ("broken", True)]
)
def test_every_answer_carries_the_headers(failing, settings, what, debug):
    settings.DEBUG = debug
    address, status = ANSWERS[what]

    response = failing.get(address)

    assert response.status_code == status
    directives = {part.strip() for part in response.headers["Content-Security-Policy"].split(";")}
    assert directives == set(POLICY.split("; "))
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_a_wrong_host_and_the_way_to_https_carry_them_too(db, settings):
    assert "Content-Security-Policy" in Client().get("/", HTTP_HOST="evil.example").headers
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/")
    assert (response.status_code, response.url) == (301, "https://testserver/")
    assert "Content-Security-Policy" in response.headers


def test_over_https_browsers_are_told_to_stay_there(db, settings):
    settings.SECURE_HSTS_SECONDS = 31536000

    assert (
        "max-age=31536000" in Client().get("/health/live/", secure=True).headers["Strict-Transport-Security"]
    )


def test_pages_are_kept_by_nobody(failing):
    assert failing.get("/settings/").headers["Cache-Control"] == "private, no-store"


NULS = ["/settings/?a=%00", "/settings/?%00=a", "/boards/LEG%00/", "/invitations/%00/", "/nul/", "/number/"]


@pytest.mark.parametrize("address", NULS)
def test_input_that_no_database_takes_is_said_to_be_damaged(failing, address):
    response = failing.get(address)

    assert response.status_code == 400
    assert "This request makes no sense" in response.content.decode()


def test_a_nul_hidden_in_a_cookie_is_damaged_input(cast):
    client = Client()
    client.cookies["session"] = "abcdefgh\x00ijkl"

    assert client.get("/settings/").status_code == 400


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
def test_a_nul_in_a_form_is_said_at_its_field(cast, address):
    response = Client().post(address, {"login": "a\x00", "email": "a\x00@b.c", "password": "x\x00"})

    assert response.status_code == 200
    assert response.context["form"].errors


def test_another_sites_post_is_refused_even_with_a_token(cast):
    response = cast.client(cast.ana).post(
        "/settings/theme/", {"theme": "dark"}, HTTP_SEC_FETCH_SITE="cross-site"
    )

    assert response.status_code == 403
    cast.ana.refresh_from_db()
    assert cast.ana.theme == ""


def test_a_form_without_its_token_is_refused_with_a_page_that_says_what_to_do(cast):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/accounts/login/", {"login": "ana", "password": "x"})

    assert response.status_code == 403
    assert "This form is out of date" in response.content.decode()


def test_an_expired_session_leads_the_whole_page_to_the_sign_in_and_back(cast):
    response = Client(HTTP_HX_REQUEST="true").post(
        "/tasks/1/move/", HTTP_HX_CURRENT_URL="http://testserver/boards/LEG/?label=1"
    )

    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/accounts/login/?next=%2Fboards%2FLEG%2F%3Flabel%3D1"
    assert response.content == b""


def test_what_is_no_address_leads_back_to_the_start(cast):
    response = Client(HTTP_HX_REQUEST="true").get("/boards/", HTTP_HX_CURRENT_URL="http://[")

    assert response.headers["HX-Redirect"] == "/accounts/login/?next=%2F"


def test_another_sites_address_is_no_way_back(cast):
    response = Client(HTTP_HX_REQUEST="true").get("/boards/", HTTP_HX_CURRENT_URL="https://evil.example//x/")

    assert "evil" not in response.headers["HX-Redirect"]


def test_a_stranger_and_nobody_learn_nothing_about_what_exists(cast):
    anonymous = Client()

    assert anonymous.get("/boards/LEG/").status_code == anonymous.get("/boards/NONE/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_wait_for_someone_elses_change_ends_with_try_again(cast, failing):
    locked, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Department.objects.select_for_update().get(code="LEG")
            locked.set()
            done.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(10)
    page, fragment = failing.get("/locked/"), failing.get("/locked/", HTTP_HX_REQUEST="true")
    done.set()
    holder.join()

    assert (page.status_code, fragment.status_code) == (503, 503)
    assert "Busy, try again" in page.content.decode()
    assert page.headers["Retry-After"] == "5"
    assert '<hx-partial hx-target="#toasts"' in fragment.content.decode()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_language_of_the_browser_is_spoken(db, language):
    response = Client(HTTP_ACCEPT_LANGUAGE=language).get("/accounts/login/")

    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
def test_pages_are_compressed_for_who_can_read_that(cast, accepted, coding, unpack):
    client = cast.client(cast.ana)
    plain = client.get("/notifications/")

    answer = client.get("/notifications/", headers={"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == coding
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert without_tokens(unpack(answer.content)) == without_tokens(plain.content)


@pytest.mark.parametrize("accepted", ["br", "gzip"])
@pytest.mark.django_db
def test_the_length_of_an_answer_does_not_tell_what_stands_in_it(accepted):
    answers = [Client().get("/accounts/inactive/", headers={"Accept-Encoding": accepted}) for _ in range(20)]

    lengths = {
        sum(len(text) for item in answer.items() for text in item) + len(answer.content) for answer in answers
    }
    assert len(lengths) > 5


def without_tokens(page):
    """Return the page without its forms' tokens, which differ each time."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"", page)
