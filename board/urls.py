from django.urls import path, re_path

from board.admin import site as admin_site
from board.views import (
    boards,
    checklist,
    columns,
    comments,
    departments,
    errors,
    labels,
    moves,
    sharing,
    task,
    task_fields,
    tasks,
    visits,
)

urlpatterns = [
    # Boards
    path("", boards.home, name="home"),
    path("boards/", boards.index, name="boards"),
    path("boards/<str:code>/", boards.board, name="board"),
    path("boards/<str:code>/archive/", boards.archive, name="board_archive"),
    path("boards/<str:code>/columns/<int:pk>/", columns.column, name="column"),
    path("boards/<str:code>/columns/<int:pk>/tasks/", tasks.add, name="task_add"),
    # A department's settings
    path("boards/<str:code>/settings/", departments.settings, name="board_settings"),
    path("boards/<str:code>/settings/reading/", departments.reading, name="board_reading"),
    path("boards/<str:code>/settings/columns/add/", columns.add, name="column_add"),
    path("boards/<str:code>/settings/columns/<int:pk>/", columns.edit, name="column_edit"),
    path("boards/<str:code>/settings/columns/<int:pk>/order/", columns.order, name="column_order"),
    path("boards/<str:code>/settings/columns/<int:pk>/remove/", columns.remove, name="column_remove"),
    path("boards/<str:code>/settings/labels/add/", labels.add, name="label_add"),
    path("boards/<str:code>/settings/labels/<int:pk>/", labels.edit, name="label_edit"),
    path("boards/<str:code>/settings/labels/<int:pk>/remove/", labels.remove, name="label_remove"),
    # Tasks on a board
    path("tasks/<int:pk>/move/", moves.move, name="task_move"),
    path("tasks/<int:pk>/archive/", moves.archive, name="task_archive"),
    path("tasks/<int:pk>/restore/", moves.restore, name="task_restore"),
    # The task itself
    path("tasks/<int:pk>/", task.page, name="task"),
    path("tasks/<int:pk>/panel/", task.panel, name="task_panel"),
    path("tasks/<int:pk>/title/", task.title, name="task_title"),
    path("tasks/<int:pk>/description/", task.description, name="task_description"),
    path("tasks/<int:pk>/assignee/", task_fields.assignee, name="task_assignee"),
    path("tasks/<int:pk>/priority/", task_fields.priority, name="task_priority"),
    path("tasks/<int:pk>/labels/", task_fields.labels, name="task_labels"),
    path("tasks/<int:pk>/dates/", task_fields.dates, name="task_dates"),
    path("tasks/<int:pk>/restriction/", sharing.restriction, name="task_restriction"),
    path("tasks/<int:pk>/access/", sharing.give, name="task_access"),
    path("tasks/<int:pk>/access/<int:person>/take/", sharing.take, name="task_access_take"),
    path("tasks/<int:pk>/watch/", visits.watch, name="task_watch"),
    path("tasks/<int:pk>/seen/", visits.seen, name="task_seen"),
    path("tasks/<int:pk>/checklist/", checklist.add, name="checklist_add"),
    path("checklist/<int:pk>/", checklist.edit, name="checklist_edit"),
    path("checklist/<int:pk>/tick/", checklist.tick, name="checklist_tick"),
    path("checklist/<int:pk>/order/", checklist.order, name="checklist_order"),
    path("checklist/<int:pk>/remove/", checklist.remove, name="checklist_remove"),
    # Comments
    path("tasks/<int:pk>/comments/", comments.add, name="comment_add"),
    path("comments/<int:pk>/", comments.comment, name="comment"),
    path("comments/<int:pk>/reply/", comments.reply, name="comment_reply"),
    path("comments/<int:pk>/edit/", comments.edit, name="comment_edit"),
    path("comments/<int:pk>/delete/", comments.delete, name="comment_delete"),
    # Accounts and settings
    # Administration and what only development has
    path("admin/", admin_site.urls),
    re_path(r"", errors.missing),
]
