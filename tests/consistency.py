"""What is true of the boards after any number of changes at once."""

from weakref import WeakSet

from django.db import connection

from tests.commands.invariants import BREAKS

# Those of the made-up data that hold for what came over the actions, too.
KEPT = [
    "the count of comments is that of the live shared ones",
    "the counts of the checklist are those of its points",
    "an open task stands in order, a finished one has its time",
    "moves lead from the first column to where the task stands",
    "each move begins where the one before ended",
    "edited and deleted comments say so in the history",
    "a reply stands below an earlier root of the same task",
    "a reply, and every line about a comment, is as internal as the comment",
    "who is mentioned is marked in the text",
    "a task's labels are its department's",
    "texts are rendered",
]
OWN = {
    "a place in a column is taken once": """
        SELECT column_id, position FROM board_task WHERE position IS NOT NULL
            GROUP BY column_id, position HAVING count(*) > 1""",
    "a task stands in a column of its department, and knows its kind": """
        SELECT task.id FROM board_task task LEFT JOIN board_column col ON col.id = column_id
            WHERE column_id IS NOT NULL
                AND (task.department_id, column_kind) IS DISTINCT FROM (col.department_id, col.kind)""",
    "the history ascends: no change has a version before that of the line above": """
        SELECT id FROM (SELECT id, version, lag(version) OVER (PARTITION BY department_id ORDER BY id) AS before
            FROM board_activity) activity WHERE version < before""",
    "no line of history is of a version that its department has not reached": """
        SELECT activity.id FROM board_activity activity
            JOIN board_department department ON department.id = department_id
            WHERE activity.version > department.version""",
    "what is archived is over": """
        SELECT id FROM board_task WHERE archived_at IS NOT NULL AND state NOT IN ('closed', 'declined', 'cancelled')""",
    "columns and points stand in one order": """
        SELECT department_id, position FROM board_column GROUP BY department_id, position HAVING count(*) > 1
        UNION ALL
        SELECT task_id, position FROM board_checklistitem GROUP BY task_id, position HAVING count(*) > 1""",
}


SENTENCES = {name: BREAKS[name] for name in KEPT} | OWN
_prepared = WeakSet()  # the connections on which it is


def broken():
    """Return {sentence: some of what breaks it}, empty where all is well."""
    with connection.cursor() as cursor:
        if connection.connection not in _prepared:
            # It is asked after each of thousands of requests, and to plan it takes eight times as long as to answer.
            cursor.execute(f"PREPARE broken AS {_one_statement()}")
            _prepared.add(connection.connection)
        cursor.execute("EXECUTE broken")
        found = cursor.fetchall()
    names = list(SENTENCES)
    return {names[number]: [row for other, row in found if other == number] for number, _row in found}


def _one_statement():
    return " UNION ALL ".join(
        f"(SELECT {number}, row::text FROM ({statement} LIMIT 5) AS row)"
        for number, statement in enumerate(SENTENCES.values())
    )
