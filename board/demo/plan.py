"""How much of what: the sizes of the demo."""

from typing import NamedTuple

from board.models import Priority

COMMENTS = 900


class Board(NamedTuple):
    code: str
    color: str
    tasks: int
    is_open: bool = False
    # How many cards more than its limit the first doing column holds.
    over_limit: int = 0


class Offer(NamedTuple):
    """A request type; its words are in `types.toml`."""

    code: str
    key: str
    priority: Priority = Priority.NORMAL
    is_restricted: bool = False
    wanted_after: int | None = None


OFFERS = [
    Offer("LEG", "contract", wanted_after=5),
    Offer("LEG", "nda", wanted_after=3),
    Offer("LEG", "complaint", priority=Priority.URGENT, is_restricted=True, wanted_after=1),
    Offer("IT", "workplace", wanted_after=10),
    Offer("IT", "broken", priority=Priority.HIGH),
    Offer("FIN", "payment", wanted_after=2),
    Offer("HR", "newcomer", is_restricted=True, wanted_after=15),
]


class Away(NamedTuple):
    username: str
    # From today.
    first: int
    last: int
    substitute: str | None = None


AWAY = [Away("nadia", -2, 9, "lukas"), Away("dmitry", 1, 5, "oleg"), Away("alisa", 14, 20)]
BOARDS = [
    Board("LEG", "violet", 60, over_limit=2),
    Board("SAL", "green", 55),
    Board("IT", "sky", 65, is_open=True),
    Board("HR", "pink", 40),
    Board("FIN", "amber", 45),
    Board("MKT", "orange", 35),
]
