from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from board import access, http
from board.actions.archive import archive_task, restore_task
from board.actions.moves import move_task
from board.forms.moves import MoveTaskForm
from board.models import State
from board.queries.board import place_of
from board.views.agreement import still_open
from board.views.undo import offer_undo


def move(request, pk):
    """Move a task between columns or within one: from a drag, a key or the menu."""
    task = access.get_movable_task(request.user, pk)
    before = task.state
    page = http.FormPage(
        title=_("Move #%(number)d") % {"number": task.pk},
        action=request.path,
        submit=_("Move"),
        back=reverse("board", args=[task.department.code]),
    )
    return http.submit(
        request,
        MoveTaskForm(http.posted(request), task=task, user=request.user),
        lambda **data: move_task(task, **data, actor=request.user),
        page=page,
        done=lambda columns: http.changed(
            request,
            task=task,
            columns=columns,
            back=page.back + f"#task-{task.pk}",
            message=_moved(task, request.user),
            events={"lists:changed": {}} if task.state != before else None,
            offer=_what_next(task, request.user, before) if task.undoable else None,
        ),
    )


@require_POST
def archive(request, pk):
    task = access.get_workable_task(request.user, pk)
    archive_task(task, actor=request.user)
    message = _("#%(number)d is in the archive.") % {"number": task.pk}
    return _answer(request, task, message, offer=offer_undo(task))


@require_POST
def restore(request, pk):
    task = access.get_workable_task(request.user, pk)
    restore_task(task, actor=request.user)
    return _answer(request, task, _("#%(number)d is back from the archive.") % {"number": task.pk})


def _answer(request, task, message, **more):
    back = reverse("task", args=[task.pk])
    return http.changed(request, task=task, columns=[task.column_id], back=back, message=message, **more)


def _what_next(task, user, before):
    """Offer to undo a move, and to write down what came of what it delivers; say what is still open of a task."""
    if task.state == State.DELIVERED != before:
        text = _("#%(number)d is delivered.") % {"number": task.pk}
        label, url = _("Add a result"), reverse("task_result", args=[task.pk])
        return offer_undo(task, text=f"{text} {still_open(task, user)}".rstrip(), label=label, url=url)
    warning = still_open(task, user) if task.state == State.CLOSED != before else ""
    if not warning:
        return offer_undo(task)
    text = _("#%(number)d is closed.") % {"number": task.pk}
    return offer_undo(task, text=f"{text} {warning}")


def _moved(task, user):
    """Return what a screen reader says after a move: "#1042 moved to Doing, 2 of 5"."""
    place, count = place_of(task, user)
    return _("#%(number)d moved to %(column)s, %(place)d of %(count)d") % {
        "number": task.pk,
        "column": task.column.name,
        "place": place,
        "count": count,
    }
