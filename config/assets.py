"""What the browser gets beside our own sources: htmx, the icons in use, CSS and JS joined to one file each.

`python -m config.assets` makes it below `var/`: `assets/` is served beside `static/`, `joined/` before both.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from config import processes
from config.embedded import BASE, var_folder

STATIC, TEMPLATES, TAGS = BASE / "static", BASE / "templates", BASE / "board" / "templatetags"
PACKAGES = Path(os.environ.get("NODE_MODULES") or BASE / "node_modules")
HTMX = PACKAGES / "htmx.org" / "dist" / "htmx.esm.min.js"
ICONS = PACKAGES / "lucide-static" / "icons"
ENTRIES = ("css/app.css", "js/app.js")
COLLECT = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
BROWSERS = "--target=chrome120,firefox121,safari17.2"
ICON_TAG = re.compile(r"""\{%\s*icon\s+["']([a-z0-9-]+)["']""")
ICON_NAME = re.compile(r"""["']icons?["']\s*:\s*["']([a-z0-9-]+)["']""")


class CannotBuild(Exception):
    """The words say what is wrong with which source."""


def build(var: Path) -> bool:
    """Make everything below `var` anew unless it is up to date; returns whether something was done."""
    with processes.locked(var / "assets.lock"):
        return _build(var)


def _build(var: Path) -> bool:
    stamp, wanted = var / "assets.digest", digest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    stamp.unlink(missing_ok=True)
    _copy_htmx(var / "assets" / "vendor")
    write_sprite(var / "assets" / "icons.svg")
    _join(var)
    stamp.write_text(wanted)
    return True


def is_collected(var: Path) -> bool:
    """Tell whether `COLLECT` has run below `var` since the last change."""
    stamp = var / "collected.digest"
    return stamp.exists() and stamp.read_text() == digest()


def remember_collected(var: Path) -> None:
    (var / "collected.digest").write_text(digest())


def digest() -> str:
    """Return a value that changes with every source of the assets."""
    result = hashlib.sha256()
    locks = [BASE / "package-lock.json", BASE / "requirements" / "base.txt"]
    for path in [
        Path(__file__),
        *locks,
        *_files(STATIC),
        *_files(TEMPLATES, ".html", ".txt"),
        *_files(TAGS, ".py"),
    ]:
        result.update(f"{path.relative_to(BASE)}\0".encode())
        result.update(path.read_bytes())
    return result.hexdigest()


def icon_names() -> list[str]:
    """Return the names of the icons that templates and template tags use, in order."""
    names: set[str] = set()
    for path in _files(TEMPLATES, ".html"):
        names.update(ICON_TAG.findall(path.read_text(encoding="utf-8")))
    for path in _files(TAGS, ".py"):
        names.update(ICON_NAME.findall(path.read_text(encoding="utf-8")))
    return sorted(names)


def write_sprite(path: Path) -> None:
    """Write the icons in use into one file, as symbols to refer to. Raises CannotBuild."""
    symbols = [_symbol(name) for name in icon_names()]
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n', encoding="utf-8")


def _copy_htmx(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # Its map is not served: a comment that names it would be an error in every browser's console.
    source = HTMX.read_text(encoding="utf-8")
    (folder / HTMX.name).write_text(re.sub(r"\n//# sourceMappingURL=.*", "", source), encoding="utf-8")


def _symbol(name: str) -> str:
    try:
        source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CannotBuild(f"A template uses the icon “{name}”, which lucide does not have.") from None
    shapes = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
    if not shapes:
        raise CannotBuild(f"lucide's icon “{name}” is not an SVG.")
    drawing = re.sub(r">\s+<", "><", shapes[1].strip())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def _join(var: Path) -> None:
    """Join the entry files with what they import.

    A module imports htmx as `../vendor/htmx.esm.min.js`, the place it is served at; so the joiner gets a copy
    of both folders laid out as they are served.
    """
    served = var / "joining"
    shutil.rmtree(served, ignore_errors=True)
    shutil.copytree(STATIC, served)
    shutil.copytree(var / "assets", served, dirs_exist_ok=True)
    shutil.rmtree(var / "joined", ignore_errors=True)
    for entry in ENTRIES:
        if (served / entry).exists():
            _esbuild(served, entry, var / "joined" / entry)
    shutil.rmtree(served)


def _esbuild(folder: Path, entry: str, outfile: Path) -> None:
    binaries = sorted(PACKAGES.glob("@esbuild/*/bin/esbuild"))
    if not binaries:
        raise CannotBuild("esbuild is not installed: run `make assets`, or `npm ci`.")
    # What CSS points at with url() is a file of its own and stays one.
    options = ["--bundle", "--minify", "--format=esm", BROWSERS, "--charset=utf8", "--legal-comments=none"]
    options += ["--external:/static/*", "--external:*.svg", "--external:*.woff2", "--log-level=warning"]
    result = subprocess.run(
        [binaries[0], entry, f"--outfile={outfile}", *options], cwd=folder, capture_output=True, text=True
    )
    if result.returncode:
        raise CannotBuild(result.stderr.strip())


def _files(folder: Path, *endings: str) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and (not endings or path.suffix in endings):
            yield path


if __name__ == "__main__":
    try:
        print("Assets are made anew." if build(var_folder()) else "Assets are up to date.")
    except CannotBuild as reason:
        sys.exit(str(reason))
