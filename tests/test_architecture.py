"""The architecture is a test: each law holds in every source, and each is seen to fail where it is broken."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.utils import get_app_template_dirs

from tests import laws

BASE = Path(__file__).parent.parent
BOARD = BASE / "board"
# Mail programs know no stylesheets: their markup carries its own.
MAILS = "templates/emails/"


def sources(folder, ending):
    paths = sorted((BASE / folder).rglob(f"*{ending}"))
    return [path for path in paths if not {"migrations", "__pycache__"} & set(path.parts)]


def faults_in(law, paths, base=BASE):
    """Return what `law` finds in the files, as "path:line what"."""
    return [
        f"{path.relative_to(BASE)}:{line} {words}"
        for path in paths
        for line, words in law(path.relative_to(base).as_posix(), path.read_text())
    ]


@pytest.mark.parametrize(
    "law",
    [
        laws.imports_upwards,
        laws.forbidden_names,
        laws.reads_htmx,
        laws.careless_actions,
        laws.silent_functions,
    ],
)
def test_the_code_keeps_to_its_layers(law):
    assert faults_in(law, sources("board", ".py"), BOARD) == []


def test_no_file_is_longer_than_one_can_read():
    code = [*sources("board", ".py"), *sources("config", ".py"), *sources("tests", ".py")]
    front = [*sources("templates", ".html"), *sources("static/css", ".css"), *sources("static/js", ".js")]
    assert faults_in(laws.too_long, [*code, *front]) == []


def test_no_module_is_a_drawer_for_odds_and_ends():
    drawers = {"utils.py", "helpers.py", "misc.py", "common.py"}
    code = [*sources("board", ".py"), *sources("config", ".py"), *sources("tests", ".py")]
    assert [path for path in code if path.name in drawers] == []


def test_no_template_carries_code():
    pages = [path for path in sources("templates", ".html") if MAILS not in path.as_posix()]
    assert faults_in(laws.inline_code, pages) == []


def test_what_a_template_includes_exists():
    folders = [*settings.TEMPLATES[0]["DIRS"], *get_app_template_dirs("templates")]
    missing = [
        f"{path.relative_to(BASE)}:{line} {name}"
        for path in sources("templates", ".html")
        for line, name in laws.included(path.read_text())
        if not any((Path(folder) / name).exists() for folder in folders)
    ]
    assert missing == []


def test_imports_of_scripts_end_with_a_semicolon():
    assert faults_in(laws.loose_imports, sources("static/js", ".js")) == []


BROKEN = [
    (laws.imports_upwards, "actions/tasks.py", "from board.views import tasks"),
    (laws.imports_upwards, "models/task.py", "import board.live"),
    (laws.imports_upwards, "models/task.py", "from board import sentences"),
    (laws.imports_upwards, "models/task.py", "def late():\n    from ..actions import tasks"),
    (laws.imports_upwards, "odds.py", ""),
    (laws.forbidden_names, "views/tasks.py", "Task.objects.get(pk=1)"),
    (laws.forbidden_names, "views/tasks.py", "task.save()"),
    (laws.forbidden_names, "views/tasks.py", "from django.db import transaction"),
    (laws.forbidden_names, "actions/tasks.py", "def move(request): ..."),
    (laws.forbidden_names, "actions/tasks.py", "from django.http import Http404"),
    (laws.forbidden_names, "models/task.py", "from django.db.models.signals import post_save"),
    (laws.forbidden_names, "live.py", "from django.dispatch import receiver"),
    (laws.reads_htmx, "views/tasks.py", "if request.htmx: ..."),
    (laws.reads_htmx, "forms/tasks.py", 'request.headers["HX-Request"]'),
    (laws.careless_actions, "actions/tasks.py", "def move_task(task, *, actor): ..."),
    (laws.careless_actions, "actions/tasks.py", "@transaction.atomic\ndef move_task(task, actor): ..."),
    (laws.silent_functions, "access.py", "def get_task(user, pk): ..."),
    (laws.too_long, "board/views/tasks.py", "\n" * 301),
    (laws.too_long, "static/js/drag.js", "\n" * 81),
    (laws.inline_code, "page.html", "<p>\n<script>alert(1)</script>"),
    (laws.inline_code, "page.html", "<style>p { color: red }</style>"),
    (laws.inline_code, "page.html", '<p class="a" style="color: red">'),
    (laws.inline_code, "page.html", '<button\n  onclick="go()">'),
    (laws.inline_code, "page.html", '<button hx-on:click="go()">'),
    (laws.loose_imports, "app.js", 'import "./drag.js"\nimport "./keys.js";'),
    (laws.loose_imports, "app.js", 'import {\n  a,\n  b,\n} from "./drag.js"'),
]
KEPT = [
    (laws.imports_upwards, "views/tasks.py", "from board.actions import tasks\nfrom board import http"),
    (laws.imports_upwards, "models/task.py", "from .column import Kind"),
    (laws.imports_upwards, "models/activity.py", "from board.sentences import sentence"),
    (laws.forbidden_names, "actions/tasks.py", "requester = 1\nTask.objects.filter().delete()"),
    (laws.reads_htmx, "http.py", 'request.headers["HX-Request"]'),
    (laws.careless_actions, "actions/tasks.py", "@transaction.atomic\ndef move_task(task, *, actor): ..."),
    (laws.careless_actions, "actions/tasks.py", "def _place(task): ..."),
    (laws.silent_functions, "access.py", 'def get_task(user, pk):\n    """Return a task."""'),
    (laws.too_long, "board/views/tasks.py", "\n" * 300),
    (laws.inline_code, "page.html", '<script src="{% static "app.js" %}" type="module"></script>'),
    (laws.inline_code, "page.html", '{# style="" #}<p data-style="a" title="online">style="no tag"</p>'),
    (laws.loose_imports, "app.js", 'import "./drag.js";\nimport { a } from "./keys.js";'),
]


@pytest.mark.parametrize(("law", "path", "source"), BROKEN)
def test_a_broken_law_is_seen(law, path, source):
    assert law(path, source) != []


@pytest.mark.parametrize(("law", "path", "source"), KEPT)
def test_a_kept_law_says_nothing(law, path, source):
    assert law(path, source) == []


def test_an_include_is_read_with_its_line():
    source = '{% extends "base.html" %}\n{% include "a/_b.html" with x=1 only %}{% include name %}'
    assert laws.included(source) == [(1, "base.html"), (2, "a/_b.html")]
