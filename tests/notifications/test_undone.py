"""What is undone while its mail waits is not told; reminders count while what they remind of does."""

from datetime import date, timedelta

import pytest

from board.actions.agreement import accept_task, cancel_task, decline_task, reopen_task, return_task
from board.actions.comments import add_comment, delete_comment, edit_comment
from board.actions.hops import hand_off_task
from board.actions.moves import move_task
from board.actions.task_fields import assign_task
from board.actions.waiting import resume_task, wait_for
from board.models import Delivery, Mail, Notification, Reminder, Task, Waiting
from board.models.mail import MailState
from tests.notifications.post import deliver, forget_mails, text

VERA, ANA, BORIS = "vera@example.com", "ana@example.com", "boris@example.com"


def take_back_the_assignment(cast, task):
    assign_task(task, assignee=cast.ana, actor=cast.boris)
    yield ANA
    assign_task(task, assignee=None, actor=cast.boris)


def give_it_to_another(cast, task):
    assign_task(task, assignee=cast.ana, actor=cast.boris)
    yield ANA
    assign_task(task, assignee=cast.person("lena", "Lena", cast.legal), actor=cast.boris)


def delete_the_comment(cast, task):
    comment = add_comment(task, text="Words", actor=cast.boris)
    yield VERA
    delete_comment(comment, actor=cast.boris)


def name_somebody_else(cast, task):
    comment = add_comment(task, text="For @ana", actor=cast.boris)
    yield ANA
    edit_comment(comment, text="For nobody", version=1, actor=cast.boris)


def deliver_and_take_back(cast, task):
    accept_task(task, actor=cast.boris)
    forget_mails()
    move_task(task, column=cast.done.pk, after=None, actor=cast.boris)
    yield VERA
    move_task(task, column=cast.doing.pk, after=None, actor=cast.boris)


def wait_and_go_on(cast, task):
    accept_task(task, actor=cast.boris)
    forget_mails()
    wait_for(task, on=Waiting.REQUESTER, note="Which one?", actor=cast.boris)
    yield VERA
    resume_task(task, actor=cast.boris)


def have_a_colleague_decline(cast, task):
    lead = cast.person("lena", "Lena", cast.legal, role="coordinator")
    decline_task(task, reason="No", actor=lead)
    forget_mails()
    reopen_task(task, reason="Please", actor=cast.vera)
    yield BORIS
    accept_task(task, assignee=lead, actor=lead)


def hand_off_twice(cast, task):
    lead = cast.person("lena", "Lena", cast.it, role="coordinator")
    hand_off_task(task, department=cast.it, reason="Yours", actor=cast.boris)
    yield "lena@example.com"
    decline_task(task, reason="No", actor=cast.person("max", "Max", cast.it, role="coordinator"))
    assert lead.is_active


def decline_and_reopen(cast, task):
    decline_task(task, reason="No", actor=cast.boris)
    yield VERA
    reopen_task(task, reason="Please", actor=cast.person("max", "Max", cast.sales, role="coordinator"))


def return_and_deliver_again(cast, task):
    accept_task(task, assignee=cast.ana, actor=cast.boris)
    move_task(task, column=cast.done.pk, after=None, actor=cast.boris)
    forget_mails()
    return_task(task, reason="Not yet", actor=cast.vera)
    yield ANA
    move_task(task, column=cast.done.pk, after=None, actor=cast.boris)


UNDOING = [
    take_back_the_assignment,
    give_it_to_another,
    delete_the_comment,
    name_somebody_else,
    deliver_and_take_back,
    wait_and_go_on,
    have_a_colleague_decline,
    hand_off_twice,
    decline_and_reopen,
    return_and_deliver_again,
]


@pytest.mark.parametrize("happens", UNDOING, ids=lambda step: step.__name__)
def test_what_is_not_so_any_more_is_not_mailed(cast, peer, task, happens):
    story = happens(cast, task)
    reader = next(story)
    notices = Notification.objects.filter(user__email=reader, mail__state=MailState.DUE)
    assert notices.count() == 1
    sentence = notices.get().sentence()
    list(story)

    arrived = deliver(peer)

    assert not any(sentence in text(message) for message in arrived.get(reader, ()))


@pytest.mark.parametrize("happens", UNDOING, ids=lambda step: step.__name__)
def test_what_is_still_so_is_mailed(cast, peer, task, happens):
    reader = next(happens(cast, task))
    sentence = Notification.objects.get(user__email=reader, mail__state=MailState.DUE).sentence()

    (message,) = deliver(peer)[reader]

    assert sentence in text(message)


REMINDERS = [
    (Reminder.TODAY, 0, {"promised_on": 0}, {"promised_on": 3}),
    (Reminder.SOON, 1, {"promised_on": 1}, {"promised_on": 2}),
    (Reminder.OVERDUE, -1, {"promised_on": -1}, {"promised_on": None}),
]


@pytest.mark.parametrize(("reminder", "day", "before", "after"), REMINDERS)
def test_a_reminder_counts_while_the_promise_does(cast, peer, accepted, reminder, day, before, after):
    today = cast.legal.today()

    def remind(**fields):
        days = {name: None if days is None else today + timedelta(days=days) for name, days in fields.items()}
        Task.objects.filter(pk=accepted.pk).update(**days)
        Notification.objects.all().delete()
        mail = Mail.objects.create(kind="task", user=cast.ana, task=accepted, key=f"r{Mail.objects.count()}")
        Notification.objects.create(
            user=cast.ana,
            task=accepted,
            reminder=reminder,
            reason="assigned",
            day=today + timedelta(days=day),
            delivery=Delivery.NOW,
            mail=mail,
        )
        return deliver(peer)

    assert "promised for" in text(remind(**before)[ANA][0])
    assert remind(**after) == {}


def test_the_inbox_reminder_ends_with_the_asking(cast, peer, task):
    mail = Mail.objects.create(kind="task", user=cast.boris, task=task, key="unattended")
    Notification.objects.create(
        user=cast.boris,
        task=task,
        reminder=Reminder.UNATTENDED,
        reason="inbox",
        day=date(2026, 1, 1),
        delivery=Delivery.NOW,
        mail=mail,
    )
    cancel_task(task, actor=cast.vera)

    arrived = deliver(peer)

    assert "Nobody has opened this" not in text(arrived[BORIS][0])
    assert "cancelled this" in text(arrived[BORIS][0])
