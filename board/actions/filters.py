"""What a person looks at on a board again and again, under names of their own."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board.errors import Refused
from board.models import SavedFilter, User
from board.models.filter import MOST, QUERY_LIMIT


@transaction.atomic
def save_filter(department, *, name, query, actor):
    """Keep `query`, a part of the address of the board of `department`, under `name`, and return it.

    Raises Refused where it asks nothing, is too long, the actor has one of that name there, or MOST of them.
    """
    own = _lock_own(actor, department)
    if not query:
        raise Refused(_("Choose first what to show."))
    if len(query) > QUERY_LIMIT:
        raise Refused(_("That is too much to keep. Choose less."))
    if own.count() >= MOST:
        words = ngettext(
            "You have %(count)d saved filter on this board. Remove one first.",
            "You have %(count)d saved filters on this board. Remove one first.",
            MOST,
        )
        raise Refused(words % {"count": MOST})
    _refuse_taken_name(own, name)
    return own.create(user=actor, department=department, name=name, query=query)


@transaction.atomic
def rename_filter(saved, *, name, actor):
    """Give a saved filter another name. Raises Refused where the actor has one of that name there."""
    own = _lock_own(actor, saved.department_id)
    _refuse_taken_name(own.exclude(pk=saved.pk), name)
    own.filter(pk=saved.pk).update(name=name)


@transaction.atomic
def remove_filter(saved, *, actor):
    """Forget a saved filter; the tasks stay as they are."""
    _lock_own(actor, saved.department_id).filter(pk=saved.pk).delete()


def _lock_own(actor, department):
    # One change at a time to what a person keeps: the names are compared with one another.
    User.objects.select_related(None).select_for_update(no_key=True).get(pk=actor.pk)
    return SavedFilter.objects.filter(user=actor, department=department)


def _refuse_taken_name(own, name):
    if own.filter(name=name).exists():
        raise Refused(_("You have a filter of that name here already."))
