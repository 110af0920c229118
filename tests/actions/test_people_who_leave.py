"""Who leaves hears of nothing more, and those who stay get one list of what is left behind."""

import pytest

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.actions.mails import queue_mail
from board.actions.people import change_department, deactivate_person
from board.models import Mail, Notification, Role, Verb
from board.models.mail import MailKind, MailState
from board.notifications.notices import queue

TASKS = 4


def leave(cast, person, how):
    if how == "deactivated":
        return deactivate_person(person, actor=cast.irina)
    return change_department(person, department=cast.sales, role=Role.MEMBER, actor=cast.irina)


def left_behind(cast, person):
    """Give `person` some tasks, and forget what was told of that."""
    tasks = [cast.task(assignee=person, actor=person) for _each in range(TASKS - 1)]
    request = ask_task(cast.legal, title="A contract", actor=cast.vera, is_restricted=True)
    accept_task(request, assignee=person, actor=cast.boris)
    Notification.objects.all().delete()
    Mail.objects.all().delete()
    return [*tasks, request]


@pytest.mark.parametrize("how", ["deactivated", "in another department"])
def test_each_coordinator_gets_one_mail_that_lists_all_tasks(cast, how):
    bella = cast.person("bella", "Bella", cast.legal, role=Role.COORDINATOR)
    tasks = left_behind(cast, cast.ana)

    leave(cast, cast.ana, how)

    mails = Mail.objects.order_by("user_id")
    assert [(mail.kind, mail.user) for mail in mails] == [
        (MailKind.TASKS, cast.boris),
        (MailKind.TASKS, bella),
    ]
    for mail in mails:
        notices = mail.notifications.order_by("task_id")
        assert [notice.task for notice in notices] == tasks
        assert {notice.activity.verb for notice in notices} == {Verb.UNASSIGNED}
    assert not cast.ana.notifications.exists()


@pytest.mark.parametrize("how", ["deactivated", "in another department"])
def test_where_the_last_coordinator_leaves_those_who_stay_get_it(cast, how):
    tasks = left_behind(cast, cast.boris)

    leave(cast, cast.boris, how)

    mail = Mail.objects.get()
    assert (mail.kind, mail.user) == (MailKind.TASKS, cast.ana)
    assert mail.notifications.count() == len(tasks)
    assert not cast.boris.notifications.exists()


def test_mails_of_every_kind_that_wait_for_who_is_deactivated_are_taken_back(cast):
    task = cast.task()
    queue([(MailKind.TASK, cast.ana.pk, None, task.pk, "1"), (MailKind.TASKS, cast.ana.pk, None, None, "2")])
    queue_mail(MailKind.DIGEST, cast.ana, key="3")
    queue_mail(MailKind.PASSWORD_RESET, cast.ana, key="4")
    queue([(MailKind.DEPARTMENT, None, cast.legal.pk, task.pk, "5")])
    queue([(MailKind.TASK, cast.boris.pk, None, task.pk, "6")])

    deactivate_person(cast.ana, actor=cast.irina)

    states = dict(Mail.objects.values_list("key", "state"))
    assert [states[key] for key in "1234"] == [MailState.CANCELLED] * 4
    assert [states[key] for key in "56"] == [MailState.DUE] * 2
