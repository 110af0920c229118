"""What is true of every board, however its rows were written. Each statement finds what breaks its sentence."""

from django.db import connection

# What puts a task into a column.
MOVES = (
    "('created', 'accepted', 'moved', 'closed', 'delivered', 'taken_back', 'returned', 'reopened', 'undone')"
)
BREAKS = {
    "the count of comments is that of the live shared ones": """
        SELECT task.id FROM board_task task WHERE comment_count <>
            (SELECT count(*) FROM board_comment
                WHERE task_id = task.id AND deleted_at IS NULL AND internal_to_id IS NULL)""",
    "the counts of the checklist are those of its points": """
        SELECT task.id FROM board_task task WHERE (checklist_count, checklist_done) <>
            (SELECT count(*), count(*) FILTER (WHERE is_done) FROM board_checklistitem WHERE task_id = task.id)""",
    "an open task stands in order, a finished one has its time": """
        SELECT id FROM board_task WHERE (state IN ('submitted', 'declined', 'cancelled')) <> (column_id IS NULL)
            OR (state = 'accepted') <> (position IS NOT NULL AND finished_at IS NULL)
            OR (state IN ('delivered', 'closed')) <> (finished_at IS NOT NULL AND column_kind = 'done')""",
    "created, finished, archived: in this order and in the past": """
        SELECT id FROM board_task WHERE created_at > coalesce(finished_at, now())
            OR finished_at > coalesce(archived_at, now()) OR archived_at > now()""",
    "numbers follow the time of creation": """
        SELECT id FROM (SELECT id, created_at, lag(created_at) OVER (ORDER BY id) AS before FROM board_task) task
            WHERE created_at < before""",
    "a history begins with the creation, at its time": """
        SELECT task.id FROM board_task task LEFT JOIN LATERAL
            (SELECT verb, actor_id, created_at FROM board_activity WHERE task_id = task.id ORDER BY id LIMIT 1) first
            ON true WHERE (first.verb, first.actor_id, first.created_at)
                IS DISTINCT FROM (CASE WHEN EXISTS (SELECT FROM board_hop WHERE task_id = task.id AND origin_id IS NULL
                    AND department_id <> requesting_department_id) THEN 'asked' ELSE 'created' END::varchar,
                    task.requester_id, task.created_at)""",
    "a finished task was finished last, at its time": """
        SELECT task.id FROM board_task task LEFT JOIN LATERAL
            (SELECT verb, created_at FROM board_activity
                WHERE task_id = task.id AND verb IN ('closed', 'delivered', 'taken_back', 'returned', 'reopened')
                ORDER BY id DESC LIMIT 1) last ON true
            WHERE (coalesce(last.verb, '') IN ('closed', 'delivered')) <> (task.state IN ('closed', 'delivered'))
                OR last.verb IN ('closed', 'delivered') AND last.created_at <> task.finished_at""",
    "the last hop is the one that has the task, the others have ended": """
        SELECT task.id FROM board_task task LEFT JOIN board_hop hop ON hop.task_id = task.id AND ended_at IS NULL
            WHERE task.department_id <> task.requesting_department_id
                AND hop.department_id IS DISTINCT FROM task.department_id""",
    "each hop begins where and when the one before ended": """
        SELECT id FROM (SELECT id, origin_id, started_at, lag(department_id) OVER task AS department,
                lag(ended_at) OVER task AS ended_at
            FROM board_hop WINDOW task AS (PARTITION BY task_id ORDER BY id)) hop
            WHERE (origin_id, started_at) IS DISTINCT FROM (department, coalesce(ended_at, started_at))""",
    "the move is with whom it is since the last change of the agreement": """
        SELECT task.id FROM board_task task WHERE department_id <> requesting_department_id AND turn_since <>
            (SELECT max(created_at) FROM board_activity WHERE task_id = task.id AND verb IN ('asked', 'accepted',
                'declined', 'duplicated', 'handed_off', 'delivered', 'taken_back', 'confirmed', 'returned',
                'reopened', 'cancelled', 'waiting', 'resumed'))""",
    "an archived task was archived once, at its time": """
        SELECT task.id FROM board_task task WHERE array_remove(ARRAY[archived_at], NULL) <>
            ARRAY(SELECT created_at FROM board_activity WHERE task_id = task.id AND verb = 'archived')""",
    "moves lead from the first column to where the task stands": f"""
        SELECT task.id FROM board_task task JOIN board_column ON board_column.id = column_id LEFT JOIN LATERAL
            (SELECT coalesce(data->>'to', data->>'column') AS place FROM board_activity
                WHERE task_id = task.id AND verb IN {MOVES}
                ORDER BY id DESC LIMIT 1) last ON true
            WHERE last.place IS DISTINCT FROM board_column.name""",
    "each move begins where the one before ended": f"""
        SELECT id FROM (SELECT id, data->>'origin' AS origin,
                lag(coalesce(data->>'to', data->>'column')) OVER (PARTITION BY task_id ORDER BY id) AS before
            FROM board_activity WHERE verb IN {MOVES}) move
            WHERE origin <> before""",
    "time and versions ascend with the activities of a department": """
        SELECT id FROM (SELECT id, version, created_at, lag(version) OVER board AS version_before,
                lag(created_at) OVER board AS before
            FROM board_activity WINDOW board AS (PARTITION BY department_id ORDER BY id)) activity
            WHERE version <= version_before OR created_at < before""",
    "a department's version is that of its last activity": """
        SELECT id FROM board_department department WHERE version <>
            (SELECT coalesce(max(version), 0) FROM board_activity WHERE department_id = department.id)""",
    "nothing has happened yet that lies ahead": "SELECT id FROM board_activity WHERE created_at > now()",
    "a comment was written in an activity of its author, at its time": """
        SELECT comment.id FROM board_comment comment WHERE 1 <>
            (SELECT count(*) FROM board_activity WHERE comment_id = comment.id AND verb = 'commented'
                AND (task_id, actor_id, created_at) = (comment.task_id, comment.author_id, comment.created_at))""",
    "edited and deleted comments say so in the history": """
        SELECT comment.id FROM board_comment comment WHERE
            (edited_at IS NOT NULL, deleted_at IS NOT NULL) <>
            (SELECT count(*) FILTER (WHERE verb = 'comment_edited') > 0,
                count(*) FILTER (WHERE verb = 'comment_deleted') > 0
                FROM board_activity WHERE comment_id = comment.id)""",
    "a reply stands below an earlier root of the same task": """
        SELECT reply.id FROM board_comment reply JOIN board_comment root ON root.id = reply.parent_id
            WHERE root.parent_id IS NOT NULL OR root.task_id <> reply.task_id OR root.id > reply.id""",
    "who asked, who does it and who wrote watch the task": """
        SELECT task_id, user_id FROM (
            SELECT id AS task_id, requester_id AS user_id FROM board_task
            UNION SELECT id, assignee_id FROM board_task WHERE assignee_id IS NOT NULL
            UNION SELECT task_id, author_id FROM board_comment) party
            WHERE NOT EXISTS (SELECT FROM board_watch watch WHERE watch.task_id = party.task_id
                AND watch.user_id = party.user_id)""",
    "a reply, and every line about a comment, is as internal as the comment": """
        SELECT reply.id FROM board_comment reply JOIN board_comment root ON root.id = reply.parent_id
            WHERE reply.internal_to_id IS DISTINCT FROM root.internal_to_id
        UNION ALL SELECT activity.id FROM board_activity activity JOIN board_comment comment ON comment.id = comment_id
            WHERE activity.internal_to_id IS DISTINCT FROM comment.internal_to_id""",
    "who is mentioned is marked in the text": """
        SELECT mention.id FROM board_mention mention JOIN board_task task ON task.id = mention.task_id
            LEFT JOIN board_comment comment ON comment.id = comment_id
            WHERE coalesce(comment.task_id, task.id) <> task.id
                OR strpos(coalesce(comment.html, description_html),
                    '<span class="mention">' || mention.user_id || '</span>') = 0""",
    "a task's labels are its department's": """
        SELECT task.id FROM board_task_labels tag JOIN board_task task ON task.id = task_id
            JOIN board_label label ON label.id = label_id WHERE label.department_id <> task.department_id""",
    "texts are rendered": """
        SELECT id FROM board_comment WHERE (text = '') <> (html = '')
            UNION ALL SELECT id FROM board_task WHERE (description = '') <> (description_html = '')""",
}


def broken():
    """Return {sentence: some of the ids that break it}, empty where all is well."""
    with connection.cursor() as cursor:
        found = {}
        for sentence, statement in BREAKS.items():
            cursor.execute(f"{statement} LIMIT 5")
            if rows := cursor.fetchall():
                found[sentence] = rows
        return found
