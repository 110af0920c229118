"""Where one could go: a few tasks, boards and people for what is typed into the palette."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, Q, Value, When

from board.models import Department, Task, User
from board.models.names import sort_key
from board.queries.mentions import named_like

MOST = 7
# Below this a beginning of a word finds half of all tasks, and none that was meant.
SHORTEST = 2


@dataclass(frozen=True)
class Places:
    """What the palette offers; `is_recent` are the tasks that the reader looked at last."""

    tasks: list
    boards: list
    people: list
    is_recent: bool


def find_places(reader, words):
    """Return the Places for `words`, which may be the beginnings of words, or for nothing; three statements at most.

    A task by its number comes first, whatever else has that number in its text.
    """
    tasks = _by_words(reader, words) if words else _recent(reader)
    people = User.objects.active().filter(named_like(words)).select_related("department")
    return Places(
        tasks=list(tasks.select_related("department")[:MOST]),
        boards=list(_boards(reader, words)[:MOST]),
        people=list(people[:MOST]) if words else [],
        is_recent=not words,
    )


def _recent(reader):
    seen = Task.objects.visible_to(reader).filter(visits__user=reader.pk)
    return seen.order_by("-visits__seen_at", "-pk")


def _by_words(reader, words):
    number = words.removeprefix("#")
    wanted = Q(pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
    typed = [word for word in re.findall(r"\w+", words) if len(word) >= SHORTEST]
    # As the page of the search finds them, but by the beginnings of their words, too.
    query = SearchQuery(" & ".join(f"{word}:*" for word in typed), config="russian", search_type="raw")
    found = wanted | Q(search=query) if typed else wanted
    tasks = Task.objects.visible_to(reader).filter(found)
    is_it = Case(When(wanted, then=Value(0)), default=Value(1))
    return tasks.order_by(is_it, SearchRank(F("search"), query).desc(), "-pk")


def _boards(reader, words):
    boards = Department.objects.readable_by(reader).current()
    if words:
        key = sort_key(words)
        boards = boards.filter(
            Q(name_key__startswith=key) | Q(name_key__contains=f" {key}") | Q(code__istartswith=words)
        )
    own = Case(When(pk=reader.department_id or 0, then=Value(0)), default=Value(1))
    return boards.order_by(own, "name_key")
