from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from .task import UNFINISHED


class LinkKind(models.TextChoices):
    """What the first task is to the second."""

    PARENT = "parent", _("is the parent of")
    BLOCKS = "blocks", _("blocks")
    DUPLICATE = "duplicate", _("is a duplicate of")


# UNION, not UNION ALL: each task is visited once.
_REACHES = """
    WITH RECURSIVE reached (id) AS (
        SELECT %(start)s::bigint
        UNION
        SELECT link.other_id FROM board_link link JOIN reached ON link.task_id = reached.id AND link.kind = %(kind)s
    )
    SELECT EXISTS (SELECT FROM reached WHERE id = %(end)s)
"""


class LinkQuerySet(models.QuerySet):
    def holding_up(self):
        """Return the links whose first task blocks the second now."""
        return self.filter(kind=LinkKind.BLOCKS, task__state__in=UNFINISHED, other__state__in=UNFINISHED)

    def closes_circle(self, kind, task, other):
        """Whether links of `kind` lead, over any number of tasks, from `other` to `task`."""
        with connection.cursor() as cursor:
            cursor.execute(_REACHES, {"kind": kind, "start": other.pk, "end": task.pk})
            return cursor.fetchone()[0]


class Link(models.Model):
    """`task` is the parent of, blocks, or is a duplicate of `other`."""

    kind = models.CharField(max_length=9, choices=LinkKind)
    task = models.ForeignKey("board.Task", models.CASCADE, related_name="links")
    other = models.ForeignKey("board.Task", models.CASCADE, related_name="links_here")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "task", "other"], name="link_once"),
            models.UniqueConstraint(
                fields=["other"], condition=models.Q(kind=LinkKind.PARENT), name="link_one_parent"
            ),
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(kind=LinkKind.DUPLICATE), name="link_one_original"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=LinkKind.values), name="link_kind_known"),
            models.CheckConstraint(condition=~models.Q(task=models.F("other")), name="link_not_to_itself"),
        ]

    def __str__(self):
        return f"#{self.task_id} {self.get_kind_display()} #{self.other_id}"
