"""People who are named in texts, and who can be."""

import operator
from dataclasses import dataclass
from functools import reduce

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.html import escape

from board import markdown, prepared
from board.models import Absence, User, Watch
from board.models.names import sort_key
from board.models.task_access import who_sees

OFFERED = 8
# The same keys in both layouts: who forgot to switch is understood.
_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SWITCHED = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)


@dataclass(frozen=True)
class Offered:
    """Whom a text could name: `readers` see the task, `others` do not; each `is_away` or not today."""

    readers: list
    others: list


def people_around(task, texts):
    """Return the people who were given access to `task`, and {id: name as HTML} of those marked in `texts` (HTML).

    Both in one query, since every page of a task asks for them.
    """
    ids = set().union(*map(markdown.marked_in, texts))
    people = prepared.instances(_around, (), (task.pk, sorted(ids)))
    guests = [person for person in people if person.is_guest]
    return guests, {person.pk: escape(person.name) for person in people if person.pk in ids}


def _around(task, ids):
    given = Exists(Watch.objects.filter(task=task, user=OuterRef("pk"), granted=True))
    return User.objects.annotate(is_guest=given).filter(Q(is_guest=True) | prepared.one_of("pk", ids))


def offered_people(task, words, *, writer, side=None):
    """Return who is Offered for what `writer` typed after an @ under `task`, or internal to the department `side`.

    Matched by the beginning of the username or of a word of the name. The others come with the first letter.
    """
    today = timezone.localdate()
    away = Absence.objects.filter(user=OuterRef("pk"), first_day__lte=today, last_day__gte=today)
    people = (
        User.objects.active().exclude(pk=writer.pk).filter(named_like(words)).annotate(is_away=Exists(away))
    )
    if side is not None:
        people = people.filter(department=side)
    sees = who_sees(task)
    readers = list(people.filter(sees)[:OFFERED])
    others = list(people.exclude(sees)[:OFFERED]) if words else []
    return Offered(readers, others)


def left_out(task):
    """Return the names of the people whom the description of `task` names, and who are not mentioned by that."""
    names = markdown.names_in(task.description)
    if not names:
        return []
    mentioned = task.mentions.filter(comment=None)
    known = {written.lower() for written in mentioned.values_list("written", flat=True)}
    wanted = {name.lower() for name in names} - known
    people = User.objects.active().filter(username__in=wanted).exclude(pk__in=mentioned.values("user"))
    return list(people.values_list("name", flat=True))


def named_like(words):
    """Return a condition on people: a word of the name or the username begins with `words`, in either layout."""
    typed = words.strip().casefold()
    if not typed:
        return Q()
    forms = {typed, typed.translate(_SWITCHED)}
    keys = {key for form in forms if (key := sort_key(form))}
    return reduce(
        operator.or_,
        [
            Q(name_key__startswith=key) | Q(name_key__contains=f" {key}") | Q(username__startswith=key)
            for key in keys
        ],
        Q(pk__in=[]),
    )
