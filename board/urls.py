from django.urls import path, re_path

from board.views import boards, columns, departments, errors, labels, moves, tasks

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
    # Comments
    # Accounts and settings
    # Administration and what only development has
    re_path(r"", errors.missing),
]
