"""The benchmark itself: with little data and few requests it measures everything that there is a goal for."""

import re
import subprocess
import sys

import pytest

from config.embedded import BASE

GOALS = [
    *("board 200, after a change, p50", "board 200, unchanged, p50", "board 200, known to the browser"),
    *("board 200, unchanged, against an empty signed-in page", "an empty signed-in page, p50"),
    *("board 200, 8 at once, one in ten after a change", "board 200, the same, p99"),
    *("board 200, the same, failures", "board 200, unchanged, CPU a request"),
    *("board 200, HTML", "board 200, HTML compressed", "board 200, statements after a change"),
    *("board 200, statements unchanged", "board 1,000, after a change, p50", "board 1,000, 8 at once"),
    *("task with 30 comments, p50", "task with 30 comments, 8 at once", "task with 30 comments, statements"),
    *(
        "move a card, p50",
        "move a card, 8 at once, p99",
        "move a card, failures in",
        "move a card, the whole",
    ),
    *("move a card, statements", "move a card, statements where somebody is told"),
    *("add a comment, p50", "add a comment, 8 at once", "search, p50", "search, 8 at once", "my work, p50"),
    *("first view of board 200, over the network", "first view of board 200, requests", "repeat view"),
    *("first view, DOMContentLoaded", "first view, DOMContentLoaded, CPU slowed", "first view, largest"),
    *("first view, longest task", "board 200, elements", "board 1,000, elements"),
    *("interaction to next paint", "script and layout of a pointer move", "long tasks a refresh"),
    *("layout shift of a refresh", "memory of the web processes", "my work, with ten times the tasks"),
    *("board, with ten times the tasks", "task, with ten times the tasks", "mails of the outbox"),
    *("a password reset",),
]


@pytest.mark.long
def test_every_goal_has_a_measured_number():
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--small"], cwd=BASE, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    cells = [[cell.strip() for cell in line.split("|")[1:4]] for line in done.stdout.splitlines()]
    rows = {row[0]: row[1:] for row in cells if len(row) == 3}
    assert [goal for goal in GOALS if not any(name.startswith(goal) for name in rows)] == []
    for name, (measured, _goal) in list(rows.items())[2:]:
        assert re.match(r"[\d,]+(\.\d+)?", measured), name
