"""What the web processes hold after work."""

from tests.bench import load, words
from tests.bench.load import Visitor
from tests.bench.system import running, times

MEGABYTES = 300


def rows() -> list[words.Row]:
    with running() as system:
        board = system.told["board_1000"]
        visitors = [Visitor(system, name) for name in board["members"]]
        pages = ["/", board["url"], system.told["board_200"]["url"], "/search/?q=contract", "/settings/"]
        load.at_once(visitors, lambda visitor, _n, turn: visitor.get(pages[turn % len(pages)]), times(1200))
        held = system.memory() / 1e6
    return [("memory of the web processes after work", f"{held:.0f} MB", f"≤ {MEGABYTES} MB")]
