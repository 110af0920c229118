from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

TEXT_LIMIT = 20_000


def readable_by(rows, user):
    """Return those of `rows` (comments or activities of tasks that `user` may see) that are not internal to others."""
    if user.is_admin:
        return rows
    return rows.filter(models.Q(internal_to=None) | models.Q(internal_to=user.department_id or 0))


class CommentQuerySet(models.QuerySet):
    def live(self):
        return self.filter(deleted_at=None)

    def readable_by(self, user):
        """Return the comments that `user` may read under tasks that they may see."""
        return readable_by(self, user)


class Comment(models.Model):
    """Markdown under a task, with one level of replies.

    A deleted comment keeps its row without its text, so that its replies keep their place.
    """

    task = models.ForeignKey("board.Task", models.PROTECT, related_name="comments")
    author = models.ForeignKey(
        "board.User", models.PROTECT, related_name="comments", verbose_name=_("author")
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    # None: shared with everybody who sees the task. A reply has the audience of its root.
    internal_to = models.ForeignKey(
        "board.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="internal_comments",
        verbose_name=_("internal to"),
    )
    text = models.TextField(_("comment"), max_length=TEXT_LIMIT)
    html = models.TextField(editable=False)
    renderer = models.PositiveSmallIntegerField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("text", config="russian"), output_field=SearchVectorField(), db_persist=True
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["task", "created_at"], name="comment_by_task"),
            models.Index(fields=["task", "id"], condition=models.Q(parent=None), name="comment_roots"),
            GinIndex(fields=["search"], name="comment_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deleted_at=None) | models.Q(text="", html=""),
                name="comment_deleted_is_empty",
            ),
        ]

    def __str__(self):
        return f"#{self.task_id}: {self.text[:60]}"
