"""How a mail about a task is made: headers, languages, links, and markup that any mail program can show."""

import re
from datetime import UTC, date, datetime

import pytest

from board.actions.agreement import accept_task
from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.actions.labels import add_label
from board.models import Activity, User
from board.notifications import outbox
from tests.notifications.post import deliver, forget_mails, html, make_due, text

VERA = "vera@example.com"
SITE = "https://tasks.example.com"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def task(cast):
    task = ask_task(cast.legal, title="Check the contract", wanted_on=date(2099, 12, 3), actor=cast.vera)
    accept_task(task, assignee=cast.ana, promised_on=date(2099, 12, 4), actor=cast.boris)
    forget_mails()
    return task


@pytest.fixture
def say(cast, peer, task):
    """Return a function that has Ana comment on the task, and returns the message that Vera gets."""

    def say(words, **fields):
        add_comment(task, text=words, actor=cast.ana, **fields)
        (message,) = deliver(peer)[VERA]
        return message

    return say


def test_all_mails_about_a_task_have_one_subject_and_one_thread(task, say):
    first, second = say("One"), say("Two")

    assert first["Subject"] == second["Subject"] == f"[#{task.pk}] Check the contract"
    root = f"<task-{task.pk}@tasks.example.com>"
    for message in (first, second):
        assert message["In-Reply-To"] == message["References"] == root
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Message-ID"].endswith("@tasks.example.com>")


def test_the_subject_is_the_same_in_every_language(cast, task, say):
    User.objects.filter(pk=cast.vera.pk).update(language="ru")

    assert say("One")["Subject"] == f"[#{task.pk}] Check the contract"


def test_mail_programs_can_sort_and_end_it_and_answer_it_with_nothing(say):
    message = say("One")

    assert message["List-Id"] == "<leg.tasks.example.com>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(rf"<{SITE}/unsubscribe/[\w:-]+/>", message["List-Unsubscribe"])


def test_a_mail_speaks_its_readers_language_in_their_time_zone(cast, task, peer):
    for person, language, zone in ((cast.vera, "ru", "Asia/Tokyo"), (cast.ana, "en", "America/New_York")):
        User.objects.filter(pk=person.pk).update(language=language, time_zone=zone)
    add_comment(task, text="Words", actor=cast.boris)
    Activity.objects.filter(verb="commented").update(created_at=datetime(2026, 11, 27, 20, 30, tzinfo=UTC))

    arrived = deliver(peer)

    russian, english = (arrived[address][0] for address in (VERA, "ana@example.com"))
    assert '<html lang="ru">' in html(russian) and '<html lang="en">' in html(english)
    assert "28 ноября 2026, 05:30" in text(russian)
    assert "27 Nov 2026, 15:30" in text(english)


def test_it_says_what_was_agreed_and_whose_move_it_is(say):
    body = text(say("One"))

    for words in ("Sales → Legal", "Wanted on 3 Dec 2099", "Promised for 4 Dec 2099", "Move: Ana Lima"):
        assert words in body


def test_the_button_leads_to_the_comment(cast, task, say):
    message = say("One")

    comment = task.comments.get()
    assert f'href="{SITE}/comments/{comment.pk}/"' in html(message)
    assert f"{SITE}/comments/{comment.pk}/" in text(message)


def test_the_foot_says_why_and_how_to_end_it(task, say):
    message = say("One")

    assert "You get this because you are the requester." in text(message)
    address = message["List-Unsubscribe"].strip("<>")
    for body in (text(message), html(message)):
        assert address in body and f"{SITE}/settings/" in body
    assert f'<a class="link" href="{address}"' in html(message)


def test_the_mentioned_are_named_and_links_lead_to_the_site(say):
    message = say("Ask @ana or [look there](/tasks/1/) or [elsewhere](https://example.com/a?b=1&c=2)")

    body = html(message)
    assert '<span class="mention">Ana Lima</span>' in body
    assert f'href="{SITE}/tasks/1/"' in body
    assert 'href="https://example.com/a?b=1&amp;c=2"' in body
    assert "Ask @ana or [look there](/tasks/1/)" in text(message)


def test_nothing_is_loaded_from_anywhere(say):
    body = html(say("![pixel](https://evil.example/p.gif) and words"))

    assert not re.search(r"<(img|link|script|iframe)\b|url\(|@import|\bsrc=", body)


def test_every_address_in_it_is_of_the_site(say):
    body = html(say("Words"))

    assert {re.match(r"https?://[^/]+", link).group() for link in re.findall(r'href="([^"]+)"', body)} == {
        SITE
    }


def test_it_can_be_read_in_the_dark(say):
    body = html(say("Words"))

    assert '<meta name="color-scheme" content="light dark">' in body
    dark = body[body.index("@media (prefers-color-scheme: dark)") :]
    # Every class that has a colour of its own in the light has another in the dark.
    light = re.findall(r'class="([a-z ]+)" [^>]*?style="[^"]*(?:color|background)', body)
    classes = {name for names in light for name in names.split()} - {"button"}
    assert classes >= {"page", "sheet", "words", "quiet", "box", "said", "link"}
    assert [name for name in classes if f".{name} " not in dark] == []


def test_a_very_long_comment_is_begun(say):
    message = say("**word** " * 2000)

    assert len(html(message)) < 30_000
    assert text(message).count("**word**") < 300
    assert "…" in text(message)


def test_a_result_and_a_request_are_told_with_their_words(cast, peer):
    ask_task(cast.legal, title="Check", description="Until **Friday**", actor=cast.vera)

    message = deliver(peer)["boris@example.com"][0]

    assert "Until <strong>Friday</strong>" in html(message)
    assert "Until **Friday**" in text(message)


def test_a_mail_costs_few_statements(cast, peer, task, count_statements):
    add_label(cast.legal, name="Contract", color="blue", actor=cast.boris)
    for words in ("One for @vera", "Two for @vera", "Three for @vera"):
        add_comment(task, text=words, actor=cast.ana)
    make_due()

    with count_statements(at_most=18):
        assert outbox.send_due() == 1
