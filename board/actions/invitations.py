"""An invitation is accepted once: that sets the first password."""

from django.db import transaction
from django.utils.translation import gettext as _

from board.actions.people import rename_person
from board.errors import Refused
from board.models import User


@transaction.atomic
def accept_invitation(person, *, name, password, language, actor):
    """Give `person` a first password and the name and language of their choice; their link is dead then.

    Raises Refused where it was used or replaced meanwhile.
    """
    nonce = person.invitation_nonce
    if name != person.name:
        rename_person(person, name=name, actor=actor)
    person = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    if not person.is_active or not nonce or person.invitation_nonce != nonce:
        raise Refused(_("This invitation has been used already. Sign in with your password."))
    person.set_password(password)
    person.language, person.invitation_nonce = language, ""
    person.save(update_fields=["password", "language", "invitation_nonce"])
    return person
