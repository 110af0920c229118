"""A start as a container engine makes one: the entrypoint in dash, in a clean environment, in folders of its own."""

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from config.embedded import BASE

SECONDS = 180  # a limit for a busy machine, not a measure
TOOLS = Path(sys.executable).parent
FIELD = re.compile(r'(\w+)=("[^"]*"|\S+)')
KEY = "a key of the tests that nobody else has, long enough"


class Line(dict):
    """One line of the log by its fields; `event` is always there."""

    def __init__(self, text):
        super().__init__({name: value.strip('"') for name, value in FIELD.findall(text)})
        self.text = text


def _as_an_engine_starts_it(more):
    """Undo in the child what a shell does to what it runs in the background, then call `more`."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if more:
        more()


class Start:
    """A process of the entrypoint; its lines so far as `lines`, its end by `end()`."""

    def __init__(self, command, environment, preexec_fn=None):
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            command,
            cwd=BASE,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: _as_an_engine_starts_it(preexec_fn),
        )
        self.text, self._is_over = "", False
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stderr:
            with self._news:
                self.text += line
                self._news.notify_all()
        with self._news:
            self._is_over = True
            self._news.notify_all()

    def until(self, words):
        """Return the first line that has the words, once it is there."""
        with self._news:
            self._news.wait_for(lambda: words in self.text or self._is_over, SECONDS)
            found = next((line for line in self.text.splitlines() if words in line), None)
        assert found, f"“{words}” was never said, but:\n{self.text}"
        return Line(found)

    def end(self):
        """Wait for the end and return self."""
        try:
            self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"it does not end:\n{self.text}") from None
        self.seconds = time.monotonic() - self.begun
        self._reader.join(SECONDS)
        self.printed = self.process.stdout.read()
        return self

    def term(self):
        """Ask for the end as an engine does and return the seconds that it took."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.end()
        return time.monotonic() - begun

    def kill(self):
        """End it with all that it started, with no chance to tidy up."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(SECONDS)

    @property
    def code(self):
        return self.process.returncode

    @property
    def lines(self):
        return [Line(text) for text in self.text.splitlines() if text.startswith("entrypoint ")]

    @property
    def events(self):
        return [line["event"] for line in self.lines]

    @property
    def stages(self):
        """Return the names of the stages that ended, with `ok` or `failed`."""
        return [(line["stage"], line["status"]) for line in self.lines if line["event"] == "stage_end"]

    def line(self, event):
        """Return the one line of this event."""
        found = [line for line in self.lines if line["event"] == event]
        assert len(found) == 1, f"{len(found)} lines of {event}:\n{self.text}"
        return found[0]


class Container:
    """The folders and variables of a container; each start is a `Start`."""

    def __init__(self, folder, url, programs):
        self.folder, self.app = folder, BASE
        self.backups, self.secrets, self.static = (folder / name for name in ("backups", "secrets", "static"))
        for path in (self.backups, self.secrets, self.static):
            path.mkdir()
        (self.static / "staticfiles.json").write_text("{}")
        self.environment = {
            "PATH": f"{TOOLS}:{programs}:/usr/bin:/bin",
            "HANDOFF_LIB": str(BASE / "deploy" / "web"),
            "HANDOFF_APP": str(BASE),
            "PYTHONDONTWRITEBYTECODE": "1",
            "VAR_DIR": os.environ["VAR_DIR"],
            "DATABASE_URL": url,
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": "localhost",
            "BACKUP_DIR": str(self.backups),
            "SECRETS_DIR": str(self.secrets),
            "STATIC_ROOT": str(self.static),
        }
        self.started = []

    def begin(self, *words, command=None, wrapper=(), preexec_fn=None, **environment):
        """Start without waiting; None takes a variable away."""
        command = words or (("printf", "READY") if command is None else command)
        changed = {
            name: str(value) for name, value in (self.environment | environment).items() if value is not None
        }
        entrypoint = [*wrapper, "dash", str(BASE / "deploy" / "web" / "entrypoint.sh")]
        start = Start([*entrypoint, *command], changed, preexec_fn=preexec_fn)
        self.started.append(start)
        return start

    def start(self, *words, **more):
        """Start, wait for the end and return the `Start`."""
        return self.begin(*words, **more).end()

    def stop(self):
        """End whatever still runs."""
        for start in self.started:
            if start.process.poll() is None:
                start.kill()

    def with_migration(self, name, operations):
        """Let the code have one more migration than there are, `operations` in Python."""
        if self.app == BASE:
            self._copy_the_app()
        folder = self.app / "board" / "migrations"
        last = max(path.stem for path in folder.glob("0*.py"))
        (folder / f"{name}.py").write_text(
            "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
            f"    atomic = {'CONCURRENTLY' not in operations}\n"
            f"    dependencies = [('board', '{last}')]\n    operations = [{operations}]\n"
        )

    def with_manage(self, script):
        """Let `manage.py` be another script."""
        self._copy_the_app()
        (self.app / "manage.py").unlink()
        (self.app / "manage.py").write_text(script)

    def _copy_the_app(self):
        """Links to everything, but a folder of migrations of our own."""
        self.app = self.folder / "app"
        for path in ("board/migrations", "config"):
            (self.app / path).mkdir(parents=True)
        link = [*BASE.iterdir(), *(BASE / "board").iterdir(), *(BASE / "board" / "migrations").iterdir()]
        for path in link:
            target = self.app / path.relative_to(BASE)
            if not target.exists() and path.name != "__pycache__" and path.suffix != ".pyc":
                target.symlink_to(path)
        for path in (BASE / "config").glob("*"):
            if path.name != "__pycache__":
                (self.app / "config" / path.name).symlink_to(path)
        self.environment["HANDOFF_APP"] = str(self.app)

    def with_program(self, name, script):
        """Put a shell script before the program of that name; `$REAL` in it is the real one."""
        folder = self.folder / "programs"
        folder.mkdir(exist_ok=True)
        real = shutil.which(name, path=self.environment["PATH"])
        (folder / name).write_text(f"#!/bin/sh\nREAL={shlex.quote(str(real))}\n{script}\n")
        (folder / name).chmod(0o755)
        self.environment["PATH"] = f"{folder}:{self.environment['PATH']}"

    def dumps(self):
        return sorted(path.name for path in self.backups.iterdir())


def until(condition, start):
    """Ask again until the condition holds, while the start goes on; returns what it gave."""
    deadline = time.monotonic() + SECONDS
    while not (found := condition()):
        assert time.monotonic() < deadline and start.process.poll() is None, start.text
        time.sleep(0.05)
    return found
