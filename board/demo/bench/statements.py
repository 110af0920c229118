"""The tasks of the benchmark, made inside the database: a million rows never pass through Python.

Time runs in one direction: finished tasks were created first, one after the other, the open ones of today last;
so numbers, activities and versions ascend with the time. `%(tasks)s` is how many tasks there will be.
"""

SET_UP = """
SET CONSTRAINTS ALL IMMEDIATE;
CREATE TEMPORARY TABLE bench_board ON COMMIT DROP AS
SELECT department.id, department.name, row_number() OVER (ORDER BY department.id) - 1 AS place,
    ARRAY(SELECT id FROM board_column WHERE department_id = department.id ORDER BY position) AS columns,
    ARRAY(SELECT name FROM board_column WHERE department_id = department.id ORDER BY position) AS names,
    ARRAY(SELECT id FROM board_label WHERE department_id = department.id ORDER BY id) AS labels,
    ARRAY(SELECT id FROM board_user WHERE department_id = department.id ORDER BY id) AS members,
    CASE code WHEN 'SMALL' THEN 50 WHEN 'LARGE' THEN 250 ELSE %(open_elsewhere)s END AS open_a_column
FROM board_department department WHERE code = ANY(%(codes)s);

CREATE TEMPORARY TABLE bench_title ON COMMIT DROP AS
SELECT place - 1 AS place, text FROM unnest(%(titles)s) WITH ORDINALITY AS title (text, place);

CREATE TEMPORARY TABLE bench_comment ON COMMIT DROP AS
SELECT place - 1 AS place, text, html
FROM unnest(%(texts)s, %(htmls)s) WITH ORDINALITY AS comment (text, html, place);
"""

# `step` counts the columns from 1; 5 is done, and 0 waits in the inbox. Numbers begin after the highest there is.
# One task in five, and all in the inboxes, were asked for by another department.
PLAN = """
CREATE TEMPORARY TABLE bench_task ON COMMIT DROP AS
WITH open_card AS (
    SELECT board.place AS board, step, height
    FROM bench_board board, generate_series(1, 4) AS step, generate_series(1, open_a_column) AS height
    UNION ALL
    SELECT board.place, 0, height FROM bench_board board, generate_series(1, %(inbox)s) AS height
), finished AS (
    SELECT turn %% 50 AS board, 5 AS step, NULL::int AS height
    FROM generate_series(1, %(tasks)s - (SELECT count(*) FROM open_card)) AS turn
), numbered AS (
    SELECT *, row_number() OVER (ORDER BY step = 5 DESC, height DESC, board, step) AS turn
    FROM (SELECT * FROM finished UNION ALL SELECT * FROM open_card) card
), asked AS (
    SELECT *, CASE WHEN step = 0 OR turn %% 5 = 3 THEN (board + 1 + turn %% 7) %% 50 ELSE board END AS asking
    FROM numbered
)
SELECT turn, card.board, step, height, department.id AS department_id, department.name, department.members,
    department.columns, department.names, department.labels, asking.id AS requesting_department_id,
    card.asking <> card.board AS is_request,
    (SELECT coalesce(max(id), 0) FROM board_task) + turn AS id,
    now() - interval '720 days' + turn * interval '695 days' / %(tasks)s AS created_at,
    asking.members[1 + turn %% cardinality(asking.members)] AS requester_id,
    CASE WHEN step > 0 AND (department.place < 2 OR turn %% 5 > 0)
        THEN department.members[1 + (turn / 7) %% cardinality(department.members)] END AS assignee_id,
    CASE WHEN department.place = 0 AND step = 1 AND height = 1 THEN 30 ELSE turn %% 7 END AS comments,
    step = 5 AND turn %% 5 > 0 AND turn %% 10 <> 3 AND turn < %(tasks)s * 0.9 AS is_archived
FROM asked card JOIN bench_board department ON department.place = card.board
JOIN bench_board asking ON asking.place = card.asking;
ALTER TABLE bench_task ADD state text;
UPDATE bench_task SET state = CASE WHEN step = 0 THEN 'submitted' WHEN step < 5 THEN 'accepted'
    WHEN is_request AND NOT is_archived AND turn %% 20 = 3 THEN 'delivered' ELSE 'closed' END;
CREATE INDEX ON bench_task (id);
ANALYZE bench_task;
"""

TASKS = """
INSERT INTO board_task (id, title, description, description_html, renderer, version, department_id,
    requesting_department_id, column_id, column_kind, position, state, requester_id, assignee_id, priority,
    wanted_on, promised_on, is_restricted, comment_count, checklist_count, checklist_done,
    created_at, finished_at, archived_at, turn_since)
SELECT task.id, left(title.text || ' ' || task.turn, 200), comment.text, comment.html, %(renderer)s, 1, department_id,
    requesting_department_id, columns[step], (ARRAY['todo', 'doing', 'doing', 'doing', 'done'])[step],
    CASE WHEN step > 0 THEN height * 1024 END, state, requester_id, assignee_id,
    (ARRAY[1, 1, 1, 1, 2, 0, 3])[1 + task.turn %% 7],
    NULL, CASE WHEN step > 0 AND (board = 0 OR task.turn %% 3 > 0)
        THEN (CASE step WHEN 5 THEN created_at ELSE now() END)::date + (task.turn %% 30)::int - 5 END,
    false, comments, 0, 0, created_at,
    CASE WHEN step = 5 THEN created_at + interval '20 days' END,
    CASE WHEN is_archived THEN created_at + interval '30 days' END,
    CASE WHEN step = 5 THEN created_at + CASE WHEN state = 'closed' AND is_request THEN interval '22 days'
        ELSE interval '20 days' END
        WHEN step > 0 AND is_request THEN created_at + interval '1 hour' ELSE created_at END
FROM bench_task task
JOIN bench_title title ON title.place = task.turn %% (SELECT count(*) FROM bench_title)
JOIN bench_comment comment ON comment.place = task.turn * 7 %% (SELECT count(*) FROM bench_comment)
ORDER BY task.id;

INSERT INTO board_task_labels (task_id, label_id)
SELECT id, labels[1 + (turn + step) %% 8] FROM bench_task WHERE step BETWEEN 1 AND 4
UNION ALL SELECT id, labels[1 + turn %% 8] FROM bench_task WHERE step > 0;

INSERT INTO board_hop (task_id, department_id, actor_id, reason, started_at)
SELECT id, department_id, requester_id, '', created_at FROM bench_task WHERE is_request ORDER BY id;
"""

COMMENTS = """
CREATE TEMPORARY TABLE bench_line ON COMMIT DROP AS
SELECT *, (SELECT coalesce(max(id), 0) FROM board_comment) + row_number() OVER (ORDER BY created_at, task_id) AS id
FROM (
    SELECT task.id AS task_id, task.turn, place, task.created_at + place * interval '10 hours' AS created_at,
        members[1 + (task.turn + place) %% cardinality(members)] AS author_id
    FROM bench_task task, generate_series(1, task.comments) AS place
) line;

INSERT INTO board_comment (id, task_id, author_id, parent_id, text, html, renderer, version, created_at)
SELECT line.id, task_id, author_id,
    CASE WHEN line.place %% 3 = 0 THEN lag(line.id) OVER (PARTITION BY task_id ORDER BY line.place) END,
    text, html, %(renderer)s, 1, created_at
FROM bench_line line
JOIN bench_comment comment ON comment.place = (line.turn * 31 + line.place * 17) %% (SELECT count(*) FROM bench_comment)
ORDER BY line.id;
"""

ACTIVITIES = """
INSERT INTO board_activity (id, task_id, department_id, version, verb, actor_id, comment_id, data, created_at)
SELECT (SELECT coalesce(max(id), 0) FROM board_activity) + row_number() OVER ordered, task_id, department_id,
    row_number() OVER (PARTITION BY department_id ORDER BY created_at, task_id), verb, actor_id, comment_id, data,
    created_at
FROM (
    SELECT id AS task_id, department_id, CASE WHEN is_request THEN 'asked' ELSE 'created' END AS verb,
        requester_id AS actor_id, NULL::bigint AS comment_id,
        CASE WHEN is_request THEN jsonb_build_object('to', name)
            ELSE jsonb_build_object('column', names[1]) END AS data,
        created_at
    FROM bench_task
    UNION ALL
    SELECT id, department_id, 'accepted', coalesce(assignee_id, members[1]), NULL,
        jsonb_build_object('column', names[1]), created_at + interval '1 hour'
    FROM bench_task WHERE is_request AND step > 0
    UNION ALL
    SELECT id, department_id, 'moved', coalesce(assignee_id, members[1]), NULL,
        jsonb_build_object('origin', names[1], 'to', names[CASE step WHEN 5 THEN 2 ELSE step END]),
        created_at + interval '5 hours'
    FROM bench_task WHERE step > 1
    UNION ALL
    SELECT id, department_id, CASE WHEN is_request THEN 'delivered' ELSE 'closed' END,
        coalesce(assignee_id, members[1]), NULL,
        jsonb_build_object('origin', names[2], 'to', names[5]), created_at + interval '20 days'
    FROM bench_task WHERE step = 5
    UNION ALL
    SELECT id, department_id, 'confirmed', requester_id, NULL, '{}', created_at + interval '22 days'
    FROM bench_task WHERE is_request AND state = 'closed'
    UNION ALL
    SELECT id, department_id, 'archived', members[1], NULL, '{}', created_at + interval '30 days'
    FROM bench_task WHERE is_archived
    UNION ALL
    SELECT line.task_id, task.department_id, 'commented', line.author_id, line.id, '{}', line.created_at
    FROM bench_line line JOIN bench_task task ON task.id = line.task_id
) change
WINDOW ordered AS (ORDER BY created_at, task_id)
ORDER BY 1;
"""

AROUND = """
INSERT INTO board_watch (task_id, user_id, reason, is_muted, granted, created_at)
SELECT DISTINCT ON (task_id, user_id) task_id, user_id, reason, false, false, now()
FROM (
    SELECT id AS task_id, requester_id AS user_id, 'requester' AS reason, 1 AS rank FROM bench_task
    UNION ALL SELECT id, assignee_id, 'assignee', 2 FROM bench_task WHERE assignee_id IS NOT NULL
    UNION ALL SELECT task_id, author_id, 'commenter', 3 FROM bench_line
) party
ORDER BY task_id, user_id, rank;

UPDATE board_department
SET version = (SELECT max(version) FROM board_activity WHERE department_id = board_department.id)
WHERE id IN (SELECT id FROM bench_board);
UPDATE board_column SET version = board_department.version
FROM board_department WHERE board_department.id = department_id AND department_id IN (SELECT id FROM bench_board);

SELECT setval(pg_get_serial_sequence('board_task', 'id'), (SELECT max(id) FROM board_task)),
    setval(pg_get_serial_sequence('board_comment', 'id'), (SELECT max(id) FROM board_comment)),
    setval(pg_get_serial_sequence('board_activity', 'id'), (SELECT max(id) FROM board_activity));
"""

STEPS = {"tasks": PLAN + TASKS, "comments": COMMENTS, "activities": ACTIVITIES, "watches": AROUND}

FOREIGN_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s) ORDER BY conname
"""
# Those without a constraint that needs them.
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid::regclass::text = ANY(%s) AND NOT indisunique ORDER BY 1
"""
