"""The first administrator, who invites everybody else."""

from django.db import transaction
from django.utils.translation import gettext as _

from board.actions.locks import lock_people
from board.errors import Refused
from board.models import User


@transaction.atomic
def create_first_administrator(*, name, username, email, password, language, actor):
    """Make the account of the first administrator and return it. Raises Refused where there is or was one."""
    lock_people()
    if User.objects.filter(is_admin=True).exists():
        raise Refused(_("There is an administrator already. Ask them for an invitation."))
    return User.objects.create_superuser(username, email, password, name=name, language=language)
