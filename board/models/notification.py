from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why a person hears of something, the strongest first."""

    MENTIONED = "mentioned", _("you are mentioned")
    MOVE = "move", _("it is your move")
    INBOX = "inbox", _("it concerns your department")
    ASSIGNED = "assigned", _("it is assigned to you")
    REQUESTER = "requester", _("you are the requester")
    THREAD = "thread", _("you wrote in this thread")
    GRANTED = "granted", _("you were given access")
    WATCHING = "watching", _("you watch this task")


class Group(models.TextChoices):
    """What a person chooses about together."""

    MOVE = "move", _("My move")
    MENTIONS = "mentions", _("Mentions and answers to me")
    REQUESTS = "requests", _("What I asked for")
    ASSIGNMENTS = "assignments", _("What is assigned to me")
    WATCHED = "watched", _("What I watch")
    INBOX = "inbox", _("My department’s inbox")


class Delivery(models.TextChoices):
    """How a person hears of something beside the list in the app, which always has it."""

    NOW = "now", _("Mail at once")
    DIGEST = "digest", _("In the digest")
    APP = "app", _("In the app only")


class Reminder(models.TextChoices):
    """What the clock tells of, where nobody has done anything."""

    SOON = "soon", _("promised for the next working day")
    TODAY = "today", _("promised for today")
    OVERDUE = "overdue", _("overdue")
    CLOSING = "closing", _("closes by itself")
    UNATTENDED = "unattended", _("unopened in the inbox")


GROUPS = {
    Reason.MENTIONED: Group.MENTIONS,
    Reason.MOVE: Group.MOVE,
    Reason.INBOX: Group.INBOX,
    Reason.ASSIGNED: Group.ASSIGNMENTS,
    Reason.REQUESTER: Group.REQUESTS,
    Reason.THREAD: Group.MENTIONS,
    Reason.GRANTED: Group.MENTIONS,
    Reason.WATCHING: Group.WATCHED,
}
# Where neither the site nor the person has chosen.
DEFAULTS = dict.fromkeys(Group, Delivery.NOW) | {Group.WATCHED: Delivery.DIGEST}


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def about_visible_tasks(self, user):
        """Return those whose task `user` may see now."""
        from .task import Task

        seen = Task.objects.visible_to(user).filter(pk=models.OuterRef("task"))
        return self.filter(models.Exists(seen))


class Notification(models.Model):
    """One person should hear of one activity, or of a reminder, with the reason."""

    user = models.ForeignKey("board.User", models.CASCADE, related_name="notifications")
    task = models.ForeignKey("board.Task", models.CASCADE, related_name="notifications")
    activity = models.ForeignKey("board.Activity", models.CASCADE, null=True, related_name="notifications")
    # What the clock says, and the day that it is about; empty for an activity.
    reminder = models.CharField(max_length=10, choices=Reminder, blank=True, default="")
    day = models.DateField(null=True)
    reason = models.CharField(max_length=10, choices=Reason)
    # As it was decided when it happened; a choice made since counts again when the mail is sent.
    delivery = models.CharField(max_length=6, choices=Delivery)
    # The mail that tells of it: the one sent at once, or the digest.
    mail = models.ForeignKey(
        "board.Mail", models.SET_NULL, null=True, blank=True, related_name="notifications"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "user"], name="notification_once"),
            models.UniqueConstraint(
                fields=["task", "reminder", "day", "user"],
                condition=~models.Q(reminder=""),
                name="notification_reminder_once",
            ),
            models.CheckConstraint(
                name="notification_is_about_something",
                condition=models.Q(activity__isnull=False, reminder="", day=None)
                | (models.Q(activity=None, day__isnull=False) & ~models.Q(reminder="")),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_by_user"),
            models.Index(
                fields=["user", "task"], condition=models.Q(read_at=None), name="notification_unread"
            ),
            models.Index(
                fields=["user"],
                condition=models.Q(read_at=None, mail=None, delivery=Delivery.DIGEST),
                name="notification_for_digest",
            ),
        ]

    def __str__(self):
        return f"{self.user} ← #{self.task_id}"

    @property
    def group(self):
        return GROUPS[self.reason]

    def sentence(self):
        """Return what it says, in the language of the moment, as plain text."""
        from board.sentences import notice

        return notice(self)


class Preference(models.Model):
    """How a person (None: whoever has not chosen) wants to hear of a group of things."""

    user = models.ForeignKey("board.User", models.CASCADE, null=True, related_name="preferences")
    group = models.CharField(_("what"), max_length=11, choices=Group)
    delivery = models.CharField(_("how"), max_length=6, choices=Delivery)

    class Meta:
        verbose_name = _("default of notifications")
        verbose_name_plural = _("defaults of notifications")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "group"], name="preference_once", nulls_distinct=False)
        ]

    def __str__(self):
        return self.get_group_display()
