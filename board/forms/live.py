"""What an open page says that it shows."""

MOST = 100  # boards and tasks together
HIGHEST = 2**63


def read_shown(query):
    """Return (boards, tasks), each {id: version}, of a query as `board=3:17&task=1042:5567`. Raises ValueError."""
    shown = {name: dict(_pair(text) for text in query.getlist(name)) for name in ("board", "task")}
    if sum(map(len, shown.values())) > MOST:
        raise ValueError(MOST)
    return shown["board"], shown["task"]


def _pair(text):
    pk, _colon, version = text.partition(":")
    for number in (pk, version):
        if not (number.isascii() and number.isdecimal()) or int(number[:20]) >= HIGHEST:
            raise ValueError(text)
    return int(pk), int(version)
