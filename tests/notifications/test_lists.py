"""Mails about several tasks: many that are merged, and the digest."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.actions.preferences import set_delivery
from board.actions.sharing import restrict_task
from board.actions.task_fields import assign_task
from board.actions.watches import mute_task
from board.models import Delivery, Group, Mail, Notification, Task
from board.models.mail import MailKind, MailState
from board.notifications import outbox
from tests.notifications.post import deliver, fate, forget_mails, html, make_due, text

BORIS, ANA = "boris@example.com", "ana@example.com"


@pytest.fixture
def ask(cast):
    """Return a function that has Vera ask Legal for so many things."""

    def ask(number):
        return [ask_task(cast.legal, title=f"Request {place}", actor=cast.vera) for place in range(number)]

    return ask


@pytest.fixture
def digest(cast):
    """Return a function that puts all that a person has not read into a digest which is due."""

    def write(person):
        mail = Mail.objects.create(kind=MailKind.DIGEST, user=person, key=f"digest-{person.pk}", urgency=6)
        Notification.objects.filter(user=person).update(mail=mail, delivery=Delivery.DIGEST)
        Mail.objects.exclude(pk=mail.pk).update(state=MailState.CANCELLED, attempts=1)
        return mail

    return write


def test_six_mails_to_one_person_become_one(cast, peer, ask):
    tasks = ask(6)

    (message,) = deliver(peer)[BORIS]

    assert message["Subject"] == "News of 6 tasks"
    for task in tasks:
        assert f"[#{task.pk}] {task.title}" in text(message)
        assert f"/tasks/{task.pk}/" in text(message)
    assert text(message).count("Move: Legal") == 6
    merged = Mail.objects.filter(user=cast.boris, state=MailState.CANCELLED)
    first = Mail.objects.get(user=cast.boris, state=MailState.SENT)
    assert {mail.error for mail in merged} == {f"Merged into mail {first.pk}."}
    assert first.kind == MailKind.TASKS


def test_five_mails_stay_five(peer, ask):
    ask(5)

    assert len(deliver(peer)[BORIS]) == 5


def test_mails_that_are_not_due_yet_are_left_out(cast, peer, ask):
    ask(6)
    late = Mail.objects.filter(user=cast.boris).latest("pk")
    make_due()
    Mail.objects.filter(pk=late.pk).update(due_at=timezone.now() + timedelta(minutes=1))

    outbox.send_due()

    assert peer.recipients.count(BORIS) == 5


def test_a_second_try_tells_the_same_as_the_first(cast, peer, ask):
    """The first may have arrived: its reader's program takes what has the same Message-ID for the same."""
    ask(6)
    first = Mail.objects.filter(user=cast.boris).earliest("pk")
    Mail.objects.filter(pk=first.pk).update(attempts=1, message_id="<one@testserver>")

    messages = deliver(peer)[BORIS]

    (again,) = [message for message in messages if message["Message-ID"] == "<one@testserver>"]
    assert again["Subject"] == f"[#{first.task_id}] Request 0"
    assert len(messages) == 6


def test_bulk_changes_of_many_tasks_are_one_mail(cast, peer):
    for place in range(3):
        task = cast.task(f"Task {place}", actor=cast.boris)
        assign_task(task, assignee=cast.ana, actor=cast.boris)
    forget_mails()
    mail = Mail.objects.create(kind=MailKind.TASKS, user=cast.ana, key="tasks")
    Notification.objects.filter(user=cast.ana).update(mail=mail)

    (message,) = deliver(peer)[ANA]

    assert message["Subject"] == "News of 3 tasks"
    assert text(message).count("Boris Orlov assigned this to Ana Lima") == 3


def test_a_digest_lists_what_is_unread_and_visible(cast, peer, ask, digest):
    read, muted, hidden, shown = ask(4)
    digest(cast.boris)
    Notification.objects.filter(task=read).update(read_at=timezone.now())
    mute_task(muted, actor=cast.boris)
    Task.objects.filter(pk=hidden.pk).update(department=cast.it, requesting_department=cast.sales)

    (message,) = deliver(peer)[BORIS]

    assert message["Subject"].startswith("Your digest of ") and message["Subject"].endswith(": 1 task")
    assert f"[#{shown.pk}]" in text(message)
    for task in (read, muted, hidden):
        assert f"[#{task.pk}]" not in text(message)


def test_an_empty_digest_is_not_sent(cast, peer, ask, digest):
    ask(2)
    digest(cast.boris)
    Notification.objects.update(read_at=timezone.now())

    assert BORIS not in deliver(peer)
    assert fate(kind=MailKind.DIGEST) == (MailState.CANCELLED, "Read in the app.")


def test_a_digest_has_what_is_overdue_even_without_news(cast, peer, digest):
    task = cast.task("The yearly review", column=cast.doing)
    Task.objects.filter(pk=task.pk).update(assignee=cast.ana, promised_on=date(2026, 1, 5))
    digest(cast.ana)

    (message,) = deliver(peer)[ANA]

    assert "Overdue" in text(message)
    assert "The yearly review" in text(message) and "Promised for 5 Jan 2026" in text(message)


def test_a_digest_has_nothing_overdue_that_its_reader_may_not_see_or_hear_of(cast, peer, digest):
    task = cast.task("The yearly review", column=cast.doing)
    Task.objects.filter(pk=task.pk).update(assignee=cast.ana, promised_on=date(2026, 1, 5))
    set_delivery(cast.ana, Group.ASSIGNMENTS, Delivery.APP, actor=cast.ana)
    digest(cast.ana)

    assert ANA not in deliver(peer)
    assert fate(kind=MailKind.DIGEST) == (MailState.CANCELLED, "Nothing is left to say.")


def test_a_digest_begins_with_what_most_concerns_its_reader(cast, peer, ask, digest):
    first, _second, _third = ask(3)
    add_comment(first, text="What do you say, @boris?", actor=cast.vera)
    digest(cast.boris)

    body = text(deliver(peer)[BORIS][0])

    places = [body.index(f"[#{first.pk + place}]") for place in (0, 2, 1)]
    assert places == sorted(places)
    assert "“What do you say, Boris Orlov?”" in body


def test_a_digest_is_bounded(cast, peer, ask, digest):
    ask(53)
    digest(cast.boris)

    message = deliver(peer)[BORIS][0]

    assert message["Subject"].endswith(": 53 tasks")
    assert text(message).count("[#") == 50
    assert "and 3 more tasks" in text(message) and "and 3 more tasks" in html(message)


def test_a_digest_keeps_what_its_reader_wants_at_once_by_now(cast, peer, ask, digest):
    ask(1)
    digest(cast.boris)
    set_delivery(cast.boris, Group.INBOX, Delivery.NOW, actor=cast.boris)

    assert "Request 0" in text(deliver(peer)[BORIS][0])


def test_a_restricted_task_leaves_the_digest_of_who_lost_it(cast, peer, digest):
    lena = cast.person("lena", "Lena", cast.legal)
    hidden, shown = (cast.task(f"Task {place}", actor=cast.boris) for place in range(2))
    for task in (hidden, shown):
        add_comment(task, text="Words for @lena", actor=cast.boris)
    digest(lena)
    restrict_task(hidden, is_restricted=True, actor=cast.boris)

    body = text(deliver(peer)["lena@example.com"][0])

    assert "Task 1" in body and "Task 0" not in body
