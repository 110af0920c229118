"""The files beside a backup of the database, with the tool as a container runs it."""

import os
import subprocess
import sys

import pytest

from config.embedded import BASE

TOOLS = [str(BASE / "deploy" / folder) for folder in ("web", "backups")]


@pytest.fixture
def folders(tmp_path):
    for name in ("media", "backups"):
        (tmp_path / name).mkdir()
    (tmp_path / "media" / "deep" / "er").mkdir(parents=True)
    (tmp_path / "media" / "deep" / "er" / "имя с пробелом.txt").write_text("kept")
    (tmp_path / "media" / "empty").touch()
    (tmp_path / "backups" / "manual-20260101T000000Z.dump").touch()
    return tmp_path


def run(folders, code):
    """Run the code with `media` and `dump` at hand; returns the exit code, that of a Fatal included, and all words."""
    script = (
        "import sys; from pathlib import Path; import backup, media; from logfmt import Fatal\n"
        "dump = backup.folder() / 'manual-20260101T000000Z.dump'\n"
        f"try:\n    {code}\nexcept Fatal as fatal:\n    sys.exit(fatal.tell('media'))\n"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(TOOLS),
        "MEDIA_ROOT": str(folders / "media"),
        "BACKUP_DIR": str(folders / "backups"),
    }
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=30
    )
    return ran.returncode, ran.stdout + ran.stderr


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }


def test_files_come_back_as_they_were_and_later_ones_go(folders):
    before = files(folders / "media")
    assert run(folders, "media.pack(dump)")[0] == 0
    archive = folders / "backups" / "manual-20260101T000000Z.media.tar"
    assert archive.stat().st_mode & 0o777 == 0o600

    (folders / "media" / "empty").write_text("changed")
    (folders / "media" / "later").write_text("later")
    (folders / "media" / "deep" / "er" / "имя с пробелом.txt").unlink()
    code, words = run(folders, "media.put_in_place(media.unpack(media.archive_of(dump)))")

    assert (code, files(folders / "media")) == (0, before), words


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_an_archive_that_was_cut_off_is_found(folders, kept):
    (folders / "media" / "large").write_bytes(os.urandom(200_000))
    run(folders, "media.pack(dump)")
    archive = folders / "backups" / "manual-20260101T000000Z.media.tar"
    os.truncate(archive, int(archive.stat().st_size * kept))

    code, words = run(folders, "media.read_through(media.archive_of(dump))")

    assert code == 74
    assert "reason=media_corrupt" in words


def test_an_archive_goes_with_its_backup(folders):
    run(folders, "media.pack(dump)")
    (folders / "backups" / "manual-20260101T000000Z.dump").unlink()
    (folders / "backups" / "other.dump").touch()

    assert run(folders, "media.pack(backup.folder() / 'other.dump')")[0] == 0
    assert {path.name for path in (folders / "backups").iterdir()} == {"other.dump", "other.media.tar"}


def test_an_archive_cannot_write_outside_its_folder(folders):
    code, words = run(
        folders,
        "import tarfile, io; archive = tarfile.open(media.archive_of(dump), 'w');"
        " info = tarfile.TarInfo('../outside'); archive.addfile(info, io.BytesIO()); archive.close();"
        " media.unpack(media.archive_of(dump))",
    )

    assert code == 74
    assert not (folders / "outside").exists(), words
