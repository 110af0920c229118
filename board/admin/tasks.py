from django.contrib import admin
from django.contrib.postgres.search import SearchQuery
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from board.actions.archive import archive_task, restore_task
from board.actions.moves import move_task
from board.actions.sharing import restrict_task
from board.actions.task_fields import (
    assign_task,
    date_task,
    label_task,
    prioritise_task,
    promise_task,
    want_task,
)
from board.actions.task_text import edit_description, edit_title
from board.admin.agreement import AgreementPage
from board.admin.base import ActionAdmin, mark
from board.admin.site import site
from board.admin.task_form import TaskForm
from board.errors import Conflict
from board.models import Link, Task


@admin.register(Task, site=site)
class TaskAdmin(AgreementPage, ActionAdmin):
    """Tasks are added on a board, and are never deleted: what is over goes into the archive."""

    form = TaskForm
    change_form_template = "admin/task_form.html"
    list_display = [
        "number",
        "title",
        "department",
        "column",
        "state",
        "turn_now",
        "assignee",
        "priority",
        "wanted_on",
        "promised_on",
        mark("is_restricted", gettext_lazy("restricted")),
    ]
    list_display_links = ["number", "title"]
    list_filter = [
        "state",
        "priority",
        ("archived_at", admin.EmptyFieldListFilter),
        "is_restricted",
        "waiting_on",
        "department",
        "requesting_department",
    ]
    list_select_related = ["department", "column", "assignee"]
    search_fields = ["title"]
    search_help_text = gettext_lazy("A number, or words of the title and the description.")
    readonly_fields = [
        "department",
        "state",
        "turn_now",
        "waiting",
        "requester",
        "requesting_department",
        "created_at",
    ]
    actions = ["archive_all", "restore_all"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search", "description_html")

    def get_fields(self, request, obj=None):
        promise = ["promise_reason"] if obj and obj.is_request and obj.promised_on else []
        return [*self.readonly_fields, *TaskForm.Meta.fields, *promise, "seen_version"]

    def get_search_results(self, request, queryset, search_term):
        words = search_term.strip()
        number = words.removeprefix("#")
        if number.isdecimal() and len(number) < 19:
            return queryset.filter(pk=number), False
        if words:
            queryset = queryset.filter(search=SearchQuery(words, config="russian", search_type="websearch"))
        return queryset, False

    @admin.display(description=gettext_lazy("number"), ordering="id")
    def number(self, task):
        return f"#{task.pk}"

    @admin.display(description=gettext_lazy("whose move"), ordering="turn_since")
    def turn_now(self, task):
        return task.turn.label

    @admin.display(description=gettext_lazy("waiting"))
    def waiting(self, task):
        return f"{task.get_waiting_on_display()}: {task.waiting_note}" if task.waiting_on else "–"

    def act(self, request, original, form):
        try:
            return self._act(request, original, form)
        except Conflict as conflict:
            form.show_conflict(conflict)
            raise

    @transaction.atomic
    def _act(self, request, original, form):
        task, data, actor = original, form.cleaned_data, request.user
        version = data["seen_version"]
        # First this: it locks other boards, too.
        if "column" in form.changed_data:
            move_task(task, column=data["column"].pk, after=None, actor=actor)
        if "title" in form.changed_data:
            edit_title(task, title=data["title"], version=version, actor=actor)
            version += 1
        if "description" in form.changed_data:
            edit_description(task, description=data["description"], version=version, actor=actor)
        if "assignee" in form.changed_data:
            assign_task(task, assignee=data["assignee"], actor=actor)
        if "priority" in form.changed_data:
            prioritise_task(task, priority=data["priority"], actor=actor)
        if {"wanted_on", "promised_on"} & set(form.changed_data):
            _date(task, data, actor)
        if "labels" in form.changed_data:
            label_task(task, labels=data["labels"], actor=actor)
        if "is_restricted" in form.changed_data:
            restrict_task(task, is_restricted=data["is_restricted"], actor=actor)
        return task

    @admin.action(description=gettext_lazy("Archive the selected tasks"))
    def archive_all(self, request, queryset):
        self.act_on_each(
            request,
            queryset,
            lambda task: archive_task(task, actor=request.user),
            lambda count: (
                ngettext("%(count)d task is archived.", "%(count)d tasks are archived.", count)
                % {"count": count}
            ),
        )

    @admin.action(description=gettext_lazy("Restore the selected tasks from the archive"))
    def restore_all(self, request, queryset):
        self.act_on_each(
            request,
            queryset,
            lambda task: restore_task(task, actor=request.user),
            lambda count: (
                ngettext("%(count)d task is restored.", "%(count)d tasks are restored.", count)
                % {"count": count}
            ),
        )

    def get_tools(self, request, original):
        page, words = (
            ("restore", _("Restore")) if original.archived_at else ("archive", pgettext("verb", "Archive"))
        )
        return [
            (_("To the task"), reverse("task", args=[original.pk])),
            (_("Agreement"), self.address("agree", original.pk)),
            (words, self.address(page, original.pk)),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        task = self.get_row(request, object_id)
        links = Link.objects.filter(Q(task=task) | Q(other=task))
        extra = {
            "hops": task.hops.select_related("department", "origin", "actor"),
            "links": links.select_related("task", "other").order_by("pk"),
        }
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def get_urls(self):
        pages = [
            path(
                f"<int:pk>/{page}/",
                self.admin_site.admin_view(getattr(self, page)),
                name=f"board_task_{page}",
            )
            for page in ("agree", "archive", "restore")
        ]
        return pages + super().get_urls()

    def history_view(self, request, object_id, extra_context=None):
        """The history of a task is the one that its page shows."""
        return redirect("task", self.get_row(request, object_id).pk)

    def archive(self, request, pk):
        task = self.get_row(request, pk)
        return self.confirm(
            request,
            task,
            title=_("Archive #%(number)d") % {"number": task.pk},
            text=[task.title, _("It leaves the board, and keeps its address and its place in the search.")],
            submit=pgettext("verb", "Archive"),
            act=lambda: archive_task(task, actor=request.user),
            done=_("#%(number)d is archived.") % {"number": task.pk},
        )

    def restore(self, request, pk):
        task = self.get_row(request, pk)
        return self.confirm(
            request,
            task,
            title=_("Restore #%(number)d") % {"number": task.pk},
            text=[task.title, _("It goes back to the column in which it stood.")],
            submit=_("Restore"),
            act=lambda: restore_task(task, actor=request.user),
            done=_("#%(number)d is restored.") % {"number": task.pk},
        )


def _date(task, data, actor):
    if not task.is_request:
        date_task(task, wanted_on=data["wanted_on"], promised_on=data["promised_on"], actor=actor)
        return
    want_task(task, wanted_on=data["wanted_on"], actor=actor)
    reason = data.get("promise_reason", "")
    promise_task(task, promised_on=data["promised_on"], reason=reason, actor=actor)
