"""The history in words: one whole sentence a verb, so that each language can build it its own way."""

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.models.activity import Verb
from board.models.task import Priority

SENTENCES = {
    Verb.CREATED: gettext_lazy("%(actor)s created this in %(column)s"),
    Verb.EDITED: gettext_lazy("%(actor)s edited the description"),
    Verb.MOVED: gettext_lazy("%(actor)s moved this from %(origin)s to %(to)s"),
    Verb.REORDERED: gettext_lazy("%(actor)s changed its place in %(column)s"),
    Verb.CLOSED: gettext_lazy("%(actor)s finished this: from %(origin)s to %(to)s"),
    Verb.TAKEN_BACK: gettext_lazy("%(actor)s took this back from %(origin)s to %(to)s"),
    Verb.ASSIGNED: gettext_lazy("%(actor)s assigned this to %(person)s"),
    Verb.UNASSIGNED: gettext_lazy("%(actor)s took the assignment away from %(person)s"),
    Verb.PRIORITISED: gettext_lazy("%(actor)s changed the priority from %(before)s to %(after)s"),
    Verb.LABELLED: gettext_lazy("%(actor)s changed the labels: %(after)s"),
    Verb.DATED: gettext_lazy("%(actor)s changed the dates: wanted %(wanted_on)s, promised %(promised_on)s"),
    Verb.COMMENTED: gettext_lazy("%(actor)s wrote a comment"),
    Verb.COMMENT_EDITED: gettext_lazy("%(actor)s edited a comment"),
    Verb.COMMENT_DELETED: gettext_lazy("%(actor)s deleted a comment"),
    Verb.CHECKLIST_ADDED: gettext_lazy("%(actor)s added to the checklist: %(text)s"),
    Verb.CHECKLIST_EDITED: gettext_lazy("%(actor)s changed in the checklist: %(text)s"),
    Verb.CHECKLIST_REMOVED: gettext_lazy("%(actor)s removed from the checklist: %(text)s"),
    Verb.CHECKED: gettext_lazy("%(actor)s ticked off: %(text)s"),
    Verb.UNCHECKED: gettext_lazy("%(actor)s opened again: %(text)s"),
    Verb.ARCHIVED: gettext_lazy("%(actor)s archived this"),
    Verb.RESTORED: gettext_lazy("%(actor)s restored this from the archive"),
    Verb.RESTRICTED: gettext_lazy("%(actor)s restricted who may see this"),
    Verb.UNRESTRICTED: gettext_lazy("%(actor)s lifted the restriction"),
    Verb.ACCESS_GIVEN: gettext_lazy("%(actor)s gave access to %(person)s"),
    Verb.ACCESS_TAKEN: gettext_lazy("%(actor)s took access away from %(person)s"),
}
RENAMED = gettext_lazy("%(actor)s renamed this from “%(before)s” to “%(after)s”")


def sentence(activity):
    """Return the history line of `activity`, as plain text; it reads its actor and nothing else of the database."""
    template = SENTENCES[activity.verb]
    if activity.verb == Verb.EDITED and "before" in activity.data:
        template = RENAMED
    return template % _words(activity)


def _words(activity):
    words = {"actor": activity.actor.name if activity.actor else _("The system"), **activity.data}
    if activity.verb == Verb.PRIORITISED:
        words |= {key: Priority(words[key]).label for key in ("before", "after")}
    if activity.verb == Verb.LABELLED:
        words["after"] = ", ".join(words["after"]) or _("none")
    if activity.verb == Verb.DATED:
        words |= {key: _date(words[key]) for key in ("wanted_on", "promised_on")}
    return words


def _date(text):
    return formats.date_format(parse_date(text), "SHORT_DATE_FORMAT") if text else _("no date")
