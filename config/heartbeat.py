"""A sign of life of worker and beat for a container engine: a file that is touched while their loops run.

HEARTBEAT_FILE names it; without that there is none. A probe asks how old it is, which costs nothing, where
`celery inspect ping` starts Python and fails while all children are busy.
"""

import os
from pathlib import Path
from typing import Any

from celery import Celery, bootsteps
from celery.beat import PersistentScheduler

SECONDS = 5


class WorkerHeartbeat(bootsteps.StartStopStep):
    """Touches the file from the consumer's own loop: not while the loop is stuck, and not without the broker."""

    requires = {"celery.worker.consumer.tasks:Tasks"}

    def __init__(self, parent: Any, **options: Any) -> None:
        self._timer: Any = None
        super().__init__(parent, **options)

    def start(self, parent: Any) -> None:
        touch()
        self._timer = parent.timer.call_repeatedly(SECONDS, touch)

    def stop(self, parent: Any) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None


class BeatHeartbeat(PersistentScheduler):
    """Celery's own scheduler, which touches the file each time it looks what is due."""

    def tick(self, *arguments: Any, **options: Any) -> Any:
        touch()
        return super().tick(*arguments, **options)


def install(app: Celery) -> None:
    """Give the application's workers and its beat a heartbeat, where one is asked for."""
    if os.environ.get("HEARTBEAT_FILE"):
        app.steps["consumer"].add(WorkerHeartbeat)
        app.conf.beat_scheduler = "config.heartbeat:BeatHeartbeat"


def touch() -> None:
    Path(os.environ["HEARTBEAT_FILE"]).touch()
