"""Who does what was asked, when that was said before it was accepted."""

from board.actions.agreement import accept_task, decline_task, reopen_task
from board.actions.hops import ask_task
from board.actions.people import change_department
from board.actions.task_fields import assign_task
from board.models import Role, Task


def given_to_ana(cast):
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    assign_task(task, assignee=cast.ana, actor=cast.boris)
    return task


def lines(task):
    return [activity.sentence() for activity in task.activities.all()]


def test_accepting_leaves_it_with_whom_it_was_given_to(cast):
    task = given_to_ana(cast)

    accept_task(task, actor=cast.boris)

    assert Task.objects.get(pk=task.pk).assignee == cast.ana
    assert lines(task)[-1] == "Boris Orlov accepted this"


def test_who_accepts_it_for_themselves_takes_it_over(cast):
    task = given_to_ana(cast)

    accept_task(task, assignee=cast.boris, actor=cast.boris)

    assert Task.objects.get(pk=task.pk).assignee == cast.boris
    assert lines(task)[-2:] == ["Boris Orlov accepted this", "Boris Orlov assigned this to Boris Orlov"]


def test_what_is_asked_again_is_not_left_to_who_has_gone(cast):
    task = given_to_ana(cast)
    decline_task(task, reason="No time", actor=cast.boris)
    change_department(cast.ana, department=cast.it, role=Role.MEMBER, actor=cast.irina)

    reopen_task(task, reason="It is urgent", actor=cast.vera)

    assert Task.objects.get(pk=task.pk).assignee is None
    assert lines(task)[-2:] == [
        "Vera Smirnova reopened this: It is urgent",
        "Vera Smirnova took the assignment away from Ana Lima",
    ]
