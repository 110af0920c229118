"""The outbox: what became of each mail, and what an administrator can do about it."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from board.models import Mail
from board.models.mail import MailKind, MailState
from tests import ports
from tests.notifications.rows import ago, held

LIST = "/admin/board/mail/"


@pytest.fixture
def admin(cast):
    return cast.client(cast.irina)


def page(name, mail):
    return reverse(f"admin:board_mail_{name}", args=[mail.pk])


def choose(admin, action, *mails):
    """Run an action on the mails in the list; return what the page says then."""
    data = {"action": action, "_selected_action": [mail.pk for mail in mails]}
    return text(admin.post(LIST, data, follow=True))


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_several_are_sent_again_and_each_refusal_says_why(admin, mail):
    failed, cancelled = mail(MailState.FAILED), mail(MailState.CANCELLED)
    sent, sending = mail(MailState.SENT, sent_at=ago(hours=1)), mail(**held(60))

    says = choose(admin, "resend_all", failed, cancelled, sent, sending)

    assert "2 mails are due now." in says
    assert "It was sent. To send it a second time, open it." in says
    assert "A worker is sending it at this moment." in says
    assert set(Mail.objects.filter(state=MailState.DUE)) == {failed, cancelled, sending}
    assert LogEntry.objects.count() == 2


def test_several_are_cancelled(admin, mail):
    due, sent = mail(), mail(MailState.SENT)

    says = choose(admin, "cancel_all", due, sent)

    assert "1 mail is cancelled." in says
    assert "Only what is due can be cancelled. This one: sent." in says


@pytest.mark.parametrize(
    ("name", "state", "after", "done"),
    [
        ("resend", MailState.FAILED, MailState.DUE, "It is due now."),
        ("again", MailState.SENT, MailState.DUE, "It is due now."),
        ("cancel", MailState.DUE, MailState.CANCELLED, "It is cancelled."),
    ],
)
def test_a_page_asks_first_and_the_history_keeps_who_said_yes(cast, admin, mail, name, state, after, done):
    row = mail(state, sent_at=ago(hours=1), message_id="<first@testserver>")
    assert page(name, row) in admin.get(page("change", row)).content.decode()
    assert admin.get(page(name, row)).status_code == 200
    row.refresh_from_db()
    assert row.state == state

    assert done in text(admin.post(page(name, row), follow=True))

    row.refresh_from_db()
    assert row.state == after
    history = text(admin.get(page("history", row)))
    assert "Irina" in history
    assert ("<first@testserver>" in history.replace("&lt;", "<").replace("&gt;", ">")) == (name == "again")


def test_a_page_that_came_too_late_says_so_and_sends_nothing_twice(admin, mail):
    row = mail(MailState.FAILED)
    admin.get(page("resend", row))
    Mail.objects.update(state=MailState.SENT)

    answer = admin.post(page("resend", row))

    assert answer.status_code == 409
    assert "It was sent." in text(answer)
    row.refresh_from_db()
    assert row.state == MailState.SENT


@pytest.mark.parametrize("name", ["resend", "again", "cancel"])
def test_only_an_administrator_gets_there(cast, admin, mail, name):
    row = mail(MailState.DUE)
    before = Mail.objects.values().get()

    assert cast.client(cast.boris).post(page(name, row)).status_code == 404
    assert cast.client(cast.boris).post(LIST + "test/").status_code == 404
    assert Mail.objects.values().get() == before

    assert admin.post(page(name, row)).status_code == 302
    assert Mail.objects.values().get() != before


def test_the_list_tells_to_whom_about_what_and_what_went_wrong(cast, admin, mail):
    task = cast.task()
    mail(kind=MailKind.TASK, task=task, error="SMTPDataError: 451 later", attempts=2, due_at=ago(minutes=-5))
    mail(kind=MailKind.DEPARTMENT, user=None, department=cast.legal, task=task, **held(60))

    html = admin.get(LIST).content.decode()

    assert f'href="/admin/board/user/{cast.ana.pk}/change/">Ana Lima</a> ana@example.com' in html
    assert f'href="/admin/board/department/{cast.legal.pk}/change/">Legal</a> legal@example.com' in html
    assert f'href="/tasks/{task.pk}/">#{task.pk}</a>' in html
    assert "SMTPDataError: 451 later" in html
    assert "being sent" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=failed", ["failed"]),
        ("state=late", ["late"]),
        ("state=due", ["late", "due"]),
        ("state=none-such", ["late", "due", "failed", "sent"]),
        ("kind__exact=task", ["due"]),
        ("days=1", ["late", "due", "failed"]),
        ("days=7", ["late", "due", "failed", "sent"]),
        ("days=x", ["late", "due", "failed", "sent"]),
        ("q=boris", ["sent"]),
        ("q=Grünwald", []),
        ("q=%23{task}", ["due"]),
        ("q=mailbox+full", ["failed"]),
        ("q=%3Cone%40testserver%3E", ["sent"]),
    ],
)
def test_mails_are_found_by_state_reader_task_error_and_number(cast, admin, mail, query, found):
    task = cast.task()
    rows = {
        "sent": mail(MailState.SENT, user=cast.boris, message_id="<one@testserver>"),
        "failed": mail(MailState.FAILED, error="552 mailbox full"),
        "due": mail(kind=MailKind.TASK, task=task, due_at=ago(seconds=5)),
        "late": mail(due_at=ago(minutes=6)),
    }

    Mail.objects.filter(pk=rows["sent"].pk).update(created_at=ago(days=2))

    listed = admin.get(f"{LIST}?{query.format(task=task.pk)}").context["cl"].result_list

    assert list(listed) == [rows[name] for name in found]


def test_the_list_costs_the_same_for_many_mails_and_departments(cast, admin, mail, count_statements):
    mail(MailState.FAILED, error="550 no")
    admin.get(LIST)
    with count_statements(at_most=14) as few:
        admin.get(LIST)
    for number in range(30):
        person = cast.person(f"p{number}", f"Person {number}", cast.legal)
        mail(kind=MailKind.TASK, user=person, task=cast.task())
        mail(kind=MailKind.DEPARTMENT, user=None, department=cast.sales, task=cast.task())

    with count_statements(at_most=few.number):
        admin.get(LIST)


def test_too_many_at_once_are_refused_and_none_is_touched(cast, admin, mail, monkeypatch):
    monkeypatch.setattr("board.admin.mails.MOST_AT_ONCE", 2)
    rows = [mail(MailState.FAILED) for _row in range(3)]

    assert "At most 2 at once" in choose(admin, "resend_all", *rows)
    assert not Mail.objects.filter(state=MailState.DUE).exists()

    assert "2 mails are due now." in choose(admin, "resend_all", *rows[:2])


# What keeps mail from arriving ------------------------------------------------------------------------


def test_mail_that_is_late_is_said_at_the_top_with_the_last_error(admin, mail, peer):
    mail(due_at=ago(minutes=4))
    assert "Mail is late" not in text(admin.get(LIST))

    mail(due_at=ago(minutes=17), attempts=1, error="OSError: no route")
    says = text(admin.get(LIST))

    assert re.search(r"Mail is late: 2 wait, the first for 17.minutes", says)
    assert "The last error: OSError: no route" in says


def test_what_failed_in_the_last_day_is_said_at_the_top(admin, mail, peer):
    mail(MailState.FAILED, error="550 long ago", due_at=ago(days=2))
    assert "failed for good" not in text(admin.get(LIST))

    mail(MailState.FAILED, error="550 not today", due_at=ago(hours=2))
    says = text(admin.get(LIST))

    assert "1 mail failed for good in the last day." in says
    assert "The last error: 550 not today" in says


def test_settings_with_which_nothing_arrives_are_said_at_the_top(admin, peer, settings, tmp_path):
    settings.DEFAULT_FROM_EMAIL = "Handoff <handoff@example.com>"
    assert 'class="warning"' not in admin.get(LIST).content.decode()

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    assert "No mail server is set (EMAIL_URL)" in text(admin.get(LIST))
    assert "No mail server is set (EMAIL_URL)" in text(admin.post(LIST + "test/", follow=True))


# The test mail ----------------------------------------------------------------------------------------


def test_a_test_mail_goes_to_the_administrator_at_once(admin, peer, settings):
    says = text(admin.post(LIST + "test/", {"to": "other@example.com"}, follow=True))

    assert f"Handed to 127.0.0.1:{settings.EMAIL_PORT} for irina@example.com." in says
    assert peer.recipients == ["irina@example.com"]
    assert not Mail.objects.exists()


def test_a_test_mail_that_fails_says_why(admin, peer, settings):
    settings.EMAIL_PORT = ports.reserve()

    says = text(admin.post(LIST + "test/", follow=True))

    assert f"127.0.0.1:{settings.EMAIL_PORT} refuses the connection: nothing listens on that port" in says


def test_looking_sends_no_test_mail(admin, peer):
    assert admin.get(LIST + "test/").status_code == 405
    assert peer.received == []
