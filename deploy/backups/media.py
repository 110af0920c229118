"""The files beside a backup of the database: `NAME.dump` has them in `NAME.media.tar`."""

import os
import shutil
import tarfile
from pathlib import Path

import backup
import children
from logfmt import Fatal, Stage, log

ENDING = ".media.tar"
# Never part of the files: what an unpacking that was cut off has left.
DRAFT = ".restoring"


def folder() -> Path:
    """Return where the files are."""
    return Path(os.environ.get("MEDIA_ROOT") or "/data/media")


def archive_of(dump: Path) -> Path:
    """Return the name of the archive that belongs to a backup of the database."""
    return dump.with_name(dump.name.removesuffix(".dump") + ENDING)


def pack(dump: Path) -> Path:
    """Copy all files into the archive beside `dump`, and read it through. Raises Fatal."""
    final = archive_of(dump)
    draft = final.with_name(f"{final.name}.partial")
    with Stage("media", "Copying the files beside the backup of the database."):
        children.unfinished.add(draft)
        try:
            draft.touch(mode=0o600)
            with tarfile.open(draft, "w", format=tarfile.PAX_FORMAT) as archive:
                for path in _files():
                    archive.add(path, path.relative_to(folder()).as_posix())
            read_through(draft)
            backup._make_durable(draft, final)
        except OSError as error:
            raise Fatal(74, "media_failed", f"The files could not be copied: {error}.") from None
        finally:
            draft.unlink(missing_ok=True)
            children.unfinished.discard(draft)
    _prune()
    return final


def read_through(path: Path) -> int:
    """Return how many files the archive holds, having read each to its end. Raises Fatal."""
    count = 0
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                file = archive.extractfile(member)
                while file and file.read(1 << 20):
                    pass
                count += 1
            # A tar that was cut off between two files ends without the two empty blocks that close it.
            path_size, end = path.stat().st_size, archive.offset
    except (tarfile.TarError, EOFError) as error:
        raise Fatal(74, "media_corrupt", f"{path.name} cannot be read through: {error}.") from None
    if path_size < end + 512:
        raise Fatal(74, "media_corrupt", f"{path.name} was cut off.")
    return count


def unpack(archive: Path) -> Path:
    """Unpack beside the present files, which stay as they are, and return where. Raises Fatal."""
    draft = folder() / DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir()
        with tarfile.open(archive) as opened:
            opened.extractall(draft, filter="data")
    except (OSError, tarfile.TarError) as error:
        raise Fatal(74, "media_failed", f"The files could not be unpacked: {error}.") from None
    return draft


def put_in_place(draft: Path) -> None:
    """Replace the present files by those that were unpacked."""
    for path in folder().iterdir():
        if path == draft:
            continue
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for path in draft.iterdir():
        path.rename(folder() / path.name)
    draft.rmdir()


def _files() -> list[Path]:
    paths = sorted(path for path in folder().rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in paths if DRAFT not in path.relative_to(folder()).parts]


def _prune() -> None:
    """Remove the archives whose backup of the database is gone."""
    for path in backup.folder().glob(f"*{ENDING}"):
        if not path.with_name(path.name.removesuffix(ENDING) + ".dump").exists():
            path.unlink(missing_ok=True)
            log("backup_pruned", path=path)
