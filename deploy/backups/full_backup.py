"""A backup of everything, the database and the files: `python full_backup.py LABEL`.

With --unless-recent it does nothing where one of the label is less than 20 hours old; --list prints what there is.
"""

import os
import sys
import time
from pathlib import Path

import backup
import children
import media
from database import connect
from logfmt import log

RECENT_SECONDS = 20 * 3600


def main() -> int:
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    label = backup._plain(arguments[0] if arguments else "manual")
    if "--list" in sys.argv:
        print_all()
        return 0
    if "--unless-recent" in sys.argv and _is_recent(label):
        log("backup_skip", "A backup of this kind was made today.", reason="recent", label=label)
        return 0
    # The database first: a file that one of its rows names is there when the files are copied.
    dump = backup.make(connect(), label)
    media.pack(dump)
    _drop_the_oldest(label)
    print(dump.name)
    return 0


def print_all() -> None:
    """Print the backups that there are, the newest first."""
    dumps = sorted(backup.folder().glob("*.dump"), key=lambda path: path.stat().st_mtime, reverse=True)
    for dump in dumps:
        size = sum(path.stat().st_size for path in (dump, media.archive_of(dump)) if path.exists())
        files = "with files" if media.archive_of(dump).exists() else "database only"
        made = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(dump.stat().st_mtime))
        print(f"{made}  {size / 1e6:9.1f} MB  {files:13}  {dump.name}")
    if not dumps:
        print("There are no backups yet.")


def _is_recent(label: str) -> bool:
    made = backup._of(label)
    return bool(made) and 0 <= time.time() - made[-1].stat().st_mtime < RECENT_SECONDS


def _drop_the_oldest(label: str) -> None:
    """Let the night's backups move on: the oldest is kept for ever only of those made before a migration."""
    keep = max(1, int(os.environ.get("BACKUP_KEEP") or 14))
    if label == "nightly":
        for dump in backup._of(label)[:-keep]:
            for path in (dump, media.archive_of(dump)):
                Path(path).unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(children.main("backup", main))
