"""What an open page wants to hear of, as rows that exist for one statement alone."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import MD5
from django.utils import timezone

from .task_access import reader_sees


class Topic(models.Model):
    """Something that `user` looks at in a session: a board, the lists of a department, a task, or nothing of these.

    No table has them. `TOPICS` makes them from arrays before a statement, so that one statement says of all open pages
    what they may still hear of, by the same conditions as everywhere.
    """

    session = models.CharField(max_length=40)
    # What the person's password was when the page was opened, in a form that says nothing about it.
    seal = models.CharField(max_length=32)
    user = models.ForeignKey("board.User", models.DO_NOTHING, related_name="+")
    board = models.ForeignKey("board.Department", models.DO_NOTHING, null=True, related_name="+")
    lists = models.ForeignKey("board.Department", models.DO_NOTHING, null=True, related_name="+")
    task = models.ForeignKey("board.Task", models.DO_NOTHING, null=True, related_name="+")

    class Meta:
        # Of no application: migrations and deletions know nothing of it.
        app_label = "live"
        managed = False
        db_table = "live_topic"

    def __str__(self):
        return f"{self.user_id}: {self.board_id or self.lists_id or self.task_id or 'their own'}"


TOPICS = """
    WITH live_topic (id, session, seal, user_id, board_id, lists_id, task_id) AS (
        SELECT * FROM unnest(
            %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]
        )
    )
"""


def still_heard():
    """Return the Topics whose reader is signed in as before, active, and allowed to see it; for after TOPICS.

    For boards it is `readable_by`, for lists `worked_by`, for tasks `visible_to`, for many people at once.
    """
    from django.contrib.sessions.models import Session

    sessions = Session.objects.filter(pk=OuterRef("session"), expire_date__gt=timezone.now())
    signed_in = Exists(sessions) & Q(user__is_active=True, seal=MD5("user__password"))
    own = Q(user__is_admin=True) | Q(board=F("user__department"))
    boards = own | Q(board__is_open=True, board__closed_at=None)
    lists = Q(user__is_admin=True) | Q(lists=F("user__department"))
    sees = (
        Q(board=None, lists=None, task=None)
        | (Q(board__isnull=False) & boards)
        | (Q(lists__isnull=False) & lists)
        | (Q(task__isnull=False) & reader_sees())
    )
    return Topic.objects.filter(signed_in & sees).order_by()
