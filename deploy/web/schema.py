"""Which migrations the code has and the database has not, told without starting Django.

The quick look lists files. Where every file is applied, nothing is pending; anything else is for
`manage.py pending` to judge, which knows about squashed migrations and applications with another label.
"""

import ast
import os
import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any, NamedTuple

APP = Path(os.environ.get("HANDOFF_APP") or "/app")
NONE, PENDING = 0, 10


class State(NamedTuple):
    """What the quick look saw, as (application, name)."""

    missing: list[tuple[str, str]]
    ahead: list[tuple[str, str]]
    # Where the database stands: the board's last migration and how many are applied in all; "" where none is.
    head: str
    has_tables: bool

    @property
    def is_current(self) -> bool:
        return not self.missing


def look(connection: Any) -> State:
    """Compare the files with the database."""
    known, applied = set(known_migrations()), _applied(connection)
    ours = {migration for migration in known if migration[0] == "board"}
    ahead = sorted(migration for migration in applied if migration[0] == "board" and migration not in ours)
    return State(sorted(known - set(applied)), ahead, _head(applied), _has_tables(connection))


def known_migrations() -> list[tuple[str, str]]:
    """Return (application, name) of all migration files of the installed applications."""
    found = []
    for application in _installed_applications():
        if folder := _folder_of(application):
            files = (folder / "migrations").glob("*.py")
            label = application.rpartition(".")[2]
            found += [(label, file.stem) for file in files if file.name[0] not in "_~"]
    return found


def ask_django() -> int:
    """Return the exit code of `manage.py pending`: NONE, PENDING, or that of an error."""
    command = [sys.executable, "manage.py", "pending"]
    return subprocess.run(command, cwd=APP, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode


def _installed_applications() -> list[str]:
    """Return what the settings list as INSTALLED_APPS; under DEBUG also what they add there in any other way."""
    tree = ast.parse((APP / "config" / "settings.py").read_text(encoding="utf-8"))
    is_debug = os.environ.get("DEBUG") == "true"
    names = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign | ast.AugAssign | ast.Expr) or not _is_about_applications(node):
            continue
        if isinstance(node.value, ast.List) or is_debug:
            texts = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
            names += [text for text in texts if isinstance(text, str)]
    return names


def _is_about_applications(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Name) and part.id == "INSTALLED_APPS" for part in ast.walk(node))


def _folder_of(module: str) -> Path | None:
    """Return where a package is, without importing it or those above it."""
    path = [str(APP), *sys.path[1:]]
    for name in module.split("."):
        spec = PathFinder.find_spec(name, path)
        if not spec or not spec.submodule_search_locations:
            return None
        path = list(spec.submodule_search_locations)
    return Path(path[0])


def _applied(connection: Any) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return []
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return [(app, name) for app, name in cursor.fetchall()]


def _head(applied: list[tuple[str, str]]) -> str:
    ours = sorted(migration for migration in applied if migration[0] == "board") or applied[-1:]
    return f"{'.'.join(ours[-1])}-{len(applied)}" if ours else ""


def _has_tables(connection: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE relkind IN ('r', 'p') AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema')"
        )
        return bool(cursor.fetchone()[0])
