"""Fill the database with the data set of the benchmark."""

from contextlib import contextmanager

from django.db import connection, transaction

from board import markdown
from board.demo.bench import company, statements
from board.models import Comment, Department, Task

TABLES = ["board_task", "board_task_labels", "board_comment", "board_activity", "board_watch", "board_hop"]
# The two measured boards, and something to be done on the others.
FEWEST_TASKS = 2000


@transaction.atomic
def fill(tasks, say):
    """Write `tasks` tasks (at least FEWEST_TASKS) and three times as many comments; `say` hears of each step."""
    say("departments and people")
    company.make_people(company.make_departments())
    comments = company.comments()
    values = {
        "tasks": tasks,
        "codes": [company.SMALL, company.LARGE, *company.OTHERS],
        "open_elsewhere": min(10, tasks // 700),
        "inbox": min(40, tasks // 400),
        "titles": company.titles(),
        "texts": [text for text, _html in comments],
        "htmls": [html for _text, html in comments],
        "renderer": markdown.RENDERER,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.SET_UP, values)
        with _without_checks(cursor, say):
            for name, statement in statements.STEPS.items():
                say(name)
                cursor.execute(statement, values)
        say("statistics")
        cursor.execute("ANALYZE")
        for name in ("task", "line", "board", "title", "comment"):
            cursor.execute(f"DROP TABLE bench_{name}")


def description():
    """Return what a benchmark has to know: addresses, people and sizes."""
    small, large = (Department.objects.get(code=code) for code in (company.SMALL, company.LARGE))
    long_task = Task.objects.filter(department=small, comment_count=30).get()
    return {
        "board_200": _board(small),
        "board_1000": _board(large),
        "task_30_comments": {"id": long_task.pk, "url": f"/tasks/{long_task.pk}/"},
        "password": company.PASSWORD,
        "tasks": Task.objects.count(),
        "comments": Comment.objects.count(),
        "departments": Department.objects.count(),
    }


def _board(department):
    return {
        "code": department.code,
        "url": f"/boards/{department.code}/",
        "columns": list(department.columns.values_list("pk", flat=True)),
        "members": list(department.members.order_by("pk").values_list("username", flat=True)),
    }


@contextmanager
def _without_checks(cursor, say):
    """Drop foreign keys and indexes meanwhile: made anew for all rows at once they take a fraction of the time."""
    cursor.execute(statements.FOREIGN_KEYS, [TABLES])
    keys = cursor.fetchall()
    cursor.execute(statements.INDEXES, [TABLES])
    indexes = cursor.fetchall()
    for table, name, _definition in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    say("indexes")
    for _name, definition in indexes:
        cursor.execute(definition)
    say("foreign keys")
    for table, name, definition in keys:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
