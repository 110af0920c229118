"""What people do all day: open a task, move a card, write a comment, search, look at their work."""

from typing import Any

from tests.bench import load, statements, words
from tests.bench.board import AT_ONCE, cards_of
from tests.bench.load import Answer, Visitor
from tests.bench.system import System, running, times

COMMENT = "The landlord has sent the second version; the deposit is still open."
WORDS = "contract"


def rows() -> list[words.Row]:
    with running() as system:
        visitors = [Visitor(system, name) for name in system.told["board_200"]["members"][:AT_ONCE]]
        return [
            *_task(system, visitors),
            *_moves(system, visitors),
            *_comments(system, visitors),
            *_search(visitors),
            *_my_work(visitors),
        ]


def _task(system: System, visitors: list[Visitor]) -> list[words.Row]:
    address = system.told["task_30_comments"]["url"]
    found = load.in_turns(times(100), page=lambda: visitors[1].get(address))["page"]
    crowd = load.at_once(visitors, lambda visitor, _number, _turn: visitor.get(address), times(1600))
    client = statements.browser(system, system.told["board_200"]["members"][1])
    client.get(address)
    return [
        words.milliseconds("task with 30 comments, p50", found.p50, 12),
        words.a_second("task with 30 comments, 8 at once", crowd.rate, 200),
        words.count("task with 30 comments, statements", statements.counted(lambda: client.get(address)), 12),
    ]


def _moves(system: System, visitors: list[Visitor]) -> list[words.Row]:
    board = system.told["board_200"]
    cards, columns = cards_of(board), board["columns"]

    def move(visitor: Visitor, number: int, turn: int) -> Answer:
        # Each moves a card of its own: who drops below a card that has gone is told so, and that is no failure.
        return visitor.post(f"/tasks/{cards[number]}/move/", {"column": str(columns[turn % 4])})

    turns = iter(range(10**9))
    one = load.in_turns(times(200), move=lambda: move(visitors[1], 1, next(turns)))["move"]
    crowd = load.at_once(visitors, move, times(5000))
    answer = move(visitors[1], 1, next(turns))
    size = len(answer.body) + sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    client = statements.browser(system, board["members"][1])

    def count(card: int, column: int) -> int:
        return statements.counted(lambda: client.post(f"/tasks/{card}/move/", {"column": column}))

    # Of a card on its way nobody is told; who has asked for one is told that it is delivered.
    card = _own_card(visitors[1], board)
    count(card, columns[1])
    own = count(card, columns[2])
    told = max(count(card, columns[4]) for card in _others_requests(board, cards))
    return [
        words.milliseconds("move a card, p50", one.p50, 12),
        words.milliseconds("move a card, 8 at once, p99", crowd.percentile(99), 100),
        words.count(f"move a card, failures in {len(crowd.took):,} at once", len(crowd.failures), 0),
        words.kilobytes("move a card, the whole answer", size, 4),
        words.count("move a card, statements", own, 12),
        words.count("move a card, statements where somebody is told", told, 16),
    ]


def _own_card(visitor: Visitor, board: dict[str, Any]) -> int:
    from board.models import Task

    column = board["columns"][0]
    visitor.post(f"/boards/{board['code']}/columns/{column}/tasks/", {"titles": "Look at the lease"})
    return Task.objects.filter(column=column).latest("pk").pk


def _others_requests(board: dict[str, Any], cards: list[int]) -> list[int]:
    """Return cards that another department has asked for: who did hears that it is delivered."""
    from django.db.models import F

    from board.models import Task

    asked = Task.objects.filter(pk__in=cards).exclude(requesting_department=F("department"))
    return list(asked.order_by("pk").values_list("pk", flat=True)[:3])


def _comments(system: System, visitors: list[Visitor]) -> list[words.Row]:
    cards = cards_of(system.told["board_200"])

    def comment(visitor: Visitor, number: int, turn: int) -> Answer:
        return visitor.post(f"/tasks/{cards[-1 - number]}/comments/", {"text": COMMENT})

    found = load.in_turns(times(100), comment=lambda: comment(visitors[1], 1, 0))["comment"]
    crowd = load.at_once(visitors, comment, times(1600))
    return [
        words.milliseconds("add a comment, p50", found.p50, 10),
        words.a_second("add a comment, 8 at once", crowd.rate, 180),
        words.count("add a comment, failures", len(found.failures) + len(crowd.failures), 0),
    ]


def _search(visitors: list[Visitor]) -> list[words.Row]:
    found = load.in_turns(times(100), search=lambda: visitors[1].get(f"/search/?q={WORDS}"))["search"]
    crowd = load.at_once(visitors, lambda visitor, _n, _t: visitor.get(f"/search/?q={WORDS}"), times(800))
    return [
        words.milliseconds("search, p50", found.p50, 20),
        words.a_second("search, 8 at once", crowd.rate, 100),
    ]


def _my_work(visitors: list[Visitor]) -> list[words.Row]:
    found = load.in_turns(times(100), work=lambda: visitors[1].get("/"))["work"]
    return [words.milliseconds("my work, p50", found.p50, 25)]
