"""The mail to a department's own address."""

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.models.mail import MailState
from tests.notifications.post import deliver, fate, html, text


def test_the_departments_address_hears_what_comes_to_its_inbox(cast, peer):
    ask_task(cast.legal, title="Check the contract", description="Until *Friday*", actor=cast.vera)

    (message,) = deliver(peer)["legal@example.com"]

    assert message["Subject"].endswith("Check the contract")
    assert "Vera Smirnova asked Legal for this" in text(message)
    assert "Until <em>Friday</em>" in html(message)
    assert message["List-Unsubscribe"] is None


def test_the_departments_address_hears_nothing_of_what_is_gone_from_there(cast, peer):
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    accept_task(task, assignee=cast.ana, actor=cast.boris)

    assert "legal@example.com" not in deliver(peer)
    assert fate(kind="department") == (MailState.CANCELLED, "No longer in this inbox.")


def test_of_a_restricted_request_the_departments_address_hears_neither_title_nor_text(cast, peer):
    ask_task(cast.legal, title="Fire Oleg", description="He is *slow*", is_restricted=True, actor=cast.vera)

    (message,) = deliver(peer)["legal@example.com"]

    assert "Fire" not in message.as_string() + text(message) + html(message)
    assert "slow" not in text(message) + html(message)
    assert "A restricted request" in message["Subject"]
