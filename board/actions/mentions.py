"""Who is named with an @ in what people write, kept as rows."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board import markdown
from board.actions.sharing import give_access
from board.errors import Refused, Strangers
from board.models import Mention, Task, User
from board.models.task_access import who_sees

MOST_PEOPLE = 20


@dataclass
class Named:
    """The people whom a text names, {username as written: person}, and the mentions that it had before."""

    people: dict
    before: list = field(default_factory=list)

    def render(self, text):
        """Return the HTML of `text` with these people marked in it."""
        return markdown.render(text, {name.lower(): person.pk for name, person in self.people.items()})

    def fresh(self):
        """Return the people who were not named before."""
        known = {mention.user_id for mention in self.before}
        return [person for person in dict.fromkeys(self.people.values()) if person.pk not in known]

    def without(self, people):
        """Return the same without `people`, whose names stay words."""
        return Named(
            {name: person for name, person in self.people.items() if person not in people}, self.before
        )

    def rows(self, task, comment=None):
        """Return the new mentions, not saved, in `comment` or in the description of `task`."""
        fresh = set(self.fresh())
        first = {person: name for name, person in reversed(self.people.items()) if person in fresh}
        return [
            Mention(task=task, comment=comment, user=person, written=name) for person, name in first.items()
        ]

    def keep(self, task, comment=None):
        """Have the mentions there be of these people, each as it is written now."""
        written = {}
        for name, person in self.people.items():
            written.setdefault(person.pk, []).append(name.lower())
        for mention in self.before:
            names = written.get(mention.user_id, [])
            if not names:
                mention.delete()
            elif mention.written.lower() not in names:
                Mention.objects.filter(pk=mention.pk).update(written=names[0])
        if rows := self.rows(task, comment):
            Mention.objects.bulk_create(rows)


def name_in_comment(comment, *, actor, give=(), omit=()):
    """Return who is Named in `comment`, not saved yet, under a task whose board the caller has locked.

    Whoever is named in it already stays so. Of the others, those with an id in `give` are given access by the actor,
    and those in `omit` are left out. Raises Strangers for any more who cannot see the task, and Refused for too many
    people, for outsiders in an internal comment, and where the actor cannot give access.
    """
    named = _find(comment.text, comment.task, list(comment.mentions.all()) if comment.pk else [])
    _refuse_outsiders(comment, named.fresh())
    strangers = [person for person in named.fresh() if not person.sees]
    left_out = [person for person in strangers if person.pk in omit]
    guests = [person for person in strangers if person.pk in give and person not in left_out]
    _ask(comment.task, actor, [person for person in strangers if person not in left_out], guests)
    for person in guests:
        give_access(comment.task, person=person, actor=actor)
    return named.without(left_out)


def name_in_description(task):
    """Have the description of `task`, just edited and not saved yet, name those who may see it; return who is Named.

    The names of others stay words. Raises Refused for too many people.
    """
    before = list(task.mentions.filter(comment=None).select_related("user"))
    named = _find(task.description, task, before)
    named = named.without([person for person in named.fresh() if not person.sees])
    task.description_html, task.renderer = named.render(task.description), markdown.RENDERER
    return named


def name_in_new(tasks):
    """Have the descriptions of `tasks`, just written to one board, name those people who may see them.

    The number of statements grows with the people, not with the tasks. Raises Refused as `name_in_description`.
    """
    names = {task: markdown.names_in(task.description) for task in tasks}
    wanted = {name.lower() for some in names.values() for name in some}
    if not wanted:
        return
    people = User.objects.for_request().filter(username__in=wanted, is_active=True)
    ids = [task.pk for task in tasks]
    readers = {
        person.username: (
            person,
            set(Task.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True)),
        )
        for person in people
    }
    changed, rows = [], []
    for task, written in names.items():
        found = {name: readers[name.lower()] for name in written if name.lower() in readers}
        named = Named({name: person for name, (person, seen) in found.items() if task.pk in seen})
        if named.people:
            _refuse_many(named)
            task.description_html = named.render(task.description)
            changed.append(task)
            rows += named.rows(task)
    Task.objects.bulk_update(changed, ["description_html"], batch_size=500)
    Mention.objects.bulk_create(rows, batch_size=500)


def _find(text, task, before):
    """Return who is Named in `text`; each person `sees` whether they may see `task`."""
    names = markdown.names_in(text)
    if not names:
        return Named({}, before)
    known = {mention.written.lower(): mention.user_id for mention in before}
    wanted = {name.lower() for name in names}
    sees = ExpressionWrapper(who_sees(task), output_field=BooleanField())
    people = User.objects.filter(Q(pk__in=known.values()) | Q(username__in=wanted, is_active=True)).annotate(
        sees=sees
    )
    # Who was named by an older username is still meant by it; anybody else must have theirs now.
    by_id = {person.pk: person for person in people}
    ids = {person.username: person.pk for person in by_id.values() if person.is_active} | known
    named = Named({name: by_id[ids[name.lower()]] for name in names if name.lower() in ids}, before)
    _refuse_many(named)
    return named


def _refuse_many(named):
    if len(set(named.people.values())) > MOST_PEOPLE:
        words = _("A text can name %(count)d people at most. Leave some out.")
        raise Refused(words % {"count": MOST_PEOPLE})


def _refuse_outsiders(comment, people):
    outsiders = [
        person
        for person in people
        if comment.internal_to_id and person.department_id != comment.internal_to_id
    ]
    if outsiders:
        words = ngettext(
            "%(people)s does not work in %(department)s, and this comment is internal to it.",
            "%(people)s do not work in %(department)s, and this comment is internal to it.",
            len(outsiders),
        )
        raise Refused(words % {"people": _list(outsiders), "department": comment.internal_to.name})


def _ask(task, actor, strangers, guests):
    """Raise Strangers unless all `strangers` are `guests` now, whom `actor` may give access."""
    if not strangers:
        return
    may_give = Task.objects.shareable_by(actor).filter(pk=task.pk).exists()
    if may_give and len(guests) == len(strangers):
        return
    if may_give:
        words = ngettext(
            "%(people)s cannot see this task. Give access?",
            "%(people)s cannot see this task. Give them access?",
            len(strangers),
        )
    else:
        words = ngettext(
            "%(people)s cannot see this task, and you cannot give access to it.",
            "%(people)s cannot see this task, and you cannot give them access to it.",
            len(strangers),
        )
    raise Strangers(words % {"people": _list(strangers)}, people=strangers, may_give=may_give)


def _list(people):
    return ", ".join(person.name for person in people)
