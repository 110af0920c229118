"""How much of what: the sizes of the demo."""

from typing import NamedTuple

COMMENTS = 900


class Board(NamedTuple):
    code: str
    color: str
    tasks: int
    is_open: bool = False
    # How many cards more than its limit the first doing column holds.
    over_limit: int = 0


BOARDS = [
    Board("LEG", "violet", 60, over_limit=2),
    Board("SAL", "green", 55),
    Board("IT", "sky", 65, is_open=True),
    Board("HR", "pink", 40),
    Board("FIN", "amber", 45),
    Board("MKT", "orange", 35),
]
