"""What is true of the boards after any number of changes at once."""

from django.db import connection

from tests.commands.invariants import BREAKS

# Those of the made-up data that hold for what came over the actions, too.
KEPT = [
    "the count of comments is that of the live ones",
    "the counts of the checklist are those of its points",
    "an open task stands in order, a finished one has its time",
    "moves lead from the first column to where the task stands",
    "each move begins where the one before ended",
    "edited and deleted comments say so in the history",
    "a reply stands below an earlier root of the same task",
    "a task's labels are its department's",
    "texts are rendered",
]
OWN = {
    "a place in a column is taken once": """
        SELECT column_id, position FROM board_task WHERE position IS NOT NULL
            GROUP BY column_id, position HAVING count(*) > 1""",
    "a task stands in a column of its department, and knows its kind": """
        SELECT task.id FROM board_task task LEFT JOIN board_column col ON col.id = column_id
            WHERE (task.department_id, column_kind) IS DISTINCT FROM (col.department_id, col.kind)""",
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


def broken():
    """Return {sentence: some of the ids that break it}, empty where all is well."""
    found = {}
    with connection.cursor() as cursor:
        for sentence, statement in {**{name: BREAKS[name] for name in KEPT}, **OWN}.items():
            cursor.execute(f"{statement} LIMIT 5")
            if rows := cursor.fetchall():
                found[sentence] = rows
    return found
