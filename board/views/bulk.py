"""Several tasks of a board, or of its inbox, are changed at once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from board import access, http
from board.actions import bulk
from board.errors import Refused
from board.forms import bulk as forms
from board.models import Department
from board.queries import bulk as queries


@dataclass(frozen=True)
class Verb:
    """What can be done to several tasks: its form, what that asks of the department, and the action."""

    label: str
    form: type
    act: Callable
    needs: dict
    for_leaders: bool = False


PEOPLE = {"people": queries.people_of, "today": Department.today}
HAND_OFF = Verb(
    pgettext_lazy("verb", "Hand off"),
    forms.HandOffManyForm,
    bulk.hand_off_tasks,
    {"departments": queries.other_departments},
    for_leaders=True,
)
ON_BOARD = {
    "assign": Verb(
        pgettext_lazy("verb", "Assign"),
        forms.AssignForm,
        bulk.assign_tasks,
        PEOPLE,
    ),
    "label": Verb(
        pgettext_lazy("verb", "Label"),
        forms.LabelForm,
        bulk.label_tasks,
        {"labels": queries.labels_of_board},
    ),
    "move": Verb(
        pgettext_lazy("verb", "Move"), forms.MoveForm, bulk.move_tasks, {"columns": queries.columns_of}
    ),
    "hand-off": HAND_OFF,
    "archive": Verb(pgettext_lazy("verb", "Archive"), forms.ArchiveForm, bulk.archive_tasks, {}),
}
IN_INBOX = {
    "accept": Verb(
        pgettext_lazy("verb", "Accept"),
        forms.AcceptManyForm,
        bulk.accept_tasks,
        PEOPLE,
    ),
    "decline": Verb(
        pgettext_lazy("verb", "Decline"),
        forms.DeclineManyForm,
        bulk.decline_tasks,
        {},
        for_leaders=True,
    ),
    "hand-off": HAND_OFF,
}


def board(request, code):
    """Change several tasks of a board."""
    department = access.get_worked_board(request.user, code)
    tasks = queries.tasks_on_board(department, request.user)
    return _change(request, department, tasks, ON_BOARD, back="board")


def inbox(request, code):
    """Answer several requests at once."""
    department = access.get_worked_board(request.user, code)
    tasks = queries.tasks_in_inbox(department, request.user)
    return _change(request, department, tasks, IN_INBOX, back="inbox")


def _change(request, department, tasks, verbs, *, back):
    """Show what can be chosen; once the address says what to do (`do`), show and send the form of that."""
    leads = request.user.leads(department.pk)
    verbs = {name: verb for name, verb in verbs.items() if leads or not verb.for_leaders}
    name, chosen = request.GET.get("do"), forms.ids_in(request.GET.getlist("tasks"))
    if name not in verbs and request.method == "POST":
        raise Refused(_("Choose at least one task, and what to do."))
    if name not in verbs or (request.method != "POST" and not chosen):
        return _choose(request, department, tasks, verbs, back, chosen)
    verb = verbs[name]
    form = verb.form(
        http.posted(request),
        tasks=tasks,
        chosen=chosen,
        auto_id=f"bulk-{name}-%s",
        **{key: value(department) for key, value in verb.needs.items()},
        **({"only": None if leads else request.user} if name == "accept" else {}),
    )
    page = http.FormPage(
        title=_("Several tasks: %(what)s") % {"what": verb.label},
        action=f"{request.path}?do={name}",
        submit=verb.label,
        back=reverse(back, args=[department.code]),
        id=f"bulk-{name}",
        note=_("Either all of them are changed, or none."),
    )
    return http.submit(
        request,
        form,
        lambda tasks, **data: (len(tasks), verb.act(tasks, **data, actor=request.user)),
        page=page,
        done=lambda result: http.changed(
            request,
            columns=result[1],
            back=page.back,
            message=_changed(result[0]),
            events={"lists:changed": {}, "bulk:done": {}},
        ),
    )


def _choose(request, department, tasks, verbs, back, chosen):
    """Show the tasks with checkboxes, and say so where something was missing in what was chosen."""
    rows, has_more = queries.first_choices(tasks)
    context = {
        "department": department,
        "rows": rows,
        "has_more": has_more,
        "chosen": chosen,
        "verbs": verbs,
        "back": reverse(back, args=[department.code]),
        "is_incomplete": "do" in request.GET,
    }
    return render(request, "board/bulk/page.html", context)


def _changed(count):
    words = ngettext("%(count)d task is changed.", "%(count)d tasks are changed.", count)
    return words % {"count": count}
