"""Every change that a card or its column can show: (what is done, a step before it), each called with the world."""

import datetime

from django.utils import timezone

from board.actions import (
    agreement,
    bulk,
    checklist,
    columns,
    comments,
    departments,
    duplicates,
    hops,
    labels,
    links,
    moves,
    people,
    sharing,
    task_fields,
    task_text,
    tasks,
    waiting,
)
from board.actions.archive import archive_task, restore_task
from board.actions.asking import ask_part
from board.actions.closing import close_by_itself
from board.actions.holidays import set_working_time
from board.actions.imports import import_tasks
from board.actions.invitations import accept_invitation
from board.actions.preferences import change_preferences
from board.actions.undo import undo_change
from board.models import Link, Priority, Role, User, Waiting
from tests.rendering.world import DAY


def invite(w):
    fields = {"username": "new", "email": "new@example.com", "department": w.cast.legal, "role": Role.MEMBER}
    return people.invite_person(name="New", **fields, actor=w.cast.irina)


def accept_an_invitation(w):
    person = User.objects.get(username="new")
    accept_invitation(person, name="Newer", password="a long password", language="en", actor=person)


def assign_the_new_one(w):
    task_fields.assign_task(w.plain, assignee=invite(w), actor=w.cast.boris)


def close_after_long(w):
    assert close_by_itself(now=timezone.now() + datetime.timedelta(days=90)) == 1


def remove_the_link(w):
    links.remove_blocker(w.theirs, link=Link.objects.get(other=w.theirs), actor=w.cast.irina)


def add_a_blocker(w):
    links.add_blocker(w.other, blocker=w.plain, actor=w.cast.boris)


def block_with_what_is_asked(w):
    links.add_blocker(w.other, blocker=w.asked, actor=w.cast.irina)


def decline(w):
    agreement.decline_task(w.asked, reason="No", actor=w.cast.boris)


def part(w):
    return hops.ask_task(w.cast.it, title="Part", actor=w.cast.ana)


def separate(w):
    link = Link.objects.get(task=w.plain, kind="parent")
    links.separate_child(w.plain, link=link, actor=w.cast.ana)


def give(w):
    sharing.give_access(w.secret, person=w.cast.oleg, actor=w.cast.boris)


def close_it_department(w):
    people.change_department(w.cast.oleg, department=w.cast.sales, role=Role.MEMBER, actor=w.cast.irina)
    moves.deliver_task(w.theirs, actor=w.cast.irina)
    departments.close_department(w.cast.it, actor=w.cast.irina)


def reassign(w):
    bulk.assign_tasks([w.plain, w.other], assignee=w.lena, actor=w.cast.boris)


CHANGES = {
    "accept_task": (
        lambda w: agreement.accept_task(w.asked, assignee=w.lena, promised_on=DAY, actor=w.cast.boris),
    ),
    "decline_task": (decline, block_with_what_is_asked),
    "confirm_task": (lambda w: agreement.confirm_task(w.delivered, actor=w.cast.vera),),
    "return_task": (lambda w: agreement.return_task(w.delivered, reason="No", actor=w.cast.vera),),
    "reopen_task": (
        lambda w: agreement.reopen_task(w.delivered, reason="No", actor=w.cast.vera),
        lambda w: agreement.confirm_task(w.delivered, actor=w.cast.vera),
    ),
    "reopen_task, declined": (
        lambda w: agreement.reopen_task(w.asked, reason="No", actor=w.cast.vera),
        lambda w: (block_with_what_is_asked(w), decline(w)),
    ),
    "cancel_task": (lambda w: agreement.cancel_task(w.request, actor=w.cast.vera),),
    "archive_task": (lambda w: archive_task(w.over, actor=w.cast.ana),),
    "undo_change, archived": (
        lambda w: undo_change(w.over, activity=w.over.undoable, actor=w.cast.ana),
        lambda w: archive_task(w.over, actor=w.cast.ana),
    ),
    "undo_change, declined": (
        lambda w: undo_change(w.asked, activity=w.asked.undoable, actor=w.cast.boris),
        lambda w: (block_with_what_is_asked(w), decline(w)),
    ),
    "restore_task": (lambda w: restore_task(w.hidden, actor=w.cast.ana),),
    "ask_part": (lambda w: ask_part(w.plain, department=w.cast.it, title="Part", actor=w.cast.ana),),
    "assign_tasks": (reassign,),
    "label_tasks": (lambda w: bulk.label_tasks([w.other], label=w.label, actor=w.cast.boris),),
    "move_tasks": (lambda w: bulk.move_tasks([w.plain], column=w.spare.pk, actor=w.cast.boris),),
    "archive_tasks": (lambda w: bulk.archive_tasks([w.over], actor=w.cast.boris),),
    "accept_tasks": (lambda w: bulk.accept_tasks([w.asked], actor=w.cast.boris),),
    "decline_tasks": (lambda w: bulk.decline_tasks([w.asked], reason="No", actor=w.cast.boris),),
    "hand_off_tasks": (
        lambda w: bulk.hand_off_tasks([w.request], department=w.cast.it, reason="No", actor=w.cast.boris),
    ),
    "add_items": (lambda w: checklist.add_items(w.other, texts=["One"], actor=w.cast.ana),),
    "edit_item": (lambda w: checklist.edit_item(w.point, text="Else", actor=w.cast.ana),),
    "tick_item": (lambda w: checklist.tick_item(w.point, is_done=True, actor=w.cast.ana),),
    "remove_item": (lambda w: checklist.remove_item(w.point, actor=w.cast.ana),),
    "order_item": (lambda w: checklist.order_item(w.point, steps=1, actor=w.cast.ana),),
    "close_unanswered": (close_after_long,),
    "add_column": (
        lambda w: columns.add_column(
            w.cast.legal, name="More", kind="todo", wip_limit=None, actor=w.cast.boris
        ),
    ),
    "edit_column": (lambda w: w.edit_column(name="Other"),),
    "edit_column, limit": (lambda w: w.edit_column(wip_limit=5), lambda w: w.put_into_spare()),
    "edit_column, kind": (lambda w: w.edit_column(kind="todo"), lambda w: w.put_into_spare()),
    "shift_column": (lambda w: columns.shift_column(w.spare, by=-1, actor=w.cast.boris),),
    "remove_column": (
        lambda w: columns.remove_column(w.spare, into=w.cast.doing, actor=w.cast.boris),
        lambda w: w.put_into_spare(),
    ),
    "add_comment": (lambda w: comments.add_comment(w.other, text="One", actor=w.cast.ana),),
    "add_comment, an answer": (lambda w: comments.add_comment(w.waiting, text="Here", actor=w.cast.vera),),
    "add_comment, internal": (
        lambda w: comments.add_comment(w.request, text="One", internal=True, actor=w.cast.ana),
    ),
    "edit_comment": (lambda w: comments.edit_comment(w.comment, text="Else", version=1, actor=w.cast.ana),),
    "delete_comment": (lambda w: comments.delete_comment(w.comment, actor=w.cast.ana),),
    "edit_department, name": (lambda w: w.edit(w.cast.legal, name="Lawyers"),),
    "edit_department, of who asked": (lambda w: w.edit(w.cast.sales, name="Sellers"),),
    "edit_department, colour of who asked": (lambda w: w.edit(w.cast.sales, color="pink"),),
    "edit_department, time zone": (lambda w: w.edit(w.cast.legal, time_zone="Pacific/Kiritimati"),),
    "set_reading": (lambda w: departments.set_reading(w.cast.legal, is_open=False, actor=w.cast.irina),),
    "close_department": (close_it_department,),
    "decline_as_duplicate": (
        lambda w: duplicates.decline_as_duplicate(w.asked, original=w.request, actor=w.cast.boris),
        block_with_what_is_asked,
    ),
    "set_working_time": (
        lambda w: set_working_time(
            w.cast.legal, working_days=[1], closes_after=3, holidays={}, seen_holidays={}, actor=w.cast.boris
        ),
    ),
    "ask_task": (lambda w: w.ask("More"),),
    "hand_off_task": (
        lambda w: hops.hand_off_task(w.request, department=w.cast.it, reason="No", actor=w.cast.boris),
    ),
    "import_tasks": (
        lambda w: import_tasks(w.cast.legal, content=b"title,labels\nBrought,Lease\n", actor=w.cast.boris),
    ),
    "accept_invitation": (accept_an_invitation, assign_the_new_one),
    "add_label": (lambda w: labels.add_label(w.cast.legal, name="New", color="red", actor=w.cast.boris),),
    "edit_label, name": (lambda w: labels.edit_label(w.label, name="Rent", color="red", actor=w.cast.boris),),
    "edit_label, colour": (
        lambda w: labels.edit_label(w.label, name="Lease", color="blue", actor=w.cast.boris),
    ),
    "remove_label": (lambda w: labels.remove_label(w.label, actor=w.cast.boris),),
    "add_blocker": (add_a_blocker,),
    "remove_blocker": (remove_the_link,),
    "open_children": (lambda w: links.open_children(w.plain, parts=[(w.cast.it, "Part")], actor=w.cast.ana),),
    "add_child": (lambda w: links.add_child(w.plain, child=part(w), actor=w.cast.ana),),
    "separate_child": (separate, lambda w: links.add_child(w.plain, child=part(w), actor=w.cast.ana)),
    "move_task": (
        lambda w: moves.move_task(w.request, column=w.cast.doing.pk, after=w.other.pk, actor=w.cast.ana),
    ),
    "move_task, within": (
        lambda w: moves.move_task(w.plain, column=w.cast.todo.pk, after=None, actor=w.cast.ana),
    ),
    "deliver_task": (lambda w: moves.deliver_task(w.plain, actor=w.cast.ana), add_a_blocker),
    "take_back_task": (lambda w: moves.take_back_task(w.delivered, actor=w.cast.ana),),
    "invite_person": (invite,),
    "edit_person, assignee": (lambda w: w.rename(w.cast.ana),),
    "edit_person, requester": (lambda w: w.rename(w.cast.vera),),
    "change_account": (
        lambda w: people.change_account(w.cast.ana, changes={"name": "Anna"}, actor=w.cast.irina),
    ),
    "rename_person": (lambda w: people.rename_person(w.cast.ana, name="Anna", actor=w.cast.ana),),
    "change_preferences": (
        lambda w: change_preferences(
            w.cast.vera, name="Wera", language="", theme="", density="compact", actor=w.cast.vera
        ),
    ),
    "change_department": (
        lambda w: people.change_department(
            w.cast.ana, department=w.cast.it, role=Role.MEMBER, actor=w.cast.irina
        ),
    ),
    "change_department, the coordinator": (
        lambda w: people.change_department(
            w.cast.boris, department=None, role=Role.MEMBER, actor=w.cast.irina
        ),
    ),
    "set_administrator": (
        lambda w: people.set_administrator(w.cast.vera, is_admin=True, actor=w.cast.irina),
    ),
    "deactivate_person, assignee": (lambda w: people.deactivate_person(w.cast.ana, actor=w.cast.irina),),
    "deactivate_person, requester": (lambda w: people.deactivate_person(w.cast.vera, actor=w.cast.irina),),
    "activate_person": (
        lambda w: people.activate_person(w.cast.vera, actor=w.cast.irina),
        lambda w: people.deactivate_person(w.cast.vera, actor=w.cast.irina),
    ),
    "restrict_task": (lambda w: sharing.restrict_task(w.other, is_restricted=True, actor=w.cast.boris),),
    "restrict_task, no more": (
        lambda w: sharing.restrict_task(w.secret, is_restricted=False, actor=w.cast.boris),
    ),
    "give_access": (give,),
    "take_access": (lambda w: sharing.take_access(w.secret, person=w.cast.oleg, actor=w.cast.boris), give),
    "assign_task": (lambda w: task_fields.assign_task(w.other, assignee=w.lena, actor=w.cast.ana),),
    "assign_task, restricted": (
        lambda w: task_fields.assign_task(w.secret, assignee=w.lena, actor=w.cast.boris),
    ),
    "prioritise_task": (
        lambda w: task_fields.prioritise_task(w.other, priority=Priority.URGENT, actor=w.cast.ana),
    ),
    "label_task": (lambda w: task_fields.label_task(w.other, labels=[w.label], actor=w.cast.ana),),
    "want_task": (lambda w: task_fields.want_task(w.asked, wanted_on=DAY, actor=w.cast.vera),),
    "promise_task": (lambda w: task_fields.promise_task(w.request, promised_on=DAY, actor=w.cast.ana),),
    "date_task": (
        lambda w: task_fields.date_task(w.other, wanted_on=DAY, promised_on=DAY, actor=w.cast.ana),
    ),
    "edit_title": (lambda w: task_text.edit_title(w.other, title="Else", version=1, actor=w.cast.ana),),
    "edit_description": (
        lambda w: task_text.edit_description(w.other, description="Else", version=1, actor=w.cast.ana),
    ),
    "write_result": (lambda w: task_text.write_result(w.over, result="Done", version=1, actor=w.cast.ana),),
    "create_task": (lambda w: w.cast.task("New"),),
    "create_tasks": (lambda w: tasks.create_tasks(w.cast.todo, titles=["New"], actor=w.cast.ana),),
    "create_each": (lambda w: tasks.create_each(w.cast.todo, rows=[{"title": "New"}], actor=w.cast.ana),),
    "wait_for": (
        lambda w: waiting.wait_for(w.request, on=Waiting.THIRD, note="The notary", actor=w.cast.ana),
    ),
    "wait_for, something else": (
        lambda w: waiting.wait_for(w.waiting, on=Waiting.THIRD, note="The notary", actor=w.cast.ana),
    ),
    "resume_task": (lambda w: waiting.resume_task(w.waiting, actor=w.cast.ana),),
}
# What no card and no column shows.
ELSEWHERE = {
    *("add_absence", "change_absence", "end_absence", "request_password_reset", "remind_of"),
    *(
        "create_department",
        "resend_invitation",
        "send_password_reset",
        "create_first_administrator",
        "remind_of",
    ),
    *(
        "write_digests_to",
        "add_request_type",
        "edit_request_type",
        "shift_request_type",
        "offer_request_type",
    ),
    *("remove_request_type", "choose_language", "choose_theme", "set_delivery", "set_site_delivery"),
    *("forget_deliveries", "change_digest", "change_notifications", "see_task", "read_notifications"),
    *("watch_task", "mute_task", "unwatch_task"),
    *("choose_density", "choose_shortcuts", "save_filter", "rename_filter", "remove_filter"),
}
