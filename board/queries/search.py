"""Finding tasks by their number or by the words in them, in either language's word forms."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q

from board.models import Comment, Task

PAGE = 30
_PERSON = re.compile(r"(?<!\S)@([\w.+-]+)")


@dataclass(frozen=True)
class Results:
    tasks: list
    has_more: bool


def search_tasks(user, words, *, page=1):
    """Return the tasks that `user` may see, with all of `words` in title, description or one comment they may read.

    The configuration `russian` stems Cyrillic words as Russian and Latin ones as English
    (PostgreSQL, "Full Text Search Configuration"). A number, with or without #, finds that task first; an
    @username, alone or with words, only what is assigned to that person.
    """
    people, words = _PERSON.findall(words), _PERSON.sub("", words).strip()
    query = SearchQuery(words, config="russian", search_type="websearch")
    # Each part along its own index; an OR over both tables would read them whole.
    texts = Task.objects.filter(search=query).order_by().values("pk")
    comments = Comment.objects.live().readable_by(user).filter(search=query).order_by().values("task")
    matches = Q(pk__in=texts.union(comments))
    number = words.strip().removeprefix("#")
    if number.isdecimal() and len(number) < 19:
        matches |= Q(pk=int(number))
    theirs = reduce(or_, (Q(assignee__username__iexact=person) for person in people), Q())
    found = (
        Task.objects.visible_to(user)
        .filter(theirs, matches if words or not people else Q())
        .select_related("department", "column", "assignee")
        .annotate(rank=SearchRank(F("search"), query))
        .order_by("-rank", "-id")
    )
    start = (page - 1) * PAGE
    tasks = list(found[start : start + PAGE + 1])
    return Results(tasks[:PAGE], len(tasks) > PAGE)
