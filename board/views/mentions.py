"""Naming people in what is written about a task."""

from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from board import access
from board.forms.mentions import PeopleForm
from board.queries.audience import own_side
from board.queries.mentions import left_out, offered_people


@require_safe
def people(request, pk):
    """Show whom one could name, by what was typed after an @."""
    task = access.get_commentable_task(request.user, pk)
    words, is_internal = PeopleForm.read(request.GET)
    side = own_side(task, request.user) if is_internal else None
    offered = offered_people(task, words, writer=request.user, side=side)
    return render(request, "board/mentions/_people.html", {"offered": offered})


def left_out_note(task):
    """Return the sentence about people whom the description of `task` names without mentioning them, or nothing."""
    names = left_out(task)
    if not names:
        return ""
    words = ngettext(
        "%(people)s cannot see this task and is not mentioned.",
        "%(people)s cannot see this task and are not mentioned.",
        len(names),
    )
    return words % {"people": ", ".join(names)}
