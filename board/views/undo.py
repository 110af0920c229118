"""What one has just done to a task is undone: by the button in the notice, or on a page of its own."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from board import access, http
from board.actions.undo import undo_change
from board.forms.undo import UndoForm
from board.views.task import form_page


def undo(request, pk):
    task = access.get_task(request.user, pk)
    if request.method != "POST":
        form = UndoForm(initial={"activity": http.checked(UndoForm(request.GET))["activity"]})
        page = form_page(
            task,
            request,
            title=_("Undo the last change of #%(number)d"),
            id=f"undo-{pk}",
            submit=_("Undo"),
            note=_("It goes back to where it stood, and nobody gets a mail about the change."),
        )
        return http.show_form(request, form, page)

    columns = undo_change(task, **http.checked(UndoForm(request.POST)), actor=request.user)
    return http.changed(
        request,
        task=task,
        columns=columns,
        back=reverse("task", args=[task.pk]),
        message=_("Undone: #%(number)d is as it was.") % {"number": task.pk},
        events={"lists:changed": {}},
    )


def offer_undo(task, **words):
    """Return an Offer to undo what has just been done to `task`; `words` are the Offer's own."""
    query = urlencode({"activity": task.undoable})
    return http.Offer(**words, undo=f"{reverse('task_undo', args=[task.pk])}?{query}")
