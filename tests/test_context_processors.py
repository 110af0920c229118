"""What every page's shell reads, whoever looks at it."""

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from board.actions.hops import ask_task
from board.context_processors import shell


def test_the_header_counts_for_a_reader_and_for_nobody_else(cast):
    ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    request = RequestFactory().get("/")
    request.user = cast.boris
    assert (shell(request)["counts"].inbox, shell(request)["counts"].bell) == ("1", "1")

    request.user = AnonymousUser()
    assert (shell(request)["counts"].inbox, shell(request)["counts"].bell) == ("", "")
