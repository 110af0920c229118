"""The comments under a task, as far back as the reader asks."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models import Window as Over
from django.db.models.functions import RowNumber

from board.models import Activity, Comment, Verb
from board.queries.windows import Window, window

REPLIES = 5
MOST_NEW = 100


@dataclass
class Thread:
    """`roots` is a Window of comments, each with `shown` (a Window of its replies) and `is_new`."""

    roots: Window
    new: set = field(default_factory=set)
    first_new: int | None = None

    @property
    def has_many_new(self):
        return len(self.new) >= MOST_NEW


def read_thread(task, reader, *, seen, around=None, replies=None):
    """Return the Thread under `task`: the last roots, or those around the root with id `around`.

    Each root has its latest replies, the one that the reply with id `replies` belongs to those around it.
    What others wrote after the activity `seen` (None: the reader was never here) is new.
    """
    comments = task.comments.select_related("author").defer("text", "search")
    answered = Exists(Comment.objects.live().filter(parent=OuterRef("pk")))
    roots = window(comments.filter(parent=None).filter(Q(deleted_at=None) | answered), around)
    new = _new(task, reader, seen)
    thread = Thread(roots, set(new), new[0] if new else None)
    _give_replies(roots.rows, comments.live(), replies)
    for comment in _all(roots.rows):
        comment.is_new = comment.pk in thread.new
    return thread


def place_of(comment):
    """Return around what a thread must be read so that `comment` stands in it: {name: id}."""
    return (
        {"comments": comment.parent_id, "replies": comment.pk}
        if comment.parent_id
        else {"comments": comment.pk}
    )


def _new(task, reader, seen):
    if seen is None:
        return []
    written = Activity.objects.filter(task=task, verb=Verb.COMMENTED, pk__gt=seen, comment__deleted_at=None)
    return list(written.exclude(actor=reader.pk).order_by("pk").values_list("comment", flat=True)[:MOST_NEW])


def _give_replies(roots, replies, around):
    by_root = {root.pk: [] for root in roots}
    latest = replies.filter(parent__in=by_root).annotate(
        rank=Over(RowNumber(), partition_by="parent", order_by="-id"),
        siblings=Over(Count("pk"), partition_by="parent"),
    )
    for reply in latest.filter(rank__lte=REPLIES).order_by("pk"):
        by_root[reply.parent_id].append(reply)
    opened = Comment.objects.filter(pk=around).values_list("parent", flat=True).first() if around else None
    for root in roots:
        rows = by_root[root.pk]
        if root.pk == opened:
            root.shown = window(replies.filter(parent=opened), around)
        else:
            root.shown = Window(rows, bool(rows) and rows[0].siblings > len(rows))


def _all(roots):
    for root in roots:
        yield root
        yield from root.shown.rows
