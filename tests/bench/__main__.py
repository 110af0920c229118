"""`make bench`, or `python -m tests.bench [--small] [part …]`: measure, and print a table beside the goals."""

import argparse
import importlib
import json
import os
import re
import subprocess
import sys
import time
from importlib.util import find_spec

from config import processes
from tests import servers

PARTS = ("board", "task", "first_view", "hands", "live", "memory", "lists", "outbox")
SMALL = "HANDOFF_BENCH_SMALL"
NUMBER = re.compile(r"[\d,]+(?:\.\d+)?")
COLUMNS = ("what", "measured", "goal")

Row = tuple[str, str, str]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all")
    parser.add_argument("--small", action="store_true", help="little data and few requests: whether it works")
    arguments = parser.parse_args()
    parts = [part for part in arguments.parts or PARTS if find_spec(f"tests.bench.{part}")]
    os.environ[servers.BENCH] = "yes"
    if arguments.small:
        os.environ[SMALL] = "yes"
    os.environ.update(servers.environment())
    try:
        measured = {part: _measure(part) for part in parts}
    finally:
        servers.stop()
    _print([row for rows in measured.values() for row in rows or ()])
    failed = [part for part, rows in measured.items() if rows is None]
    if failed:
        print(f"\nNot measured, the reason stands above: {', '.join(failed)}")
    return 1 if failed else 0


def _measure(part: str) -> list[Row] | None:
    """Return the rows of a part, or None where it fails."""
    began = time.monotonic()
    print(f"{part} …", file=sys.stderr, flush=True)
    program = f"from tests.bench import __main__ as bench; bench.tell({part!r}, {{}})"
    reading, writing = os.pipe()
    with os.fdopen(reading) as told:
        child = subprocess.Popen(
            [sys.executable, "-c", program.format(writing)],
            stdout=sys.stderr,
            pass_fds=[writing],
            preexec_fn=processes.dies_with_its_parent(),
        )
        os.close(writing)
        text = told.read()
    print(f"{part}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if child.wait():
        return None
    return [tuple(row) for row in json.loads(text)]


def tell(part: str, descriptor: int) -> None:
    """Measure a part in this process and write its rows to `descriptor`."""
    rows = importlib.import_module(f"tests.bench.{part}").rows()
    with os.fdopen(descriptor, "w") as told:
        json.dump(rows, told)


def _print(rows: list[Row]) -> None:
    widths = [max(map(len, column)) for column in zip(COLUMNS, *rows, strict=True)]
    for row in (COLUMNS, tuple("-" * width for width in widths), *rows):
        cells = " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(f"| {cells} | {_reached(row)}".rstrip())


def _reached(row: Row) -> str:
    """Return a mark where the measured number misses the goal's."""
    _what, measured, goal = row
    found, wanted = NUMBER.search(measured), NUMBER.search(goal)
    if not found or not wanted or goal[0] not in "≤≥":
        return ""
    number, limit = (float(one.group().replace(",", "")) for one in (found, wanted))
    return "" if (number <= limit if goal[0] == "≤" else number >= limit) else "missed"


if __name__ == "__main__":
    sys.exit(main())
