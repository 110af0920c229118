"""Finding tasks by their number or by the words in them, in either language's word forms."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField, Q, Value

from board.models import Comment, Task

PAGE = 30
FIRST = 2.0  # above every rank of words
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
    theirs = reduce(or_, (Q(assignee__username__iexact=person) for person in people), Q())
    visible = Task.objects.visible_to(user).filter(theirs).order_by()
    if words or not people:
        found = _with_words(visible, words, user).order_by("-rank", "-pk")
    else:
        found = visible.order_by("-pk").values("pk")
    start = (page - 1) * PAGE
    ids = [row["pk"] for row in found[start : start + PAGE + 1]]
    tasks = Task.objects.select_related("department", "column", "assignee").in_bulk(ids[:PAGE])
    return Results([tasks[pk] for pk in ids[:PAGE] if pk in tasks], len(ids) > PAGE)


def _with_words(visible, words, user):
    """Return the ids and ranks of those of `visible` with these words in them.

    Each part goes along an index of its own: for an OR of them PostgreSQL reads every task there is.
    """
    query = SearchQuery(words, config="russian", search_type="websearch")
    comments = Comment.objects.live().readable_by(user).filter(search=query).order_by().values("task")
    rank = SearchRank(F("search"), query)
    number = words.removeprefix("#")
    if not (number.isdecimal() and len(number) < 19):
        return _ranked(visible.filter(search=query), rank).union(
            _ranked(visible.filter(pk__in=comments), rank)
        )
    others = visible.exclude(pk=int(number))
    return _ranked(visible.filter(pk=int(number)), Value(FIRST, output_field=FloatField())).union(
        _ranked(others.filter(search=query), rank), _ranked(others.filter(pk__in=comments), rank)
    )


def _ranked(tasks, rank):
    return tasks.annotate(rank=rank).values("pk", "rank")
