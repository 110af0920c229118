"""A program that a test starts, kills and starts again, and what it said."""

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psutil

from config import processes
from config.embedded import BASE

END_SECONDS = 10


class Program:
    """One program; its lines are in `log`, over all its starts."""

    def __init__(self, name: str, command: list[str], environment: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.command = command
        self.environment = os.environ | (environment or {})
        self.process: psutil.Popen | None = None
        self.log = Path(os.devnull)
        self._said_before = 0
        # Exit codes of ends that nobody has asked for.
        self.ends: list[int] = []

    def start(self, folder: Path) -> None:
        """Start it; what it says goes to a file in `folder`."""
        self.log = folder / f"{self.name}.log"
        self._said_before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = psutil.Popen(
                self.command,
                cwd=BASE,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=processes.dies_with_its_parent(),
            )

    def keep(self, folder: Path) -> None:
        """Start it again where it has ended, as an engine does."""
        if self.process.poll() is not None:
            self.ends.append(self.process.returncode)
            self.start(folder)

    def children(self) -> list[psutil.Process]:
        try:
            return self.process.children()
        except psutil.NoSuchProcess:
            return []

    def kill(self) -> list[psutil.Process]:
        """Kill it as nothing can be caught, and return the children that it leaves behind."""
        orphans = self.children()
        self.process.kill()
        self.process.wait(END_SECONDS)
        return orphans

    def stop(self) -> None:
        """Ask it to end, and kill it and its children where they do not."""
        if self.process is None or self.process.poll() is not None:
            return
        family = [self.process, *self.children()]
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(END_SECONDS)
        except psutil.TimeoutExpired:
            pass
        processes.stop(family, with_signal=signal.SIGKILL, seconds=END_SECONDS)

    def has_said(self, words: str) -> bool:
        """Tell whether it has said that since it was started the last time."""
        with self.log.open("rb") as log:
            log.seek(self._said_before)
            return words.encode() in log.read()

    def lines(self) -> list[str]:
        return self.log.read_text(errors="replace").splitlines()
