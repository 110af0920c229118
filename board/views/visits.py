"""What a reader keeps about a task for themselves: having seen it, and watching it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from board import access, http
from board.actions.visits import see_task
from board.actions.watches import mute_task, unwatch_task, watch_task
from board.forms.sharing import SeenForm, WatchForm


@require_POST
def seen(request, pk):
    """Remember what the reader has seen; the page keeps its marks until it is opened again."""
    task = access.get_task(request.user, pk)
    has_read = see_task(task, **http.checked(SeenForm(request.POST)), actor=request.user)
    events = {"notifications:changed": {}} if has_read else None
    return http.changed(request, back=reverse("task", args=[task.pk]), events=events)


@require_POST
def watch(request, pk):
    task = access.get_task(request.user, pk)
    choice = http.checked(WatchForm(request.POST))["choice"]
    act, message = {
        "watch": (watch_task, _("You watch this task.")),
        "mute": (mute_task, _("You hear nothing more of this task.")),
        "leave": (unwatch_task, _("You no longer watch this task.")),
    }[choice]
    act(task, actor=request.user)
    back = http.back_to(request, default=reverse("task", args=[task.pk]))
    events = {"notifications:changed": {}}
    return http.changed(request, task=task, back=back, message=message, events=events)
