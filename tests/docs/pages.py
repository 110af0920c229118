"""The pages of the documentation, and what the sources know that they have to name."""

import re
from pathlib import Path

from config.embedded import BASE

DOCS = BASE / "docs"
PAGES = sorted([BASE / "README.md", *DOCS.rglob("*.md")])
NAMES = [path.relative_to(BASE).as_posix() for path in PAGES]
# In English alone: these are for those who work on the code, which is in English too.
ENGLISH_ALONE = {
    "architecture.md",
    *(path.relative_to(DOCS).as_posix() for path in DOCS.glob("adr/*.md") if "001-" not in path.name),
}
VARIABLE = r"[A-Z][A-Z_]+[A-Z]"
NOT_OURS = {"PATH", "CURDIR", "MAKEFILE_LIST"}


def text(name: str) -> str:
    return (BASE / name).read_text(encoding="utf-8")


def english() -> set[str]:
    """Return the pages that have to be there in both languages, by their paths below docs/."""
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    return {page for page in pages if not page.startswith("ru/")} - ENGLISH_ALONE


def russian() -> set[str]:
    return {path.relative_to(DOCS / "ru").as_posix() for path in (DOCS / "ru").rglob("*.md")}


def headings(page: Path) -> list[int]:
    """Return the levels of the headings, in their order."""
    return [
        len(level)
        for level in re.findall(r"^(#+) ", without_code(page.read_text(encoding="utf-8")), re.MULTILINE)
    ]


def code(markdown: str) -> str:
    """Return all that is written as code, a line for each."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", markdown, re.MULTILINE | re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", without_code(markdown))])


def without_code(markdown: str) -> str:
    """Return the text without its blocks of code."""
    return re.sub(r"^```.*?^```", "", markdown, flags=re.MULTILINE | re.DOTALL)


def links(markdown: str) -> list[str]:
    """Return the targets of links and pictures that lead to files."""
    found = re.findall(r"\]\(([^)\s]+)\)", without_code(markdown))
    return [target for target in found if not re.match(r"[a-z]+:|#", target)]


def variables_of_the_table(markdown: str) -> set[str]:
    """Return the variables of the first column of all tables."""
    cells = re.findall(r"^\| ([^|]+) \|", markdown, re.MULTILINE)
    return {name for cell in cells for name in re.findall(rf"`({VARIABLE})`", cell)}


def variables_of_the_sources() -> set[str]:
    """Return what .env.example, the settings, the entrypoint and its tools, the compose files and make read."""
    entrypoint, makefile = text("deploy/web/entrypoint.sh"), text("Makefile")
    names = re.findall(rf"^#?({VARIABLE})=", text(".env.example"), re.MULTILINE)
    names += re.findall(rf"^ +check_(?:boolean|number) ({VARIABLE})", entrypoint, re.MULTILINE)
    names += re.findall(rf"\$\{{?({VARIABLE})[:}}\"]", entrypoint)
    names += re.findall(rf"\$\(({VARIABLE})\)", makefile)
    for path in ("config/settings.py", "config/environment.py"):
        names += re.findall(rf'env\.\w+\(\s*"({VARIABLE})"', text(path))
    for path in (path for folder in ("config", "board", "deploy") for path in (BASE / folder).rglob("*.py")):
        names += re.findall(rf'(?:environ(?:\.get\(|\[)|\bsetting\()\s*"({VARIABLE})"', path.read_text())
    for path in BASE.glob("docker-compose*.yml"):
        names += re.findall(rf"(?<!\$)\$\{{({VARIABLE})", path.read_text())
    makes_itself = set(re.findall(rf"^({VARIABLE}) :?=", makefile, re.MULTILINE))
    return {name.removesuffix("_FILE") if name == "SECRET_KEY_FILE" else name for name in names} - (
        makes_itself | NOT_OURS
    )


def reasons() -> set[str]:
    """Return the reasons with which a start, a backup or a restore ends."""
    shell = re.findall(r"\bdie \d+ \"?reason=(\w+)", text("deploy/web/entrypoint.sh"))
    found = set(shell)
    for path in sorted((BASE / "deploy").rglob("*.py")):
        found |= set(re.findall(r'Fatal\(\s*\w+,\s*"(\w+)"', path.read_text()))
    database = text("deploy/web/database.py")
    listed = database[database.index("NEVER_BY_WAITING") : database.index("def setting")]
    return found | set(re.findall(r'\(\s*"(\w+)",\s*r"', listed))
