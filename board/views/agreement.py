"""What two departments agree about a task: each verb is a form, or a single button."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from board import access, http
from board.actions.agreement import (
    accept_task,
    cancel_task,
    confirm_task,
    decline_task,
    reopen_task,
    return_task,
)
from board.actions.hops import hand_off_task
from board.actions.moves import deliver_task, take_back_task
from board.actions.waiting import resume_task, wait_for
from board.forms.agreement import (
    AcceptForm,
    CancelForm,
    DeliverForm,
    HandOffForm,
    ReasonForm,
    WaitForm,
)
from board.notifications.events import MANY_HOPS
from board.queries.task import assignable_people, departments_to_hand_to, hops_of, is_visible
from board.views.links import open_parts
from board.views.task import form_page
from board.views.undo import offer_undo


def accept(request, pk):
    task = access.get_workable_task(request.user, pk)
    only = None if request.user.leads(task.department_id) else request.user
    form = AcceptForm(
        http.posted(request),
        people=assignable_people(task),
        today=task.department.today(),
        only=only,
        initial={"assignee": only.pk if only else task.assignee_id},
        auto_id=f"accept-{pk}-%s",
    )
    page = form_page(
        task, request, title=_("Accept #%(number)d"), id=f"accept-{pk}", submit=_("Accept"), note=_wish(task)
    )
    return _submit(request, task, form, accept_task, page, _("#%(number)d is accepted."))


def decline(request, pk):
    task = access.get_led_task(request.user, pk)
    page = form_page(
        task,
        request,
        title=_("Decline #%(number)d"),
        id=f"decline-{pk}",
        submit=_("Decline"),
        danger=True,
        note=_("%(person)s can reopen it.") % {"person": task.requester.name},
    )
    return _give_reason(request, task, decline_task, page, _("#%(number)d is declined."))


def hand_off(request, pk):
    task = access.get_led_task(request.user, pk)
    origin, column = task.department, task.column_id
    number = hops_of(task) + 1
    page = form_page(
        task,
        request,
        title=_("Hand off #%(number)d"),
        id=f"hand-off-{pk}",
        submit=_("Hand off"),
        note=_(
            "It becomes that department’s task, to be accepted anew. "
            "Its assignee, promise and labels are cleared; the rest goes with it."
        ),
        warning=_passed_around(number),
    )
    form = HandOffForm(
        http.posted(request), departments=departments_to_hand_to(task), auto_id=f"hand-off-{pk}-%s"
    )

    def done(_number):
        message = _("#%(number)d is with %(department)s now.") % {
            "number": task.pk,
            "department": task.department.name,
        }
        if is_visible(task, request.user):
            return _changed(request, task, [column], message)
        return http.changed(
            request,
            columns=[column],
            back=reverse("board", args=[origin.code]),
            message=message,
            events={"lists:changed": {}, "task:gone": {"task": task.pk}},
        )

    return http.submit(
        request,
        form,
        lambda **data: hand_off_task(task, **data, actor=request.user),
        page=page,
        done=done,
    )


def deliver(request, pk):
    task = access.get_workable_task(request.user, pk)
    page = form_page(
        task,
        request,
        title=_("Deliver #%(number)d"),
        id=f"deliver-{pk}",
        submit=_("Deliver"),
        warning=still_open(task, request.user),
    )
    form = DeliverForm(http.posted(request), auto_id=f"deliver-{pk}-%s")
    return _submit(request, task, form, deliver_task, page, _("#%(number)d is delivered."))


@require_POST
def take_back(request, pk):
    task = access.get_workable_task(request.user, pk)
    return _press(request, task, take_back_task, _("#%(number)d is taken back."))


@require_POST
def confirm(request, pk):
    task = access.get_requested_task(request.user, pk)
    return _press(request, task, confirm_task, _("#%(number)d is confirmed and closed."))


def give_back(request, pk):
    """Return what was delivered to its owner."""
    task = access.get_requested_task(request.user, pk)
    page = form_page(task, request, title=_("Return #%(number)d"), id=f"return-{pk}", submit=_("Return"))
    return _give_reason(request, task, return_task, page, _("#%(number)d is returned."))


def reopen(request, pk):
    task = access.get_requested_task(request.user, pk)
    page = form_page(task, request, title=_("Reopen #%(number)d"), id=f"reopen-{pk}", submit=_("Reopen"))
    return _give_reason(request, task, reopen_task, page, _("#%(number)d is open again."))


def cancel(request, pk):
    task = access.get_requested_task(request.user, pk)
    page = form_page(
        task,
        request,
        title=_("Cancel #%(number)d"),
        id=f"cancel-{pk}",
        submit=_("Cancel the task"),
        danger=True,
        note=_("It is cancelled for good. Whoever sees it now can still read it."),
    )
    form = CancelForm(http.posted(request), auto_id=f"cancel-{pk}-%s")
    return _submit(request, task, form, cancel_task, page, _("#%(number)d is cancelled."))


def wait(request, pk):
    task = access.get_workable_task(request.user, pk)
    page = form_page(
        task,
        request,
        title=_("#%(number)d waits"),
        id=f"wait-{pk}",
        note=_("It is the other side’s move meanwhile. The promise does not change by itself."),
    )
    form = WaitForm(
        http.posted(request),
        can_ask=task.is_request,
        initial={"on": task.waiting_on, "note": task.waiting_note},
        auto_id=f"wait-{pk}-%s",
    )
    return _submit(request, task, form, wait_for, page, _("#%(number)d waits."))


@require_POST
def resume(request, pk):
    task = access.get_workable_task(request.user, pk)
    return _press(request, task, resume_task, _("#%(number)d goes on."))


def still_open(task, user):
    """Return the sentences that warn of points and parts that are not done, or nothing."""
    return " ".join(filter(None, [_open_points(task), open_parts(task, user)]))


def _open_points(task):
    count = task.checklist_count - task.checklist_done
    if not count:
        return ""
    words = ngettext(
        "%(count)d point of the checklist is still open.",
        "%(count)d points of the checklist are still open.",
        count,
    )
    return words % {"count": count}


def _wish(task):
    if not task.wanted_on:
        return ""
    day = date_format(task.wanted_on, "SHORT_DATE_FORMAT")
    return _("%(person)s wants it by %(date)s.") % {"person": task.requester.name, "date": day}


def _passed_around(number):
    if number < MANY_HOPS:
        return ""
    return _(
        "This would be department number %(number)d for this task. Talk to the others before you pass it on."
    ) % {"number": number}


def _give_reason(request, task, act, page, message):
    form = ReasonForm(http.posted(request), auto_id=f"{page.id}-%s")
    return _submit(request, task, form, act, page, message)


def _submit(request, task, form, act, page, message):
    column = task.column_id
    return http.submit(
        request,
        form,
        lambda **data: act(task, **data, actor=request.user),
        page=page,
        done=lambda _result: _changed(request, task, [column], message % {"number": task.pk}),
    )


def _press(request, task, act, message):
    column = task.column_id
    act(task, actor=request.user)
    return _changed(request, task, [column], message % {"number": task.pk})


def _changed(request, task, columns, message):
    """Answer a transition: the task, its old and its new column and the lists that it stands in look different."""
    return http.changed(
        request,
        task=task,
        columns={*columns, task.column_id},
        back=reverse("task", args=[task.pk]),
        message=message,
        events={"lists:changed": {}},
        offer=offer_undo(task) if task.undoable else None,
    )
