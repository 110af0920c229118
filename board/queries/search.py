"""Finding tasks by their number or by the words in them, in either language's word forms."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q

from board.models import Comment, Task

PAGE = 30


@dataclass(frozen=True)
class Results:
    tasks: list
    has_more: bool


def search_tasks(user, words, *, page=1):
    """Return the tasks that `user` may see and that hold all of `words` in title, description or one comment.

    The configuration `russian` stems Cyrillic words as Russian and Latin ones as English
    (PostgreSQL, "Full Text Search Configuration"). A number, with or without #, finds that task first.
    """
    query = SearchQuery(words, config="russian", search_type="websearch")
    # Each part along its own index; an OR over both tables would read them whole.
    texts = Task.objects.filter(search=query).order_by().values("pk")
    matches = Q(pk__in=texts.union(Comment.objects.live().filter(search=query).order_by().values("task")))
    number = words.strip().removeprefix("#")
    if number.isdecimal() and len(number) < 19:
        matches |= Q(pk=int(number))
    found = (
        Task.objects.visible_to(user)
        .filter(matches)
        .select_related("department", "column", "assignee")
        .annotate(rank=SearchRank(F("search"), query))
        .order_by("-rank", "-id")
    )
    start = (page - 1) * PAGE
    tasks = list(found[start : start + PAGE + 1])
    return Results(tasks[:PAGE], len(tasks) > PAGE)
