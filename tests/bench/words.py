"""Numbers as a row says them."""

Row = tuple[str, str, str]


def milliseconds(what: str, measured: float, goal: float) -> Row:
    return what, f"{measured:.1f} ms", f"≤ {goal:g} ms"


def a_second(what: str, measured: float, goal: float) -> Row:
    return what, f"{measured:.0f} a second", f"≥ {goal:g} a second"


def kilobytes(what: str, measured: float, goal: float) -> Row:
    return what, f"{measured / 1000:.1f} KB", f"≤ {goal:g} KB"


def count(what: str, measured: int, goal: int) -> Row:
    return what, f"{measured:,}", f"≤ {goal:,}"


def ratio(what: str, measured: float, goal: float) -> Row:
    return what, f"{measured:.2f} ×", f"≤ {goal:g} ×"
