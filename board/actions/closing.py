"""What nobody has confirmed or returned closes by itself."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board.actions.agreement import confirm_task
from board.errors import Refused
from board.queries.closing import due_for_closing, end_of_returning

# What one look of the clock closes; the next one goes on.
AT_ONCE = 500

logger = logging.getLogger(__name__)


def close_by_itself(*, now=None):
    """Close what nobody has returned in time, each task in a transaction of its own; return how many.

    One that was returned meanwhile, or fails, leaves the others alone.
    """
    now = now or timezone.now()
    count = 0
    for task in due_for_closing(now, limit=AT_ONCE):
        try:
            close_unanswered(task, now=now, actor=None)
        except Refused:
            continue
        except Exception:
            logger.exception("#%d did not close by itself", task.pk)
        else:
            count += 1
    return count


@transaction.atomic
def close_unanswered(task, *, now, actor):
    """Close `task`, which nobody has returned in time. Raises Refused where there is time left, or nothing to close."""
    confirm_task(task, actor=actor)
    # Only now the board is locked: what was returned and delivered anew has its days before it again.
    end = end_of_returning(task)
    if not end or end.at > now:
        raise Refused(_("This task can still be returned."))
