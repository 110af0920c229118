from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from .comment import readable_by


class Verb(models.TextChoices):
    """What was done. Each has its sentence in `board.sentences`."""

    CREATED = "created"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DUPLICATED = "duplicated"
    HANDED_OFF = "handed_off"
    DELIVERED = "delivered"
    RESULT_WRITTEN = "result_written"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    REOPENED = "reopened"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    RESUMED = "resumed"
    PROMISED = "promised"
    EDITED = "edited"
    MOVED = "moved"
    REORDERED = "reordered"
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"
    ASSIGNED = "assigned"
    UNASSIGNED = "unassigned"
    PRIORITISED = "prioritised"
    LABELLED = "labelled"
    DATED = "dated"
    COMMENTED = "commented"
    COMMENT_EDITED = "comment_edited"
    COMMENT_DELETED = "comment_deleted"
    CHECKLIST_ADDED = "checklist_added"
    CHECKLIST_EDITED = "checklist_edited"
    CHECKLIST_REMOVED = "checklist_removed"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    ARCHIVED = "archived"
    RESTORED = "restored"
    RESTRICTED = "restricted"
    UNRESTRICTED = "unrestricted"
    ACCESS_GIVEN = "access_given"
    ACCESS_TAKEN = "access_taken"
    CHILD_ADDED = "child_added"
    CHILD_REMOVED = "child_removed"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    UNDONE = "undone"


class ActivityQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Return the lines that `user` may read of tasks that they may see."""
        return readable_by(self, user)

    def standing(self):
        """Return the lines but those of changes that were undone."""
        undoes = Cast(KeyTextTransform("undoes", "data"), models.BigIntegerField())
        undone = Activity.objects.order_by().filter(verb=Verb.UNDONE, task=models.OuterRef("task"))
        return self.exclude(models.Exists(undone.alias(undoes=undoes).filter(undoes=models.OuterRef("pk"))))


class Activity(models.Model):
    """One append-only row a change: the history line, and the source of notifications and reports."""

    task = models.ForeignKey("board.Task", models.PROTECT, related_name="activities")
    department = models.ForeignKey("board.Department", models.PROTECT, related_name="activities")
    # The department's version that this change made.
    version = models.PositiveBigIntegerField()
    verb = models.CharField(_("what"), max_length=20, choices=Verb)
    # None: the system.
    actor = models.ForeignKey("board.User", models.PROTECT, null=True, related_name="activities")
    comment = models.ForeignKey("board.Comment", models.PROTECT, null=True, related_name="activities")
    # Who alone reads the line, as with the comment that it is about. None: everybody who sees the task.
    internal_to = models.ForeignKey("board.Department", models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["task", "id"], name="activity_by_task"),
            models.Index(fields=["department", "version"], name="activity_by_version"),
        ]

    def __str__(self):
        return self.sentence()

    def sentence(self):
        """Return the history line in the language of the moment, as plain text."""
        from board.sentences import sentence

        return sentence(self)
