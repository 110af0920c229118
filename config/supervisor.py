"""Run several programs at once: their lines under one another, each with its name, and one end for all.

Not honcho: Ctrl-C in its first tenth of a second fails inside it, it waits for ever for programs that do not
react, and its helper processes stay when it is killed.
"""

import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import psutil

from config import processes

STOP_SECONDS = 4
COLOURS = {"web": 36, "live": 32, "worker": 33, "beat": 35}


class Supervisor:
    """Programs that live and end together."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment = environment
        self.folder = folder
        self.running: dict[str, psutil.Popen] = {}
        self._printers: list[threading.Thread] = []

    def start(self, programs: Mapping[str, list[str]]) -> None:
        """Start the programs, and print their lines from now on."""
        prepare = processes.dies_with_its_parent()
        for name, command in programs.items():
            # A session of its own: Ctrl-C in the terminal reaches us alone, and we stop them in order.
            self.running[name] = psutil.Popen(
                command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=prepare,
            )
        for name, process in self.running.items():
            printer = threading.Thread(target=self._print, args=(name, process), daemon=True)
            printer.start()
            self._printers.append(printer)

    def ended(self) -> str | None:
        """Return the name of a program that has ended by itself, if one has."""
        return next((name for name, process in self.running.items() if process.poll() is not None), None)

    def stop(self) -> None:
        """End all programs."""
        processes.stop([p for p in self.running.values() if p.poll() is None], seconds=STOP_SECONDS)
        for printer in self._printers:
            printer.join(timeout=1)

    def _print(self, name: str, process: psutil.Popen) -> None:
        width = max(map(len, self.running))
        prefix = f"{name:<{width}} | "
        if sys.stdout.isatty():
            prefix = f"\033[{COLOURS.get(name, 0)}m{prefix}\033[0m"
        for line in process.stdout:
            if words := line.decode("utf-8", "replace").rstrip():
                sys.stdout.write(f"{prefix}{words}\n")
                sys.stdout.flush()
