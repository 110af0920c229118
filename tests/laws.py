"""The laws of the house as functions from a source text to its faults, [(line, words)]."""

import ast
import re

# Each part of board/ may import its own layer and those above it in this list.
LAYERS = [
    {"errors", "markdown", "cache", "storage", "apps"},
    {"models"},
    {"activity", "calendar", "imports", "live", "notifications", "prepared", "sentences", "tokens", "turns"},
    {"access", "actions", "queries"},
    {"accounts", "backends", "conditional", "demo", "forms", "http", "rendering", "sessions"},
    {
        "admin",
        "context_processors",
        "jobs",
        "management",
        "middleware",
        "streams",
        "templatetags",
        "urls",
        "views",
    },
]
HEIGHT = {part: height for height, parts in enumerate(LAYERS) for part in parts}
# A row can say itself in words: `Activity.sentence()` and the admin's lists read better for it.
ALLOWED_UPWARDS = {("models/activity.py", "sentences"), ("models/notification.py", "sentences")}

# Names, attributes and imports that a layer never uses.
NEVER = {
    "views": {"objects", "save", "delete", "bulk_create", "transaction"},
    "actions": {"request", "django.http", "django.shortcuts"},
    "queries": {"request", "django.http", "transaction", "save", "bulk_create"},
    "streams": {"objects", "save", "delete", "bulk_create", "transaction"},
    "": {"django.db.models.signals", "django.dispatch", "receiver"},
}
READS_HTMX = {"http.py", "middleware.py"}
# What the actions are made of, and is no verb by itself: whole files, and single functions.
TOOLS_OF_ACTIONS = {
    f"actions/{name}.py"
    for name in (
        "blocking",
        "forgetting",
        "locks",
        "mails",
        "mentions",
        "positions",
        "snapshots",
        "sessions",
        "transitions",
    )
}
TOOLS_OF_ACTIONS |= {"actions/watches.py follow", "actions/waiting.py end_waiting"}
# Many transactions, one for each task or portion.
TOOLS_OF_ACTIONS |= {
    "actions/closing.py close_by_itself",
    "actions/reminders.py write_reminders",
    "actions/digests.py write_digests",
}
LINES = {".py": 300, ".html": 300, ".css": 300, ".js": 80}

SCRIPT_OR_STYLE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b", re.IGNORECASE)
TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
HANDLER = re.compile(r"""[\s"'](?:on[a-z]+|style|hx-on[\w:.-]*)\s*=""", re.IGNORECASE)
TEMPLATE_TEXT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|{{.*?}}|{%.*?%}", re.DOTALL)
INCLUDED = re.compile(r"""{%\s*(?:include|extends)\s+(["'])(?P<name>[^"']+)\1""")
IMPORT = re.compile(r"""^(?:import|export)\b[^;'"()]*?(["'])[^"'\n]*\1(?P<end>.*)$""", re.MULTILINE)


def part_of(path):
    """Return which part of the house a path below board/ belongs to: its folder, or its own name."""
    return path.split("/")[0].removesuffix(".py")


def imports_upwards(path, source):
    """The file at `path` (below board/) imports only its own layer and those that it stands on."""
    part = part_of(path)
    if part == "__init__" or part == "migrations":
        return []
    if part not in HEIGHT:
        return [(1, f"board/{path} has no place in LAYERS")]
    faults = []
    for line, module in _imports(path, ast.parse(source)):
        other = (
            part_of(module.removeprefix("board.").replace(".", "/")) if module.startswith("board.") else part
        )
        if HEIGHT.get(other, len(LAYERS)) > HEIGHT[part] and (path, other) not in ALLOWED_UPWARDS:
            faults.append((line, f"{part} imports {other}"))
    return faults


def forbidden_names(path, source):
    """No name, attribute, argument or import that NEVER lists for this layer or for all."""
    never = NEVER[""] | NEVER.get(part_of(path), set())
    tree = ast.parse(source)
    used = [*_imports(path, tree), *_names(tree)]
    return sorted({(line, f"uses {name}") for line, name in used if name in never})


def reads_htmx(path, source):
    """Only http.py and the middleware know whether HTMX asked."""
    if path in READS_HTMX:
        return []
    nodes = list(ast.walk(ast.parse(source)))
    faults = [
        (node.lineno, "reads .htmx")
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr == "htmx"
    ]
    texts = [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    wanted = {"hx-request", "http_hx_request"}
    return faults + [(node.lineno, "reads HX-Request") for node in texts if node.value.lower() in wanted]


def careless_actions(path, source):
    """A public function in actions/ is one transaction, names its actor by keyword, and says what it does."""
    if part_of(path) != "actions" or path in TOOLS_OF_ACTIONS:
        return []
    faults = []
    for function in _public_functions(source):
        if f"{path} {function.name}" in TOOLS_OF_ACTIONS:
            continue
        if "transaction.atomic" not in [ast.unparse(decorator) for decorator in function.decorator_list]:
            faults.append((function.lineno, f"{function.name} is no transaction"))
        if "actor" not in [argument.arg for argument in function.args.kwonlyargs]:
            faults.append((function.lineno, f"{function.name} has no keyword actor"))
    return faults


def silent_functions(path, source):
    """What others call across layers says its contract in a docstring."""
    if part_of(path) not in {"access", "actions", "queries", "activity", "live"}:
        return []
    silent = [function for function in _public_functions(source) if not ast.get_docstring(function)]
    return [(function.lineno, f"{function.name} has no docstring") for function in silent]


def too_long(path, source):
    limit = LINES["." + path.rsplit(".", 1)[1]]
    length = len(source.splitlines())
    return [(length, f"{length} lines, {limit} are the limit")] if length > limit else []


def inline_code(path, source):
    """No script, style or handler inside the markup: the Content-Security-Policy refuses them."""
    bare = TEMPLATE_TEXT.sub(lambda match: re.sub(r"[^\n]", "", match.group()), source)
    inside_tags = [
        tag for tag in re.finditer(r"<[a-z][^<>]*>", bare, re.IGNORECASE) if HANDLER.search(tag.group())
    ]
    found = [*SCRIPT_OR_STYLE.finditer(bare), *inside_tags]
    return [(bare[: match.start()].count("\n") + 1, f"inline: {match.group()[:60]!r}") for match in found]


def included(source):
    """Return [(line, template name)] of what a template includes or extends by a literal name."""
    return [(source[: match.start()].count("\n") + 1, match["name"]) for match in INCLUDED.finditer(source)]


def loose_imports(path, source):
    """An import ends with a semicolon: Django's storage leaves one without it at its unhashed name."""
    loose = [match for match in IMPORT.finditer(source) if not match["end"].startswith(";")]
    return [(source[: match.start()].count("\n") + 1, "an import without a semicolon") for match in loose]


def _public_functions(source):
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return [function for function in functions if not function.name.startswith("_")]


def _imports(path, tree):
    folders = ["board", *path.split("/")[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            base = ".".join(folders[: len(folders) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, [base, node.module]))
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
            yield from ((node.lineno, alias.name) for alias in node.names)


def _names(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        if isinstance(node, ast.arg):
            yield node.lineno, node.arg
