"""The comments under a task, as far back as the reader asks."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models import Window as Over
from django.db.models.functions import RowNumber

from board import prepared
from board.models import Activity, Comment, Verb
from board.queries.windows import Window, first_window, last_rows, window

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

    def texts(self):
        """Return the HTML of all comments that are shown."""
        return [comment.html for comment in _all(self.roots.rows)]


def read_thread(task, reader, *, seen, around=None, replies=None):
    """Return the Thread under `task` as `reader` may read it: the last roots, or those around the root `around`.

    Each root has its latest replies, the one that the reply with id `replies` belongs to those around it.
    What others wrote for all to read after the activity `seen` (None: the reader was never here) is new.
    """
    roots = _roots(task, reader, around)
    new = _new(task, reader, seen)
    thread = Thread(roots, set(new), new[0] if new else None)
    _give_replies(roots.rows, task, reader, replies)
    for comment in _all(roots.rows):
        comment.is_new = comment.pk in thread.new
    return thread


def _comments(reader, task):
    comments = Comment.objects.filter(task=task).readable_by(reader)
    return comments.select_related("author", "internal_to").defer("text", "search")


def _roots(task, reader, around):
    if around is None:
        values = (reader.pk, reader.department_id, task.pk)
        return first_window(prepared.instances(_last_roots, prepared.rights(reader), values))
    return window(_roots_of(_comments(reader, task.pk)), around)


def _last_roots(*values):
    *reader, task = values
    return last_rows(_roots_of(_comments(prepared.Reader(*reader), task)))


def _roots_of(comments):
    answered = Exists(Comment.objects.live().filter(parent=OuterRef("pk")))
    return comments.filter(parent=None).filter(Q(deleted_at=None) | answered)


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
    written = Activity.objects.filter(
        task=task, verb=Verb.COMMENTED, pk__gt=seen, comment__deleted_at=None, internal_to=None
    )
    return list(written.exclude(actor=reader.pk).order_by("pk").values_list("comment", flat=True)[:MOST_NEW])


def _give_replies(roots, task, reader, around):
    by_root = {root.pk: [] for root in roots}
    values = (reader.pk, reader.department_id, task.pk, list(by_root))
    for reply in prepared.instances(_latest_replies, prepared.rights(reader), values) if roots else ():
        by_root[reply.parent_id].append(reply)
    replies = _comments(reader, task.pk).live()
    opened = replies.filter(pk=around).values_list("parent", flat=True).first() if around else None
    for root in roots:
        rows = by_root[root.pk]
        if root.pk == opened:
            root.shown = window(replies.filter(parent=opened), around)
        else:
            root.shown = Window(rows, bool(rows) and rows[0].siblings > len(rows))


def _latest_replies(*values):
    *reader, task, roots = values
    replies = _comments(prepared.Reader(*reader), task).live().filter(prepared.one_of("parent", roots))
    latest = replies.annotate(
        rank=Over(RowNumber(), partition_by="parent", order_by="-id"),
        siblings=Over(Count("pk"), partition_by="parent"),
    )
    return latest.filter(rank__lte=REPLIES).order_by("pk")


def _all(roots):
    for root in roots:
        yield root
        yield from root.shown.rows
