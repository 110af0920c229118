"""What can happen to a request, or to a task of one's own department: each done by whoever usually does it."""

import datetime

from board.actions.agreement import (
    accept_task,
    cancel_task,
    confirm_task,
    decline_task,
    reopen_task,
    return_task,
)
from board.actions.archive import archive_task
from board.actions.checklist import add_items, tick_item
from board.actions.comments import add_comment, edit_comment
from board.actions.duplicates import decline_as_duplicate
from board.actions.hops import ask_task, hand_off_task
from board.actions.links import add_blocker
from board.actions.moves import deliver_task, move_task
from board.actions.sharing import give_access
from board.actions.task_fields import assign_task, label_task, prioritise_task, promise_task
from board.actions.task_text import edit_description, write_result
from board.actions.tasks import create_task
from board.actions.waiting import resume_task, wait_for
from board.models import Notification, Priority, Waiting

DAY = datetime.date(2026, 12, 3)


def deliver(company):
    deliver_task(company.task, actor=company.ana)
    company.forget()


def confirm(company):
    deliver(company)
    confirm_task(company.task, actor=company.vera)
    company.forget()


def ask_again(company):
    task = ask_task(company.cast.legal, title="Another", actor=company.vera)
    company.forget()
    return task


def asked(company):
    ask_task(company.cast.legal, title="Another", actor=company.vera)


def asked_naming_people(company):
    ask_task(company.cast.legal, title="Another", description="@ana knows", actor=company.vera)


def accepted(company):
    accept_task(ask_again(company), assignee=company.mila, actor=company.boris)


def declined(company):
    decline_task(ask_again(company), reason="No", actor=company.boris)


def declined_as_duplicate(company):
    decline_as_duplicate(ask_again(company), original=company.task, actor=company.boris)


def handed_off(company):
    hand_off_task(company.task, department=company.cast.it, reason="Theirs", actor=company.boris)


def handed_off_to_a_third(company):
    cast = company.cast
    hr = type(cast.it).objects.create(name="HR", code="HR", email="hr@example.com")
    cast.person("hilda", "Hilda", hr)
    handed_off(company)
    company.forget()
    hand_off_task(company.task, department=hr, reason="Theirs", actor=company.rita)


def delivered(company):
    deliver_task(company.task, actor=company.ana)


def delivered_by_a_member(company):
    deliver_task(company.task, actor=company.mila)


def result(company):
    deliver(company)
    write_result(company.task, result="Here", version=company.task.version, actor=company.ana)


def confirmed(company):
    deliver(company)
    confirm_task(company.task, actor=company.vera)


def closed_by_itself(company):
    deliver(company)
    confirm_task(company.task, actor=None)


def returned(company):
    deliver(company)
    return_task(company.task, reason="Not yet", actor=company.vera)


def returned_by_their_coordinator(company):
    deliver(company)
    return_task(company.task, reason="Not yet", actor=company.sam)


def returned_to_nobody(company):
    assign_task(company.task, assignee=None, actor=company.boris)
    deliver(company)
    return_task(company.task, reason="Not yet", actor=company.vera)


def reopened(company):
    confirm(company)
    reopen_task(company.task, reason="Again", actor=company.vera)


def cancelled(company):
    cancel_task(company.task, reason="Over", actor=company.vera)


def taken_back(company):
    deliver(company)
    move_task(company.task, column=company.cast.doing.pk, after=None, actor=company.boris)


def promised(company):
    promise_task(company.task, promised_on=DAY, actor=company.ana)


def waits_for_who_asked(company):
    wait_for(company.task, on=Waiting.REQUESTER, note="Which one?", actor=company.ana)


def waits_for_others(company):
    wait_for(company.task, on=Waiting.THIRD, note="A stamp", actor=company.ana)


def resumed(company):
    waits_for_who_asked(company)
    company.forget()
    resume_task(company.task, actor=company.boris)


def resumed_for_nobody(company):
    assign_task(company.task, assignee=None, actor=company.boris)
    waits_for_who_asked(company)
    company.forget()
    resume_task(company.task, actor=company.mila)


def assigned(company):
    assign_task(company.task, assignee=company.mila, actor=company.boris)


def assigned_to_oneself(company):
    assign_task(company.task, assignee=company.mila, actor=company.mila)


def unassigned(company):
    assign_task(company.task, assignee=None, actor=company.boris)


def moved_to_another_kind(company):
    move_task(company.task, column=company.cast.doing.pk, after=None, actor=company.boris)


def moved_within_a_kind(company):
    other = company.cast.task(column=company.cast.todo, actor=company.boris)
    company.forget()
    move_task(company.task, column=company.cast.todo.pk, after=other.pk, actor=company.boris)


def labelled(company):
    label_task(company.task, labels=[], actor=company.boris)
    prioritise_task(company.task, priority=Priority.URGENT, actor=company.boris)


def archived(company):
    confirm(company)
    archive_task(company.task, actor=company.boris)


def checklist_done(company):
    add_items(company.task, texts=["One", "Two"], actor=company.boris)
    for item in company.task.checklist.all():
        tick_item(item, is_done=True, actor=company.boris)


def checklist_begun(company):
    add_items(company.task, texts=["One", "Two"], actor=company.boris)
    tick_item(company.task.checklist.first(), is_done=True, actor=company.boris)


def shared_comment(company):
    company.comment()


def comment_before_anybody_is_assigned(company):
    assign_task(company.task, assignee=None, actor=company.boris)
    company.forget()
    company.comment("When will somebody look?", author=company.vera)


def comment_on_a_task_of_ones_own(company):
    task = create_task(company.cast.todo, title="Own", actor=company.ana)
    company.forget()
    add_comment(task, text="When will somebody look?", actor=company.mila)


def comment_naming_people(company):
    company.comment("@uma @boris look")


def reply(company):
    root = company.comment("Which one?", author=company.uma)
    company.forget()
    company.comment("This one", parent=root)


def internal_comment(company):
    company.comment("@boris, between us", author=company.lena, internal=True)


def internal_comment_of_who_asked(company):
    company.comment("Slow, are they?", author=company.uma, internal=True)


def comment_edited_to_name_one_more(company):
    comment = company.comment("@uma look", author=company.mila)
    Notification.objects.exclude(user=company.uma).delete()
    edit_comment(comment, text="@uma @boris look", version=comment.version, actor=company.mila)


def description_edited_to_name_someone(company):
    task = company.task
    edit_description(task, description="Ask @boris", version=task.version, actor=company.ana)


def access_given(company):
    give_access(company.task, person=company.rita, actor=company.vera)


def no_longer_blocked(company):
    other = company.cast.task(column=company.cast.todo, actor=company.boris)
    add_blocker(company.task, blocker=other, actor=company.boris)
    company.forget()
    move_task(other, column=company.cast.done.pk, after=None, actor=company.boris)


def own_task_assigned_at_once(company):
    create_task(company.cast.todo, title="Own", assignee=company.mila, actor=company.boris)


def own_task_finished(company):
    task = create_task(company.cast.todo, title="Own", assignee=company.mila, actor=company.boris)
    company.forget()
    move_task(task, column=company.cast.done.pk, after=None, actor=company.boris)
