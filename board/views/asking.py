"""A new task for a department, from anywhere."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from board import access, http
from board.actions.asking import ask_part
from board.actions.hops import ask_task
from board.forms.asking import AskForm, StartForm, refilled
from board.queries.asking import find_request_type, read_desk, start_of
from board.views.mentions import left_out_note


def new(request):
    """Show what can be asked of a department, and ask; a POST with `continue` only shows what fits the choices."""
    if request.user.department is None:
        status = 409 if request.method == "POST" else 200
        return render(request, "board/asking/nobody.html", status=status)
    start = StartForm.read(request.POST if request.method == "POST" else request.GET)
    parent = access.get_workable_task(request.user, start["parent"]) if start["parent"] else None
    page = _page(request, parent)
    if "continue" in request.POST:
        return http.show_form(request, _begun(request, start, parent), page)
    form = _form(request, start, parent)
    form.focus()
    return http.submit(
        request,
        form,
        lambda **data: _ask(parent, **data, actor=request.user),
        page=page,
        done=lambda task: _asked(request, task),
    )


def _form(request, start, parent):
    if request.method == "POST":
        desk = read_desk(start["to"])
        return _bare(request, desk, _offered(desk, start["type"]), parent, data=request.POST)
    if start["again"]:
        return _again(request, access.get_task(request.user, start["again"]))
    return _begun(request, start, parent)


def _begun(request, start, parent):
    """Return the form as the choices fill it in, with whatever a person has written already."""
    desk = read_desk(start["to"])
    chosen = _offered(desk, start["type"])
    before = find_request_type(start["filled"]) if start["filled"] else None
    initial = refilled(request.POST, before=start_of(before), now=start_of(chosen))
    return _unsent(request, desk, chosen, initial, parent)


def _again(request, task):
    """Return the form with what `task` asked for: to be read over, and asked once more."""
    desk = read_desk(task.department.code)
    chosen = _offered(desk, task.request_type_id)
    names = ("title", "description", "priority", "is_restricted")
    return _unsent(request, desk, chosen, {name: getattr(task, name) for name in names})


def _unsent(request, desk, chosen, initial, parent=None):
    code, pk = desk.department.code if desk.department else "", chosen.pk if chosen else ""
    initial |= {"to": code, "type": pk, "filled": pk}
    return _bare(request, desk, chosen, parent, initial=initial)


def _bare(request, desk, chosen, parent, **content):
    is_secret = bool(parent and parent.is_restricted)
    return AskForm(desk=desk, asker=request.user, chosen=chosen, is_secret=is_secret, **content)


def _ask(parent, *, department, actor, **data):
    if parent:
        return ask_part(parent, department=department, **data, actor=actor)
    return ask_task(department, **data, actor=actor)


def _offered(desk, pk):
    return next((request_type for request_type in desk.types if request_type.pk == pk), None)


def _page(request, parent):
    note = (
        _("A part of #%(number)d %(title)s") % {"number": parent.pk, "title": parent.title} if parent else ""
    )
    return http.FormPage(
        title=_("New task"),
        action=reverse("task_new"),
        submit=_("Ask"),
        back=http.back_to(request),
        id="asking",
        key=parent.pk if parent else 0,
        note=note,
        template="asking/new",
    )


def _asked(request, task):
    words = _("%(department)s has it now. #%(number)d")
    if not task.is_request:
        words = _("#%(number)d is on your board now.")
    words %= {"department": task.department.name, "number": task.pk}
    return http.changed(
        request,
        task=task,
        columns=[task.column_id],
        back=reverse("task", args=[task.pk]),
        message=f"{words} {left_out_note(task)}".strip(),
    )
