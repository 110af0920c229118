"""A board of 200 open cards and one of 1,000, as long as nothing changes and after each change."""

import gzip
from collections import Counter
from collections.abc import Callable
from typing import Any

import brotli

from tests.bench import load, statements, words
from tests.bench.load import Answer, Visitor
from tests.bench.system import System, running, times

AT_ONCE = 8
EMPTY = "/search/"  # signed in, with all that stands around a page


def rows() -> list[words.Row]:
    with running() as system:
        return [*_small(system), *_statements(system), *_large(system)]


def _small(system: System) -> list[words.Row]:
    board = system.told["board_200"]
    visitors = [Visitor(system, name) for name in board["members"]]
    reader, change = visitors[1], changer(board, visitors[0])

    etag = ""

    def unchanged() -> Answer:
        nonlocal etag
        answer = reader.get(board["url"])
        etag = answer.headers["etag"]
        return answer

    def changed() -> Answer:
        change()
        return reader.get(board["url"])

    def known() -> Answer:
        answer = reader.get(board["url"], **{"If-None-Match": etag})
        assert answer.status == 304, answer.status
        return answer

    def empty() -> Answer:
        return reader.get(EMPTY)

    found = load.in_turns(times(200), cold=changed, warm=unchanged, known=known, empty=empty)
    crowd = load.at_once(visitors, one_in_ten_changed(board, visitors), times(4000))
    html = _without_finished(unchanged().html)
    cpu = load.cpu_of(system, unchanged, times(200))
    return [
        words.milliseconds("board 200, after a change, p50", found["cold"].p50, 15),
        words.milliseconds("board 200, unchanged, p50", found["warm"].p50, 4.5),
        words.ratio(
            "board 200, unchanged, against an empty signed-in page", _ratio(found, "warm", "empty"), 2
        ),
        words.milliseconds("board 200, known to the browser (304), p50", found["known"].p50, 4.5),
        ("an empty signed-in page, p50", f"{found['empty'].p50:.1f} ms", ""),
        words.a_second("board 200, 8 at once, one in ten after a change", crowd.rate, 250),
        words.milliseconds("board 200, the same, p99", crowd.percentile(99), 120),
        words.count("board 200, the same, failures", len(crowd.failures), 0),
        words.milliseconds("board 200, unchanged, CPU a request", cpu, 5),
        words.kilobytes("board 200, HTML", len(html), 160),
        words.kilobytes("board 200, HTML compressed by gzip", len(gzip.compress(html, 6)), 15),
        words.kilobytes("board 200, HTML compressed by brotli, as over https", len(_brotli(html)), 15),
    ]


def _brotli(html: bytes) -> bytes:
    from board.middleware import QUALITY

    return brotli.compress(html, quality=QUALITY)


def _without_finished(html: bytes) -> bytes:
    """Return the page without the section of its done column: the goals are those of open cards."""
    start = html.rindex(b"<section", 0, html.index(b"column--done"))
    return html[:start] + html[html.index(b"</section>", start) :]


def _statements(system: System) -> list[words.Row]:
    board = system.told["board_200"]
    client = statements.browser(system, board["members"][2])
    change = changer(board, Visitor(system, board["members"][0]))
    client.get(board["url"])
    for _ in board["columns"]:
        change()
    cold = statements.counted(lambda: client.get(board["url"]))
    warm = statements.counted(lambda: client.get(board["url"]))
    return [
        words.count("board 200, statements after a change", cold, 10),
        words.count("board 200, statements unchanged", warm, 4),
    ]


def _large(system: System) -> list[words.Row]:
    board = system.told["board_1000"]
    visitors = [Visitor(system, name) for name in board["members"]]
    change = changer(board, visitors[0])

    def changed() -> Answer:
        change()
        return visitors[1].get(board["url"])

    found = load.in_turns(times(60), cold=changed)
    crowd = load.at_once(visitors, one_in_ten_changed(board, visitors), times(1200))
    return [
        words.milliseconds("board 1,000, after a change, p50", found["cold"].p50, 50),
        words.a_second("board 1,000, 8 at once, one in ten after a change", crowd.rate, 60),
        words.count("board 1,000, the same, failures", len(crowd.failures), 0),
    ]


def changer(board: dict[str, Any], visitor: Visitor) -> Callable[[], Answer]:
    """Return what moves a card of `board` to another open column at each call; two columns change with it."""
    cards, turn = cards_of(board), Counter[str]()

    def change() -> Answer:
        turn["calls"] += 1
        card = cards[turn["calls"] % len(cards)]
        to = board["columns"][turn["calls"] % 4]
        answer = visitor.post(f"/tasks/{card}/move/", {"column": str(to)})
        assert answer.status == 204, answer.status
        return answer

    return change


def one_in_ten_changed(
    board: dict[str, Any], visitors: list[Visitor]
) -> Callable[[Visitor, int, int], Answer]:
    """Return what fetches the board, and before one in ten times moves a card of the visitor's own."""
    cards = cards_of(board)

    def ask(visitor: Visitor, number: int, turn: int) -> Answer:
        if (turn + number) % 10 == 0:
            to = board["columns"][(turn // 10) % 4]
            visitor.post(f"/tasks/{cards[number]}/move/", {"column": str(to)})
        return visitor.get(board["url"])

    return ask


def cards_of(board: dict[str, Any]) -> list[int]:
    """Return the ids of the open cards."""
    from board.models import Task

    open_ones = Task.objects.filter(column__in=board["columns"][:4], archived_at=None)
    return list(open_ones.order_by("position", "column").values_list("pk", flat=True))


def _ratio(found: dict[str, load.Load], one: str, other: str) -> float:
    return found[one].p50 / found[other].p50
