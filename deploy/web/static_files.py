"""Bring the volume with the static files up to what this build needs, without taking from another what it still uses.

New files are collected beside the old ones and moved in one by one, the manifest last; a file is removed only when no
build has needed it for STATIC_KEEP_DAYS days. With --check nothing is written: what is wrong is a warning.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import children
from logfmt import Fatal, log
from schema import APP

MANIFEST = "staticfiles.json"
# What the volume was collected for: the build's name, and a digest of its files. `/health/` reads the first line.
STAMP = ".build"
POLL_SECONDS = 0.2
LOCK_SECONDS = 300


def main() -> int:
    if "--check" in sys.argv:
        _warn()
    elif "--stamp" in sys.argv:  # while an image is built, after its own collectstatic
        (_folder() / STAMP).write_text(_stamp())
    else:
        _update()
    return 0


def _update() -> None:
    folder, stamp = _folder(), _stamp()
    if _read(folder / STAMP) == stamp:
        log("static_current", "The static files are those of this build.")
        return
    if not _is_writable(folder):
        words = f"Static files cannot be written to {folder}: mount a volume there that belongs to this user."
        raise Fatal(73, "static_not_writable", words)
    with _locked(folder):
        if _read(folder / STAMP) == stamp:  # whoever had the lock before us has done it
            log("static_current", "The static files are those of this build.")
            return
        _collect(folder, stamp)
        removed = _prune(folder)
        _write(folder / STAMP, stamp)
    log("static_collected", "The static files are those of this build now.", removed=removed)


def _warn() -> None:
    folder, stamp = _folder(), _stamp()
    if not (folder / MANIFEST).exists():
        words = (
            "There are no static files here: pages will fail until one start has COLLECTSTATIC_ON_START=true."
        )
        log("static_missing", words, level="warning", path=folder)
    elif _read(folder / STAMP) not in ("", stamp):
        words = "The static files are of another build: pages may fail. Start once with COLLECTSTATIC_ON_START=true."
        log("static_stale", words, level="warning", path=folder)
    if not _is_writable(folder):
        log("static_not_writable", "The static files cannot be written here.", level="warning", path=folder)


def _folder() -> Path:
    return Path(os.environ.get("STATIC_ROOT") or _var() / "static")


def _var() -> Path:
    return Path(os.environ.get("VAR_DIR") or APP / "var")


def _stamp() -> str:
    """Return two lines: the build's name, and a digest of the names and contents that would be collected."""
    digest = hashlib.sha256(os.environ.get("JOINED_ASSETS", "").encode())
    for folder in (APP / "static", _var() / "assets", _var() / "joined"):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"\0{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    build = os.environ.get("BUILD_ID") or _read(_var() / "build_id").strip() or "dev"
    return f"{build}\n{digest.hexdigest()}\n"


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""


def _is_writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with open(folder / ".lock", "w") as file:
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Fatal(
                        75, "static_lock_timeout", "Another container has been collecting too long."
                    ) from None
                time.sleep(POLL_SECONDS)
        yield


def _collect(folder: Path, stamp: str) -> None:
    fresh = folder / ".fresh"
    shutil.rmtree(fresh, ignore_errors=True)  # of a start that was cut off
    _still_needed(folder)
    built = _var() / "static"
    try:
        if (
            built != folder and _read(built / STAMP) == stamp
        ):  # the image has them: to copy takes no start of Django
            # Without their times: a file that is new here must not look as if nobody had needed it for long.
            shutil.copytree(built, fresh, copy_function=shutil.copyfile, ignore=lambda *_: [STAMP])
        else:
            _run_collectstatic(fresh)
        files = [path for path in fresh.rglob("*") if path.is_file()]
        for path in sorted(files, key=lambda path: path.name == MANIFEST):
            target = folder / path.relative_to(fresh)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    except OSError as error:
        raise Fatal(
            74, "static_write_failed", f"The static files could not be moved into place: {error}."
        ) from None
    shutil.rmtree(fresh)


def _run_collectstatic(fresh: Path) -> None:
    environment = dict(os.environ) | {"STATIC_ROOT": str(fresh)}
    command: list[str | Path] = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    code, _ = children.run(command, cwd=APP, env=environment)
    if code:
        raise Fatal(
            code, "collectstatic_failed", "The static files could not be collected; the reason stands above."
        )


def _still_needed(folder: Path) -> None:
    """Mark what the present manifest names as needed until now, for `_prune` of this start and of later ones."""
    for name in _needed(folder):
        for path in (folder / name, folder / f"{name}.gz", folder / f"{name}.br"):
            if path.exists():
                os.utime(path)


def _needed(folder: Path) -> set[str]:
    try:
        paths = json.loads(_read(folder / MANIFEST) or "{}").get("paths", {})
    except ValueError:
        return set()
    return {*paths, *paths.values()}


def _prune(folder: Path) -> int:
    oldest = time.time() - int(os.environ.get("STATIC_KEEP_DAYS") or 30) * 24 * 3600
    needed = _needed(folder)
    removed = 0
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if name.startswith(".") or name == MANIFEST or name.removesuffix(".gz").removesuffix(".br") in needed:
            continue
        if path.is_file() and path.stat().st_mtime < oldest:
            path.unlink()
            removed += 1
    return removed


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.replace(path)


if __name__ == "__main__":
    sys.exit(children.main("static", main))
