"""What stands beside a task."""

from django.utils.translation import gettext as _

from board import access, http
from board.actions.task_fields import (
    assign_task,
    date_task,
    label_task,
    prioritise_task,
    promise_task,
    want_task,
)
from board.forms.agreement import PromiseForm, WantedForm
from board.forms.task_fields import AssigneeForm, DatesForm, LabelsForm, PriorityForm
from board.queries.task import assignable_people, labels_of
from board.views.task import changed, form_page


def assignee(request, pk):
    task = access.get_workable_task(request.user, pk)
    people = assignable_people(task)
    form = AssigneeForm(
        http.posted(request),
        people=people,
        today=task.department.today(),
        initial={"assignee": task.assignee_id},
        auto_id="assignee-%s",
    )
    return http.submit(
        request,
        form,
        lambda **data: assign_task(task, **data, actor=request.user),
        page=form_page(
            task, request, title=_("Assignee of #%(number)d"), id="assignee-form", optimistic="person"
        ),
        done=lambda _result: changed(request, task, _assigned(task)),
    )


def priority(request, pk):
    task = access.get_workable_task(request.user, pk)
    return http.submit(
        request,
        PriorityForm(http.posted(request), initial={"priority": task.priority}, auto_id="priority-%s"),
        lambda **data: prioritise_task(task, **data, actor=request.user),
        page=form_page(task, request, title=_("Priority of #%(number)d"), id="priority-form"),
        done=lambda _result: changed(request, task, _("The priority is saved.")),
    )


def labels(request, pk):
    task = access.get_workable_task(request.user, pk)
    form = LabelsForm(
        http.posted(request),
        labels=labels_of(task),
        initial={"labels": [label.pk for label in task.labels.all()]},
        auto_id="labels-%s",
    )
    return http.submit(
        request,
        form,
        lambda **data: label_task(task, **data, actor=request.user),
        page=form_page(
            task, request, title=_("Labels of #%(number)d"), id="labels-form", optimistic="labels"
        ),
        done=lambda _result: changed(request, task, _("The labels are saved.")),
    )


def dates(request, pk):
    task = access.get_workable_task(request.user, pk)
    initial = {"wanted_on": task.wanted_on, "promised_on": task.promised_on}
    return http.submit(
        request,
        DatesForm(http.posted(request), initial=initial, auto_id="dates-%s"),
        lambda **data: date_task(task, **data, actor=request.user),
        page=form_page(task, request, title=_("Dates of #%(number)d"), id="dates-form"),
        done=lambda _result: changed(request, task, _("The dates are saved.")),
    )


def wanted(request, pk):
    task = access.get_requested_task(request.user, pk)
    return http.submit(
        request,
        WantedForm(http.posted(request), initial={"wanted_on": task.wanted_on}, auto_id=f"wanted-{pk}-%s"),
        lambda **data: want_task(task, **data, actor=request.user),
        page=form_page(task, request, title=_("Wanted date of #%(number)d"), id=f"wanted-{pk}"),
        done=lambda _result: changed(
            request, task, _("The wanted date is saved."), events={"lists:changed": {}}
        ),
    )


def promise(request, pk):
    task = access.get_workable_task(request.user, pk)
    before = task.promised_on if task.is_request else None
    form = PromiseForm(
        http.posted(request),
        promise=before,
        initial={"promised_on": task.promised_on},
        auto_id=f"promise-{pk}-%s",
    )
    return http.submit(
        request,
        form,
        lambda **data: promise_task(task, **data, actor=request.user),
        page=form_page(task, request, title=_("Promise of #%(number)d"), id=f"promise-{pk}"),
        done=lambda _result: changed(request, task, _("The promise is saved."), events={"lists:changed": {}}),
    )


def _assigned(task):
    if task.assignee is None:
        return _("Nobody is assigned any more.")
    return _("Assigned to %(person)s.") % {"person": task.assignee.name}
