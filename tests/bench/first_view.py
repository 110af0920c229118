"""What it costs a browser to see a board for the first time, and again."""

import statistics
from typing import Any

from tests.bench import words
from tests.bench.chromium import SLOW, Page, browsing
from tests.bench.system import System, times

LOADED = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
NODES = "document.querySelectorAll('*').length"


def rows() -> list[words.Row]:
    with browsing() as (browser, system):
        small, large = system.told["board_200"], system.told["board_1000"]
        # The first answer of a process compiles its templates.
        _views(browser, system, small, rounds=2)
        usual = _views(browser, system, small, rounds=times(200) // 20 or 1)
        slow = _views(browser, system, small, rounds=times(200) // 20 or 1, slowed=SLOW)
        again, _requests = _repeated(browser, system, small)
        nodes = {"200": _nodes(browser, system, small), "1,000": _nodes(browser, system, large)}
    return [
        words.kilobytes("first view of board 200, over the network", usual["bytes"], 90),
        words.count("first view of board 200, requests", int(usual["requests"]), 7),
        words.kilobytes("repeat view of board 200, unchanged", again, 1),
        words.milliseconds("first view, DOMContentLoaded", usual["loaded"], 350),
        words.milliseconds(f"first view, DOMContentLoaded, CPU slowed {SLOW} ×", slow["loaded"], 900),
        words.milliseconds("first view, largest contentful paint", usual["paint"], 300),
        words.milliseconds("first view, longest task", usual["longest"], 50),
        words.count("board 200, elements", nodes["200"], 4000),
        words.count("board 1,000, elements", nodes["1,000"], 19000),
    ]


def _views(
    browser: Any, system: System, board: dict[str, Any], *, rounds: int, slowed: int = 1
) -> dict[str, float]:
    """Return the medians of first views, each in a browser that has nothing yet."""
    found = [_view(browser, system, board, slowed) for _ in range(rounds)]
    return {name: statistics.median(one[name] for one in found) for name in found[0]}


def _view(browser: Any, system: System, board: dict[str, Any], slowed: int) -> dict[str, float]:
    view = Page(browser, system, board["members"][1], slowed=slowed)
    try:
        size, requests = view.open(board["url"])
        view.page.wait_for_function("seen.paint > 0")
        seen = view.seen()
        return {
            "bytes": size,
            "requests": requests,
            "loaded": view.page.evaluate(LOADED),
            "paint": seen["paint"],
            "longest": max(seen["tasks"], default=0),
        }
    finally:
        view.close()


def _repeated(browser: Any, system: System, board: dict[str, Any]) -> tuple[float, int]:
    view = Page(browser, system, board["members"][1])
    try:
        view.open(board["url"])
        # The first answer gave the browser its cookie; from here on nothing is new.
        view.open(board["url"])
        return view.open(board["url"])
    finally:
        view.close()


def _nodes(browser: Any, system: System, board: dict[str, Any]) -> int:
    view = Page(browser, system, board["members"][1])
    try:
        view.open(board["url"])
        return int(view.page.evaluate(NODES))
    finally:
        view.close()
