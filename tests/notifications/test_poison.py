"""Whatever stands in a row, it makes one well-formed mail and holds up nobody."""

import email
import smtplib
from email import policy

import pytest
from django.db import connection

from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.models import Comment, Department, Mail, Task, User
from board.models.mail import MailState
from tests.notifications.post import deliver, forget_mails, html, text

VERA, ANA = "vera@example.com", "ana@example.com"
POISONS = {
    "CR LF": "Contract\r\nBcc: victim@example.com\r\n\r\nwords",
    "LF": "Contract\nSubject: other",
    "CR": "Contract\rX-Evil: 1",
    "controls": "Con\x01tra\x1bct\x7f \x85 \\0 \\u0000 %00",
    "line separators": "Con\u2028tract\u2029x",
    "long": "word " * 1000,
    "long, in one piece": "ж" * 5000,
    "long lines that are none": ("a" * 900 + "\u2028") * 5,
    "a link": "[click](https://evil.example) <a href='https://evil.example'>x</a>",
    "reversed": "\u202egpj.exe\u202c \u2066x\u2069 \u200f",
    "a template": "{{ settings.SECRET_KEY }} {% now 'Y' %} %(title)s %s",
    "an encoded word": "=?utf-8?q?=0d=0aBcc:_victim=40example.com?=",
    "emoji": "👩‍👩‍👧 Договор №1 " * 20,
}
CONTROLS = [*map(chr, range(0x20)), "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f"]


@pytest.fixture
def raw(peer):
    """Keep what comes over the wire, byte by byte."""
    wire, handle = [], peer.handle_DATA

    async def handle_data(server, session, envelope):
        wire.append((envelope.rcpt_tos, envelope.content))
        return await handle(server, session, envelope)

    peer.handle_DATA = handle_data
    return wire


def assert_it_is_well_formed(content):
    message = email.message_from_bytes(content, policy=policy.strict)
    for part in message.walk():
        assert part.defects == []
        assert [header for value in part.values() for header in value.defects] == []
    assert [name for name, _value in message.items()].count("Subject") == 1
    assert "Bcc" not in message and "X-Evil" not in message
    assert message["To"].addresses[0].addr_spec and len(message["To"].addresses) == 1
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert b"\r" not in content.replace(b"\r\n", b"") and b"\n" not in content.replace(b"\r\n", b"")
    return email.message_from_bytes(content, policy=policy.default)


@pytest.mark.parametrize("what", POISONS)
def test_a_poisoned_title_and_name_make_one_well_formed_mail_each(cast, peer, raw, what):
    poison = POISONS[what]
    poisoned = ask_task(cast.legal, title="To be poisoned", actor=cast.vera)
    fine = ask_task(cast.legal, title="Fine", actor=cast.vera)
    forget_mails()
    add_comment(poisoned, text="Words", actor=cast.ana)
    add_comment(fine, text="Words", actor=cast.boris)
    Comment.objects.filter(task=poisoned).update(text=f"{poison}\n\nWords")
    # What a database takes in these columns is longer than the forms allow in neither.
    Task.objects.filter(pk=poisoned.pk).update(title=poison[:200])
    User.objects.filter(pk=cast.ana.pk).update(name=poison[:100])
    Department.objects.filter(pk=cast.legal.pk).update(name=poison[:100])

    arrived = deliver(peer)

    assert len(arrived[VERA]) == 2
    assert set(Mail.objects.filter(user=cast.vera).values_list("state", flat=True)) == {MailState.SENT}
    for recipients, content in raw:
        assert len(recipients) == 1
        message = assert_it_is_well_formed(content)
        assert [sign for sign in CONTROLS if sign in message["Subject"]] == []
        assert len(message["Subject"]) <= 150
        assert "Words" in text(message) and "Words" in html(message)
        assert "<a href='https://evil.example'" not in html(message)
        assert 'href="https://evil.example' not in html(message)
        assert "SECRET_KEY" not in text(message) or what == "a template"


def test_a_title_of_five_thousand_signs_is_cut(cast, peer, raw):
    task = ask_task(cast.legal, title="Long", actor=cast.vera)
    forget_mails()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE board_task DROP COLUMN search")
        cursor.execute("ALTER TABLE board_task ALTER COLUMN title TYPE text")
        cursor.execute("UPDATE board_task SET title = repeat('word ', 1000) WHERE id = %s", [task.pk])
        cursor.execute("ALTER TABLE board_task ADD COLUMN search tsvector")
    add_comment(Task.objects.get(pk=task.pk), text="Words", actor=cast.ana)

    (message,) = deliver(peer)[VERA]

    assert_it_is_well_formed(raw[0][1])
    assert message["Subject"].endswith("word…") and len(message["Subject"]) <= 150


@pytest.mark.parametrize(
    "address", ["vera@example.com, victim@example.com", "vera@example.com\r\nBcc: x@y.z"]
)
def test_an_address_that_is_none_or_two_gets_nothing_and_holds_up_nobody(cast, peer, raw, address):
    task = ask_task(cast.legal, title="Check", actor=cast.vera)
    forget_mails()
    User.objects.filter(pk=cast.vera.pk).update(email=address)
    add_comment(task, text="Words for @ana", actor=cast.boris)

    assert set(deliver(peer)) == {ANA}
    assert [recipients for recipients, _content in raw] == [[ANA]]
    assert Mail.objects.get(user=cast.vera).error.startswith("ValueError")


def test_a_language_and_a_zone_that_there_is_not_are_the_sites(cast, peer):
    task = ask_task(cast.legal, title="Check", actor=cast.vera)
    forget_mails()
    User.objects.filter(pk=cast.vera.pk).update(time_zone="Mars/Olympus", language="xx")
    add_comment(task, text="Words", actor=cast.boris)

    assert "Words" in text(deliver(peer)[VERA][0])


def test_the_server_sees_no_more_than_one_recipient_of_a_mail(cast, peer, raw):
    task = ask_task(cast.legal, title="Check", actor=cast.vera)
    add_comment(task, text="For @ana and @boris", actor=cast.vera)

    deliver(peer)

    assert sorted(recipients for recipients, _content in raw) == [
        [ANA],
        ["boris@example.com"],
        ["legal@example.com"],
    ]
    assert issubclass(smtplib.SMTPRecipientsRefused, OSError)
