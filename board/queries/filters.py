"""What a reader asks of a board to show: the conditions on its tasks, and the words for them."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from board.calendar import DAY, end_of_week
from board.models import Department, Label, Priority, SavedFilter, State, Task, Turn, User, Waiting

ME, NOBODY, NONE = "me", "nobody", "none"
DUE = {
    "overdue": gettext_lazy("Overdue"),
    "today": gettext_lazy("Due today"),
    "week": gettext_lazy("Due this week"),
    NONE: gettext_lazy("Without a date"),
}
PRIORITIES = {priority.name.lower(): priority for priority in Priority}
TURNS = {
    Turn.OWNER: Q(state=State.ACCEPTED, waiting_on=""),
    Turn.REQUESTER: Q(state=State.DELIVERED) | Q(waiting_on=Waiting.REQUESTER),
    Turn.THIRD: Q(waiting_on=Waiting.THIRD),
}
# The parts of an address, in the order in which it is written; a label alone stands there more than once.
KEYS = ("q", "assignee", "label", "priority", "due", "requester", "from", "turn")
MOST_LABELS, MOST_WORDS, LONGEST = 10, 10, 200
# Those that are asked for most, one click away.
QUICK = (("assignee", ME), ("assignee", NOBODY), ("due", "overdue"), ("due", "week"))


@dataclass(frozen=True)
class Chip:
    """One filter in words; `query` is the address without it, or with it where it is only offered."""

    label: str
    query: str
    color: str = ""


@dataclass
class Filters:
    """What is asked for: `parts` as the address has them, `condition` on a Task, and what it said that is not known."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    condition: Q = field(default_factory=Q)
    chips: list[Chip] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.parts)

    @property
    def query(self):
        """The same as a part of an address."""
        return urlencode(self.parts)

    @property
    def text(self):
        """The words that are looked for."""
        return dict(self.parts).get("q", "")

    @property
    def others(self):
        """What the field for words leaves as it is."""
        return [part for part in self.parts if part[0] != "q"]

    @property
    def offers(self):
        """The usual filters that are not chosen, each with the address that adds it."""
        asked = [(key, value) for key, value in QUICK if (key, value) not in self.parts]
        return [
            Chip(_quick_words(part[1]), urlencode([p for p in self.parts if p[0] != part[0]] + [part]))
            for part in asked
        ]


def read_filters(data, department, user):
    """Return the Filters that `data` (a QueryDict) asks of the board of `department`, for `user`.

    What is not known here, or is nobody that this reader can know of from this board, is left out and named
    in `unknown`. At most three statements, and none where nothing is asked.
    """
    asked = _asked(data)
    filters = Filters()
    if not asked:
        return filters
    known = _Known(department, user, asked)
    for key, value in asked:
        found = _READERS[key](value, known)
        if found is None:
            filters.unknown.append(f"{key}={value[:LONGEST]}")
            continue
        condition, label, color = found
        filters.parts.append((key, value))
        filters.condition &= condition
        filters.chips.append(Chip(label, "", color))
    filters.chips = [
        Chip(chip.label, urlencode(filters.parts[:place] + filters.parts[place + 1 :]), chip.color)
        for place, chip in enumerate(filters.chips)
    ]
    return filters


def _asked(data):
    parts = []
    for key in KEYS:
        values = [value.strip() for value in data.getlist(key)]
        values = list(dict.fromkeys(value for value in values if value))
        parts += [(key, value) for value in (values[:MOST_LABELS] if key == "label" else values[-1:])]
    return parts


class _Known:
    """Who and what the asked ids are, as far as this board shows them to the reader."""

    def __init__(self, department, user, asked):
        self.user, self.today, self.working_days = user, department.today(), department.working_days
        shown = _shown(department, user)
        people = _numbers(value for key, value in asked if key in ("assignee", "requester"))
        labels = _numbers(value for key, value in asked if key == "label")
        codes = [value for key, value in asked if key == "from"]
        self.people, self.labels, self.departments = {}, {}, {}
        if people:
            here = Exists(shown.filter(Q(assignee=OuterRef("pk")) | Q(requester=OuterRef("pk"))))
            found = User.objects.filter(_of(department, user) | here, pk__in=people)
            self.people = {str(pk): name for pk, name in found.values_list("pk", "name")}
        if labels:
            found = _labels(department, user, shown).filter(pk__in=labels)
            self.labels = {
                str(pk): (name, color) for pk, name, color in found.values_list("pk", "name", "color")
            }
        if codes:
            asks = Exists(shown.filter(requesting_department=OuterRef("pk")))
            found = Department.objects.filter(Q(pk=department.pk) | asks, code__in=codes)
            self.departments = {
                code: (pk, name) for pk, code, name in found.values_list("pk", "code", "name")
            }


def _numbers(values):
    return [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 19]


def _words(value, known):
    if len(value) > LONGEST:
        return None
    number = value.removeprefix("#")
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    condition = Q()
    for word in value.split()[:MOST_WORDS]:
        condition &= Q(title__icontains=word)
    if is_number:
        condition = Q(pk=int(number)) if value.startswith("#") else condition | Q(pk=int(number))
    return condition, _("“%(words)s”") % {"words": value}, ""


def _assignee(value, known):
    if value == NOBODY:
        return Q(assignee=None), _("Nobody’s"), ""
    if value == ME:
        return Q(assignee=known.user.pk), _("Assigned to me"), ""
    name = known.people.get(value)
    return name and (Q(assignee=int(value)), _("Assignee: %(name)s") % {"name": name}, "")


def _requester(value, known):
    if value == ME:
        return Q(requester=known.user.pk), pgettext("filter", "Asked by me"), ""
    name = known.people.get(value)
    return name and (Q(requester=int(value)), _("Requester: %(name)s") % {"name": name}, "")


def _from(value, known):
    if value not in known.departments:
        return None
    pk, name = known.departments[value]
    return Q(requesting_department=pk), _("From: %(department)s") % {"department": name}, ""


def _label(value, known):
    if value not in known.labels:
        return None
    name, color = known.labels[value]
    tagged = Task.labels.through.objects.filter(task=OuterRef("pk"), label=int(value))
    return Q(Exists(tagged)), name, color


def _priority(value, known):
    if value not in PRIORITIES:
        return None
    priority = PRIORITIES[value]
    return Q(priority=priority), _("Priority: %(priority)s") % {"priority": priority.label}, ""


def _due(value, known):
    if value not in DUE:
        return None
    if value == NONE:
        return Q(promised_on=None, wanted_on=None), str(DUE[value]), ""
    today = known.today
    first, last = {
        "overdue": (None, today - DAY),
        "today": (today, today),
        "week": (today, end_of_week(today, known.working_days)),
    }[value]
    # A card shows the owner's word, else the requester's wish; what is finished is due no more.
    due = _between("promised_on", first, last) | (Q(promised_on=None) & _between("wanted_on", first, last))
    return due & Q(finished_at=None), str(DUE[value]), ""


def _between(name, first, last):
    after = Q(**{f"{name}__gte": first}) if first else Q()
    return after & Q(**{f"{name}__lte": last})


def _turn(value, known):
    if value not in TURNS:
        return None
    return TURNS[value], str(Turn(value).label), ""


_READERS = {
    "q": _words,
    "assignee": _assignee,
    "label": _label,
    "priority": _priority,
    "due": _due,
    "requester": _requester,
    "from": _from,
    "turn": _turn,
}


def _quick_words(value):
    words = {ME: pgettext("tasks", "Mine"), NOBODY: _("Nobody’s")}
    return str(words.get(value) or DUE[value])


def choices_of(department, user):
    """Return what the form offers: {"people", "labels", "requesters", "departments"}, each [(value, words)].

    Only what the reader sees on this board, or what is the board's own.
    """
    shown = _shown(department, user)
    own = _of(department, user) & Q(is_active=True)
    assigned = Q(pk__in=shown.exclude(assignee=None).values("assignee"))
    requesters = Q(pk__in=shown.values("requester"))
    departments = Department.objects.filter(pk__in=shown.values("requesting_department"))
    return {
        "people": _named(User.objects.filter(own | assigned)),
        "labels": _named(_labels(department, user, shown)),
        "requesters": _named(User.objects.filter(requesters)),
        "departments": list(departments.exclude(pk=department.pk).values_list("code", "name")),
    }


def _shown(department, user):
    return Task.objects.on_board().filter(department=department).visible_to(user).order_by()


def _works_here(department, user):
    return user.is_admin or user.department_id == department.pk


def _of(department, user):
    """Its people, for those who work with them; who only reads the board knows of those on its cards."""
    return Q(department=department) if _works_here(department, user) else Q(pk__in=[])


def _labels(department, user, shown):
    labels = Label.objects.filter(department=department)
    if _works_here(department, user):
        return labels
    return labels.filter(Exists(shown.filter(labels=OuterRef("pk"))))


def _named(rows):
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def saved_filters(department, user):
    """Return what `user` keeps on the board of `department`, by name."""
    return list(SavedFilter.objects.filter(department=department, user=user.pk))
