"""One line of the entrypoint's log: fields for machines, and a sentence for people."""

import re
import sys
import time
from typing import Self

PLAIN = re.compile(r"[\w.,:/@%+*=-]+", re.ASCII)


def log(event: str, message: str = "", **fields: object) -> None:
    """Write one line to stderr; whatever stands in a value, the line stays one."""
    pairs = {"event": event, **fields}
    words = [f"{name}={_quoted(str(value))}" for name, value in pairs.items()]
    if message:
        words.append(f"msg={_quoted(message, always=True)}")
    print("entrypoint", *words, file=sys.stderr, flush=True)


class Stage:
    """Logs the start and the end of a stage with its duration in milliseconds; says `failed` where it raises."""

    def __init__(self, name: str, message: str, **fields: object) -> None:
        self.name, self.message, self.fields = name, message, fields
        self.failed = False

    def __enter__(self) -> Self:
        self.begun = time.monotonic()
        log("stage_start", self.message, stage=self.name, **self.fields)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        status = "failed" if kind or self.failed else "ok"
        log("stage_end", stage=self.name, status=status, duration_ms=milliseconds_since(self.begun))


class Fatal(Exception):
    """The stage cannot go on: the exit code, the reason in one word, and what to do."""

    def __init__(self, code: int, reason: str, message: str, **fields: object) -> None:
        super().__init__(message)
        self.code, self.reason, self.message, self.fields = code, reason, message, fields

    def tell(self, stage: str) -> int:
        """Log it as the end of `stage` and return the exit code."""
        log("fatal", self.message, stage=stage, reason=self.reason, exit=self.code, **self.fields)
        return self.code


def milliseconds_since(moment: float) -> int:
    """Return how long ago a moment of time.monotonic() was."""
    return round((time.monotonic() - moment) * 1000)


def _quoted(text: str, *, always: bool = False) -> str:
    if PLAIN.fullmatch(text) and not always:
        return text
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return '"' + text.replace("\\", "\\\\").replace('"', "'") + '"'
