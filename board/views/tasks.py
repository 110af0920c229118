from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board import access, http
from board.actions.tasks import create_tasks
from board.forms.tasks import AddTasksForm


def add(request, code, pk):
    """Add a task for each line at the top of a column."""
    department = access.get_worked_board(request.user, code)
    column = access.get_column(department, pk)
    page = http.FormPage(
        title=_("New tasks in “%(column)s”") % {"column": column.name},
        action=request.path,
        submit=_("Add"),
        back=reverse("board", args=[department.code]),
        template="boards/quick_add",
        key=column.pk,
        name=column.name,
    )
    return http.submit(
        request,
        AddTasksForm(http.posted(request)),
        lambda titles: create_tasks(column, titles=titles, actor=request.user),
        page=page,
        done=lambda tasks: http.changed(
            request, columns=[column.pk], back=page.back + f"#column-{column.pk}", message=_added(tasks)
        ),
    )


def _added(tasks):
    if len(tasks) == 1:
        return _("#%(number)d is added.") % {"number": tasks[0].pk}
    return ngettext("%(count)d task is added.", "%(count)d tasks are added.", len(tasks)) % {
        "count": len(tasks)
    }
